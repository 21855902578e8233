"""AWS on one machine: moto, with what Headgate relies on made real (EMR steps, AssumeRole, MWAA, lasting state)."""

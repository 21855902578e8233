"""Amazon EMR: clusters are moto's, steps are ours and really run."""

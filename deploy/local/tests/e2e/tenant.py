"""A tenant as its own people use it."""

from __future__ import annotations

import json
from typing import Any

from .rest import Answer, Rest
from .stack import CONTROL, Stack
from .waiting import PATIENCE, eventually

ENDED = ("SUCCEEDED", "FAILED", "STOPPED", "STOP_INCOMPLETE", "SKIPPED")
View = dict[str, Any]


class Tenant:
    """One tenant: its users, its data, its processes."""

    def __init__(self, stack: Stack, key: str, account: str, *, user: Rest, keys: dict[str, str]) -> None:
        self.stack = stack
        self.key = key
        self.account = account
        self.user = user
        self.keys = keys

    def aws(self, service: str) -> Any:
        """AWS as the administrator of the tenant's account uses it."""
        return self.stack.aws(service, "", self.keys)

    @property
    def data_bucket(self) -> str:
        return f"{self.key}-data"

    def put(self, path: str, text: str) -> str:
        """A file below the location `raw`; returns its path there."""
        self.aws("s3").put_object(Bucket=self.data_bucket, Key=f"raw/{path}", Body=text.encode())
        return path

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """The tenant's resources, as one who may do everything in it."""
        return self.user.ask(method, f"/tenants/{self.key}{path}", body)

    # -- processes

    def create(self, definition: View) -> str:
        key = str(definition["key"])
        self.ask("POST", "/processes", definition).good()
        return key

    def change(self, definition: View) -> None:
        self.ask("PUT", f"/processes/{definition['key']}/draft", definition).good()

    def publish(self, process: str) -> View:
        """Publish, and go on at once."""
        found: View = self.ask("POST", f"/processes/{process}/publications", {}).good()
        return found

    def publication(self, process: str, number: int) -> View:
        found: View = self.ask("GET", f"/processes/{process}/publications/{number}").good()
        return found

    def await_live(self, process: str, number: int) -> View:
        def live() -> View | None:
            found = self.publication(process, number)
            assert found["state"] != "IMPORT_ERROR", found
            return found if found["state"] == "LIVE" else None

        return eventually(live, f"publication {number} of {process} is live")

    def await_retired(self, process: str, number: int) -> View:
        def retired() -> View | None:
            found = self.publication(process, number)
            return found if found["state"] == "RETIRED" else None

        return eventually(retired, f"publication {number} of {process} is retired")

    def set_up(self, definition: View) -> str:
        """A new process, live; returns its key."""
        key = self.create(definition)
        self.await_live(key, self.publish(key)["number"])
        return key

    # -- runs

    def start(self, process: str) -> str:
        """Ask for a run; returns its id."""
        return str(self.ask("POST", f"/processes/{process}/runs", {}).good()["id"])

    def run(self, run: str) -> View:
        found: View = self.ask("GET", f"/runs/{run}").good()
        return found

    def stop(self, run: str) -> None:
        self.ask("POST", f"/runs/{run}/stop").good()

    def await_state(self, run: str, *states: str, seconds: float = PATIENCE) -> View:
        def there() -> View | None:
            found = self.run(run)
            wrong = found["state"] in ENDED and found["state"] not in states
            assert not wrong, f"{run} is {found['state']}, not {states}: {summary(found)}"
            return found if found["state"] in states else None

        return eventually(there, f"run {run} is {' or '.join(states)}", seconds)

    def await_end(self, run: str, seconds: float = PATIENCE) -> View:
        return self.await_state(run, *ENDED, seconds=seconds)

    def await_component(self, run: str, key: str, *states: str, seconds: float = PATIENCE) -> View:
        def there() -> View | None:
            view = self.run(run)
            found = component(view, key)
            assert found is None or view["state"] not in ENDED or found["state"] in states, summary(view)
            return found if found is not None and found["state"] in states else None

        return eventually(there, f"{key} of {run} is {' or '.join(states)}", seconds)

    def await_step(self, run: str, key: str) -> str:
        """The id of the step of a component's newest attempt, as soon as EMR has it."""

        def step() -> str | None:
            found = component(self.run(run), key)
            return found["attempts"][-1]["stepId"] if found and found["attempts"] else None

        return eventually(step, f"{key} of {run} is with EMR")

    def callback_token(self) -> str:
        """The token in the connection that Airflow finds in its secrets backend."""
        secrets = self.stack.aws("secretsmanager", f"{CONTROL}/admin")
        process = {"acme-air": "flight-delays", "borealis": "fleet-age"}[self.key]
        file = str(self.ask("GET", f"/processes/{process}/publications/1/dag").good())
        connection_id = file.partition('"connection_id": "')[2].partition('"')[0]
        names = [f"airflow/connections/{connection_id}"]
        connection = json.loads(secrets.get_secret_value(SecretId=names[0])["SecretString"])
        return str(connection["password"])

    def cluster(self) -> str:
        return str(self.ask("GET", "/accounts").good()[0]["clusterId"])

    def all_steps(self) -> list[View]:
        """Every step of the cluster, the newest first."""
        pages = self.aws("emr").get_paginator("list_steps").paginate(ClusterId=self.cluster())
        return [step for page in pages for step in page["Steps"]]

    def steps_of(self, run: str) -> list[View]:
        """All steps of a run that EMR knows, however they were made."""
        return [step for step in self.all_steps() if step["Name"].startswith(f"headgate {run}-")]


def component(run: View, key: str) -> View | None:
    """A component of a run; None as long as the run has none."""
    return next((found for found in run["components"] if found["key"] == key), None)


def states(run: View) -> dict[str, str]:
    """State by component."""
    return {found["key"]: found["state"] for found in run["components"]}


def summary(run: View) -> str:
    told = {found["key"]: (found["state"], found["error"] or found["trouble"]) for found in run["components"]}
    return f"{run['id']} {run['state']} {run['trouble'] or run['waitingFor']} {told}"

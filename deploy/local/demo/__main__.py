"""`python -m demo`: sets the demo up, as far as it is not there, and runs each tenant's process once."""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from .aws import Account
from .rest import Api, Refused
from .tenants import LOCATIONS, ROLES, TENANTS, Tenant

PROCESSES = Path(__file__).parent / "processes"
BUSINESS_DATE = "2013-12-31"
_ENDED = ("SUCCEEDED", "FAILED", "STOPPED", "SKIPPED")
_PATIENCE = 600


class Demo:
    """One pass over everything; what is there already is left alone."""

    def __init__(self, path: Path, dataset: Path) -> None:
        self._path = path
        self._dataset = dataset
        self._local: dict[str, Any] = json.loads(path.read_text())
        admin = next(user for user in self._local["users"] if user["role"] == "platform-admin")
        self._api = Api(self._local["url"], admin["token"])

    def run(self) -> None:
        """Onboard the tenants one after the other, then run their processes side by side."""
        name = self._local["environment"]
        if self._api.find(f"/environments/{name}") is None:
            body = {"name": name, "region": self._local["region"], "bucket": self._local["bucket"]}
            self._api.post("/environments", body)
            _say(f"environment {name} registered")
        for tenant in TENANTS:
            self._onboard(tenant)
        with ThreadPoolExecutor(len(TENANTS)) as pool:
            states = list(pool.map(self._publish_and_run, TENANTS))
        if any(state != "SUCCEEDED" for state in states):
            sys.exit(1)

    def _onboard(self, tenant: Tenant) -> None:
        known = self._api.find(f"/tenants/{tenant.key}")
        if known is None:
            body = {"key": tenant.key, "name": tenant.name, "environment": self._local["environment"]}
            known = self._api.post("/tenants", body)
            _say(f"{tenant.key}: created")
        account = Account(self._local, tenant)
        account.put_data(self._dataset)
        role = account.deploy_roles(known["principalArn"], known["externalId"])
        place = f"/tenants/{tenant.key}"
        if not self._api.items(f"{place}/accounts"):
            workspace = f"s3://{tenant.workspace_bucket}/headgate"
            body = {"accountId": tenant.account, "region": self._local["region"], "roleArn": role}
            self._api.post(f"{place}/accounts", {**body, "clusterId": account.cluster(), "workspace": workspace})
            _say(f"{tenant.key}: account {tenant.account} connected")
        self._register_queue(account, tenant, place)
        self._add_locations(tenant, place)
        self._add_members(tenant, place)
        self._add_process(tenant, place)

    def _register_queue(self, account: Account, tenant: Tenant, place: str) -> None:
        known = self._api.items(f"{place}/accounts")[0]
        if known.get("queueArn") is not None:
            return
        queue = account.tell_of_files()
        if queue is None:
            _say(f"{tenant.key}: its stack has no queue for files that arrive; ./headgate up --fresh makes one")
            return
        self._api.put(f"{place}/accounts/{known['id']}/queue", {"arn": queue})
        _say(f"{tenant.key}: told of files that arrive")

    def _add_locations(self, tenant: Tenant, place: str) -> None:
        present = {location["key"] for location in self._api.items(f"{place}/locations")}
        for location in LOCATIONS:
            if location.key not in present:
                body = {"key": location.key, "name": location.name, "bucket": tenant.data_bucket}
                body |= {"prefix": location.prefix, "access": location.access}
                self._api.post(f"{place}/locations", {**body, "classification": location.classification})

    def _add_members(self, tenant: Tenant, place: str) -> None:
        present = {member["username"] for member in self._api.items(f"{place}/members")}
        kept = {user["username"]: user for user in self._local["users"]}
        for role in ROLES:
            username = f"{tenant.key}-{role.rpartition('-')[2]}"
            user = kept.get(username)
            if username not in present:
                user = {"username": username, "password": secrets.token_urlsafe(12), "role": role}
                user["tenant"] = tenant.key
                name = f"{tenant.name} {role.replace('-', ' ')}"
                body = {"username": username, "displayName": name, "role": role, "password": user["password"]}
                self._api.post(f"{place}/members", {**body, "demo": True})
            if user is not None and "token" not in user:
                user["token"] = Api(self._local["url"]).sign_in(username, user["password"], "local")
                self._remember(user)

    def _remember(self, user: dict[str, Any]) -> None:
        users = [u for u in self._local["users"] if u["username"] != user["username"]]
        self._local["users"] = [*users, user]
        fresh = self._path.with_name(f".{self._path.name}.demo")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self._local, file, indent=2)
        fresh.replace(self._path)

    def _add_process(self, tenant: Tenant, place: str) -> None:
        if self._api.find(f"{place}/processes/{tenant.process}") is None:
            definition = yaml.safe_load((PROCESSES / f"{tenant.process}.yaml").read_text())
            self._api.post(f"{place}/processes", definition)
            _say(f"{tenant.key}: process {tenant.process} created")

    def _publish_and_run(self, tenant: Tenant) -> str:
        place = f"/tenants/{tenant.key}/processes/{tenant.process}"
        if not any(p["state"] == "LIVE" for p in self._api.items(f"{place}/publications")):
            self._publish(tenant, place)
        runs = self._api.items(f"{place}/runs")
        # One that failed is not shown as the demo: what made it fail may be mended by now.
        good = [run for run in runs if run["state"] == "SUCCEEDED" or run["state"] not in _ENDED]
        run = good[0] if good else self._api.post(f"{place}/runs", {"businessDate": BUSINESS_DATE})
        return self._watch(tenant, f"/tenants/{tenant.key}/runs/{run['id']}")

    def _publish(self, tenant: Tenant, place: str) -> None:
        under_way = [
            p for p in self._api.items(f"{place}/publications") if p["state"] in ("RENDERED", "UPLOADED", "READY")
        ]
        publication = under_way[0] if under_way else self._api.post(f"{place}/publications", {"note": "Demo"})
        number = publication["number"]
        deadline = time.monotonic() + _PATIENCE
        while publication["state"] != "LIVE":
            if publication["state"] == "IMPORT_ERROR" or time.monotonic() > deadline:
                raise RuntimeError(
                    f"{tenant.key}: publication {number} is {publication['state']}: {publication.get('trouble')}"
                )
            time.sleep(0.5)
            publication = self._api.get(f"{place}/publications/{number}")
        _say(f"{tenant.key}: publication {number} is live as {publication['dagId']}")

    def _watch(self, tenant: Tenant, path: str) -> str:
        deadline = time.monotonic() + _PATIENCE
        seen: dict[str, str] = {}
        while time.monotonic() < deadline:
            run = self._api.get(path)
            for component in run["components"]:
                if seen.get(component["key"]) != component["state"]:
                    seen[component["key"]] = component["state"]
                    _say(f"{tenant.key}: {component['key']} {component['state']}{_numbers(component)}")
            if run["state"] in _ENDED:
                _say(f"{tenant.key}: run {run['id']} {run['state']}")
                return str(run["state"])
            time.sleep(1)
        raise RuntimeError(f"{tenant.key}: {path} has not ended")


def _numbers(component: dict[str, Any]) -> str:
    rows = (component.get("result") or {}).get("rows") or {}
    shown = [f"{rows[side]} {side}" for side in ("in", "out", "rejected") if rows.get(side) is not None]
    return f" (rows: {', '.join(shown)})" if shown else ""


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    try:
        Demo(Path(os.environ["HEADGATE_LOCAL_JSON"]), Path(os.environ["HEADGATE_DEMO_DATA"])).run()
    except Refused as refusal:
        sys.exit(f"demo: {refusal}")

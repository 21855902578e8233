"""The books of a run: one step for each attempt, one committed output, each row once."""

from __future__ import annotations

import csv
import io
from collections import Counter

from .tenant import Tenant, View


def balanced(tenant: Tenant, view: View) -> None:
    """Fails unless EMR has exactly one step for each attempt of a run, and that one."""
    attempts = [attempt for found in view["components"] for attempt in found["attempts"] if attempt["stepId"]]
    steps = tenant.steps_of(view["id"])
    assert Counter(step["Name"] for step in steps) == {f"headgate {attempt['key']}": 1 for attempt in attempts}
    assert {step["Id"] for step in steps} == {attempt["stepId"] for attempt in attempts}


def one_attempt_each(view: View) -> None:
    """Fails if anything was tried a second time."""
    numbers = {found["key"]: [attempt["number"] for attempt in found["attempts"]] for found in view["components"]}
    assert all(tried == [1] for tried in numbers.values()), numbers


def exported(tenant: Tenant, folder: str) -> Counter[str]:
    """How often each id is in the files that were written below a folder of the location `curated`."""
    s3 = tenant.aws("s3")
    found: Counter[str] = Counter()
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=tenant.data_bucket, Prefix=f"curated/{folder}/"):
        for entry in page.get("Contents", []):
            if entry["Key"].endswith(".csv"):
                body = s3.get_object(Bucket=tenant.data_bucket, Key=entry["Key"])["Body"].read()
                found.update(row["id"] for row in csv.DictReader(io.StringIO(body.decode())))
    return found


def once(rows: int) -> Counter[str]:
    """What `exported` finds when each of so many rows was written once."""
    return Counter(str(number) for number in range(1, rows + 1))

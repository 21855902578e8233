"""Looking through the files of a location: with the tenant's role, names only, and never out of the location."""

from __future__ import annotations

import json
from urllib.parse import quote

from .graphs import fresh_key
from .onboarding import Newcomer
from .rest import Answer
from .stack import Stack
from .tenant import Tenant

_POLICY = "headgate-file-names"


def _look(tenant: Tenant, prefix: str, after: str = "", location: str = "raw") -> Answer:
    more = f"&after={quote(after)}" if after else ""
    return tenant.ask("GET", f"/locations/{location}/files?prefix={quote(prefix)}{more}")


def test_a_folder_is_shown_name_by_name_and_nothing_that_lies_beside_the_location(newcomer: Newcomer) -> None:
    tenant, folder = newcomer.tenant, fresh_key("files")
    for name in ("a b+c.csv", "ü.csv", "deep/er/one.csv"):
        tenant.put(f"{folder}/{name}", "id,name\n1,one\n")
    tenant.aws("s3").put_object(Bucket=tenant.data_bucket, Key="raw-not/secret.csv", Body=b"x")

    shown = _look(tenant, f"{folder}/").good()
    assert shown["folders"] == [f"{folder}/deep/"]
    assert [(file["path"], file["size"]) for file in shown["files"]] == [
        (f"{folder}/a b+c.csv", 14),
        (f"{folder}/ü.csv", 14),
    ]
    assert _look(tenant, f"{folder}/a").good()["files"][0]["path"] == f"{folder}/a b+c.csv"
    assert not any("secret" in str(_look(tenant, prefix).body) for prefix in ("", "-not/", "../raw-not/"))
    assert _look(tenant, "../raw-not/").code == "files.prefix"


def test_many_files_come_in_pages_each_once(newcomer: Newcomer) -> None:
    tenant, folder = newcomer.tenant, fresh_key("pages")
    names = [tenant.put(f"{folder}/{number:03}.csv", "") for number in range(203)]
    page = _look(tenant, f"{folder}/").good()
    found = [file["path"] for file in page["files"]]
    assert len(found) == 200
    page = _look(tenant, f"{folder}/", page["after"]).good()
    assert found + [file["path"] for file in page["files"]] == names
    assert page["after"] is None


def test_names_are_read_with_the_tenants_role_and_only_while_it_may(stack: Stack, newcomer: Newcomer) -> None:
    tenant = newcomer.tenant
    iam, role = tenant.aws("iam"), newcomer.role.rpartition("/")[2]
    since = stack.last_call()
    _look(tenant, "").good()
    calls = [call for call in stack.calls(since, "s3") if call["account"] == tenant.account]
    assert calls
    assert all(call["action"] == "ListObjectsV2" and role in call["principal"] for call in calls), calls

    policy = iam.get_role_policy(RoleName=role, PolicyName=_POLICY)["PolicyDocument"]
    iam.delete_role_policy(RoleName=role, PolicyName=_POLICY)
    try:
        refused = _look(tenant, "")
        assert (refused.status, refused.code) == (409, "location.denied")
        assert "s3:ListBucket" in refused.body["detail"]
    finally:
        iam.put_role_policy(RoleName=role, PolicyName=_POLICY, PolicyDocument=json.dumps(policy))

    newcomer.add_location(missing := fresh_key("missing"), f"{newcomer.key}-no-such-bucket")
    # A bucket that is not there and one that is somebody else's look alike to a role that may list neither.
    assert _look(tenant, "", location=missing).code in ("location.bucket-missing", "location.denied")

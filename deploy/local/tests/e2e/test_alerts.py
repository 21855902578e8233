"""What fails is told: by a mail that lies in the local stack's mailbox, and by a signed webhook."""

from __future__ import annotations

import email
import email.policy
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from .graphs import definition, fresh_key, ingest
from .receiver import KEY, Receiver
from .stack import Stack
from .tenant import Tenant
from .waiting import eventually


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def mails(stack: Stack, address: str) -> list[email.message.EmailMessage]:
    """What lies in the mailbox for an address."""
    found = []
    for path in sorted(Path(stack.local["mails"]).glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if mail["X-Envelope-To"] == address:
            found.append(mail)
    return found


def test_a_failing_run_is_told_by_mail_and_by_a_webhook_that_is_signed(
    stack: Stack, acme: Tenant, receiver: Receiver
) -> None:
    key = fresh_key("alert")
    address = f"{key}@example.com"
    acme.set_up(definition(key, [ingest("few", f"{key}-secret-place.csv")], []))
    acme.ask("PUT", "/alerts/address", {"address": address}).good()
    webhook = {"name": f"hook {secrets.token_hex(3)}", "kind": "WEBHOOK", "url": receiver.url, "secret": KEY}
    channel = acme.ask("POST", "/alerts/channels", webhook).good()
    assert KEY not in json.dumps(channel)
    try:
        tested = acme.ask("POST", f"/alerts/channels/{channel['id']}/test").good()
        eventually(
            lambda: acme.ask("GET", f"/alerts/deliveries/{tested['id']}").good()["state"] == "SENT", "the test arrived"
        )
        rule = {"active": True, "toOwner": True, "channels": [channel["id"]]}
        acme.ask("PUT", f"/processes/{key}/alert-rules/FAILED", rule).good()

        run = acme.await_state(acme.start(key), "FAILED")["id"]

        mail = eventually(lambda: next(iter(mails(stack, address)), None), "the mail lies in the mailbox")
        body = eventually(lambda: next((b for b in receiver.bodies.values() if run in b), None), "the webhook came")
    finally:
        acme.ask("DELETE", f"/alerts/channels/{channel['id']}").good()
        acme.ask("PUT", "/alerts/address", {"address": ""}).good()
    text = mail.get_body(("plain",))
    assert text is not None
    assert run in text.get_content()
    assert f"Test {key}" in str(mail["Subject"])
    assert "secret-place" not in text.get_content() + body
    told = json.loads(body)["alert"]
    assert told["runs"] == 1
    assert told["newest"][0]["run"] == run
    assert receiver.wrong == 0
    alerts = acme.ask("GET", f"/alerts?process={key}").good()
    assert [alert["id"] for alert in alerts["items"]] == [told["id"]]

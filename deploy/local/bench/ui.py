"""The screens' budgets in a real browser: ours beside bare React Flow, in the same browser by the same script."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any

import psycopg2

from tests.e2e.stack import Stack

from . import graphs
from .ground import Ground, open_stack
from .report import Cell, Result, Table, quantile

_WEB = Path(__file__).resolve().parents[3] / "web-ui"
_READY = {500: "≤ 1,500", 1000: "≤ 2,500"}
_LAYOUT = {500: "≤ 1,000", 1000: "≤ 2,000"}
_DRAG, _PAN = {500: "≤ 33"}, {500: "≤ 50"}
_Found = dict[str, Any]


def measure(small: bool) -> Result:
    """A tenant with a process that runs, and a browser that looks at it."""
    stack = open_stack()
    tenant = Ground(stack).tenant
    process = graphs.chains(2 if small else 4, [1.0, 1.5] if small else [1.0, 1.5, 2.0, 1.5, 1.0])
    key = tenant.create(process)
    tenant.await_live(key, tenant.publish(key)["number"])
    # A second version, for the screens that compare two.
    tenant.change({**process, "name": f"{process['name']}, changed"})
    tenant.await_live(key, tenant.publish(key)["number"])
    found = _looked(tenant.key, key)
    return Result("ui", _tables(stack, found), _notes(found))


def _looked(tenant: str, process: str) -> _Found:
    environment = {**os.environ, "BENCH_TENANT": tenant, "BENCH_PROCESS": process, "VERSIONS_OF": process}
    done = subprocess.run(
        ["npm", "run", "--silent", "bench"], cwd=_WEB, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: _Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _tables(stack: Stack, found: _Found) -> list[Table]:
    sizes, budgets = found["bundle"]["sizes"], found["bundle"]["budgets"]
    bundle: list[list[Cell]] = [
        ["first page of who is signed in", f"≤ {budgets['first']}", float(sizes["first"])],
        ["the editor, beyond that", f"≤ {budgets['editor']}", float(sizes["editor"])],
    ]
    canvas: list[list[Cell]] = [row for each in found["canvases"] for row in _canvas(each)]
    return [
        Table("JavaScript, gzipped, KB", ["", "budget", "measured"], bundle),
        Table("Canvas, milliseconds", ["", "budget", "Headgate", "bare React Flow"], canvas),
        Table(
            "From the api's event to the painted screen, milliseconds",
            ["", "budget", "p50", "p95"],
            _live(stack, found),
        ),
        Table("Every screen", ["", "budget", "found"], _screens(found)),
    ]


def _canvas(found: _Found) -> list[list[Cell]]:
    nodes, ours, bare, layout = found["nodes"], found["ours"], found["bare"], found["layout"]
    return [
        [f"{nodes} components ready", _READY.get(nodes), *(statistics.median(each["ready"]) for each in (ours, bare))],
        [
            f"{nodes}: drag, p95 of the frames",
            _DRAG.get(nodes),
            *(quantile(each["drag"], 0.95) for each in (ours, bare)),
        ],
        [f"{nodes}: pan, p95 of the frames", _PAN.get(nodes), *(quantile(each["pan"], 0.95) for each in (ours, bare))],
        [f"{nodes}: laid out", _LAYOUT.get(nodes), float(layout["ms"]), None],
        [f"{nodes}: longest frame meanwhile", None, float(layout["longest"]), None],
    ]


def _live(stack: Stack, found: _Found) -> list[list[Cell]]:
    """The database knows when the api recorded each event, the browser when it was painted; both have one clock."""
    changes = {change["seq"]: change for change in found["live"]["changes"]}
    with (
        psycopg2.connect(stack.local["database"].rpartition("/")[0] + "/headgate") as database,
        database.cursor() as rows,
    ):
        rows.execute("SELECT seq, extract(epoch FROM at) * 1000 FROM event WHERE seq = ANY(%s)", (list(changes),))
        told = {int(seq): float(at) for seq, at in rows.fetchall()}
    whole = [changes[seq]["painted"] - at for seq, at in told.items()]
    heard = [changes[seq]["heard"] - at for seq, at in told.items()]
    assert whole, "no change of a component was seen on the screen"
    return [
        ["event → painted", "≤ 1,000", quantile(whole, 0.5), quantile(whole, 0.95)],
        ["of that, event → browser", None, quantile(heard, 0.5), quantile(heard, 0.95)],
    ]


def _screens(found: _Found) -> list[list[Cell]]:
    axe, lighthouse = found["axe"], found["lighthouse"]
    rows: list[list[Cell]] = [
        [f"axe, WCAG 2.2 AA: violations on {axe['screens']} screens, light and dark", "0", len(axe["found"])]
    ]
    for page, scores in lighthouse.items():
        if page != "failure":
            told = f"{scores['performance']} / {scores['accessibility']}"
            rows.append([f"Lighthouse, desktop, performance / accessibility: {page}", "≥ 95 / 100", told])
    return rows


def _notes(found: _Found) -> list[str]:
    live, axe, lighthouse = found["live"], found["axe"], found["lighthouse"]
    notes = [
        "Production build, headless Chromium without a GPU, window of 1440 × 900, browser cache warm; the whole graph "
        "in sight. Ready is the median from the beginning of the navigation until all nodes are shown; ours has by "
        "then asked the api who looks, what the process is, and which component types there are.",
        "Laid out is what passes from the key, pressed five seconds after the canvas was there, until all is in its "
        "place. There is a budget for moving 500 components, and none for 1,000.",
        f"{len(live['changes'])} of {live['events']} changes of components were painted as such; the others were "
        "overtaken by a later state before the next frame, or came before the page.",
        "The screen of a trial is left out, for the steps of this stack yield no rows; `npm run screens` checks it and "
        "sign-in, on a stack with Spark.",
        "A version may have 200 components; drafts may have more, with a problem that says so.",
    ]
    if "failure" in lighthouse:
        notes.append(f"Lighthouse could not be run: {lighthouse['failure']}")
    return [*notes, *(f"axe: {fault}" for fault in axe["found"])]

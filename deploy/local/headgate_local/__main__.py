"""`./headgate …`: reads the words and calls what they mean."""

from __future__ import annotations

import argparse
import sys

from . import benches, delegates, programs, stack
from .layout import Trouble, find_layout


def main(words: list[str]) -> int:
    """Run one command; an expected trouble is one line, not a traceback."""
    layout = find_layout()
    if words and words[0] in ("render", "process"):
        # Their words are the Java program's, options in front of all others included.
        return delegates.command_line(layout, words)
    asked = _parser().parse_args(words)
    match asked.command:
        case "up" | "supervise":
            options = stack.Options(
                detach=getattr(asked, "detach", True), fresh=getattr(asked, "fresh", False),
                demo=not asked.no_demo, api=not asked.without_api, pace=asked.pace,
            )  # fmt: skip
            return stack.up(layout, options) if asked.command == "up" else stack.supervise(layout, options)
        case "down":
            return stack.down(layout)
        case "status":
            return stack.status(layout, asked.json)
        case "logs":
            return stack.logs(layout, asked.part)
        case "test":
            return delegates.run_suites(layout, [asked.suite] if asked.suite else list(delegates.ALL))
        case "bench":
            return benches.list_all() if asked.list else benches.run(layout, asked.names, asked.small, asked.write)
        case "doctor":
            return _doctor()
    raise AssertionError(asked.command)


def _doctor() -> int:
    rows = programs.check()
    for name, found, trouble in rows:
        print(f"  {'✗' if trouble else '✓'} {name}: {trouble or found}")
    return 1 if any(trouble for _, _, trouble in rows) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./headgate", description="Headgate on one machine, with real parts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    up = commands.add_parser("up", help="install, build and start everything")
    up.add_argument("--detach", action="store_true", help="return when it is up")
    up.add_argument("--fresh", action="store_true", help="forget all data first")
    supervise = commands.add_parser("supervise")
    for one in (up, supervise):
        one.add_argument("--no-demo", action="store_true", help="without demo tenants")
        one.add_argument("--without-api", action="store_true", help="without the api, to run it elsewhere")
        one.add_argument("--pace", choices=("fast", "mwaa"), default="fast", help="mwaa: as slow as MWAA and EMR are")
    commands.add_parser("down", help="stop what up has started")
    status = commands.add_parser("status", help="each part's health, pid, memory and start time")
    status.add_argument("--json", action="store_true")
    commands.add_parser("logs", help="a part's log").add_argument("part", nargs="?")
    test = commands.add_parser("test", help="run the tests; without a word all but soak")
    test.add_argument("suite", nargs="?", choices=(*delegates.ALL, "soak"))
    bench = commands.add_parser("bench", help="run measurements; without a name all")
    bench.add_argument("names", nargs="*", metavar="NAME")
    bench.add_argument("--list", action="store_true", help="which there are")
    bench.add_argument("--small", action="store_true", help="with few samples, to see that it works")
    bench.add_argument("--write", action="store_true", help="put the last figures into docs/performance.md")
    commands.add_parser("doctor", help="what is on this machine and what is missing")
    commands.add_parser("render", help="process files to DAG files: render FILE… [-o DIR]")
    commands.add_parser("process", help="process files: lint, diff, export, import")
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        print(f"headgate: {trouble}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        sys.exit(130)

"""`python -m standin CONFIG`: the AWS stand-in, until it is told to end."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from importlib.metadata import version
from pathlib import Path
from types import FrameType

# Read by moto when it is imported.
os.environ.update(
    {
        "INITIAL_NO_AUTH_ACTION_COUNT": "0",
        "MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS": "false",
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }
)


def main(path: Path) -> None:
    """Bring back the state, then serve."""
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    from . import access, accounts, bodies, queues, sessions
    from . import config as configuration
    from .admin import Admin
    from .app import Application
    from .calls import CallLog
    from .conformance import Conformance
    from .emr import api
    from .emr.engine import Engine
    from .faults import Faults
    from .persistence import ForeignState, Persistence
    from .store import Store

    config = configuration.load(path)
    config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(config.state / "state.sqlite")
    written_by, running = store.fact("moto", version("moto")), version("moto")
    if written_by != running:
        sys.exit(f"the stand-in's state was written by moto {written_by}, this is {running}: start with --fresh")
    faults = Faults()
    engine = Engine(config, store, faults)
    bodies.install(config.state / "objects")
    access.install()
    sessions.install()
    api.install(engine)
    persistence = Persistence(store)
    try:
        persistence.load()
    except ForeignState as error:
        sys.exit(f"the stand-in's state was written by another version of it ({error}): start with --fresh")
    accounts.ensure(config.accounts)
    for account in config.accounts:
        persistence.save_control("iam", account, config.environment.region)
    engine.load()

    class Handler(MotoRequestHandler):
        def log_request(self, code: object = "-", size: object = "-") -> None:
            """The call log tells more."""

    log = CallLog(config.state / "calls.jsonl")
    conformance = Conformance(keep=config.keeps_violations)
    admin = Admin(config, log, persistence, faults, conformance, engine)
    queues.install(admin.control, persistence)
    application = Application(config, log, persistence, faults, conformance, admin)
    server = make_server(config.host, config.port, application, threaded=True, request_handler=Handler)
    # Hundreds of steps may end, and say so, at the same moment.
    server.socket.listen(1024)

    def stop(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=engine.resume, daemon=True).start()
    server.serve_forever()
    engine.stop()
    # Nothing is left to save: every call was saved before it was answered.
    os._exit(0)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    main(Path(sys.argv[1]))

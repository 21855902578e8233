"""`python -m mailsink PORT FOLDER`: a mail server that delivers nothing; each mail becomes a file."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# So many are kept; the oldest go first.
MOST = 1000
LONGEST = 1_000_000


class Folder:
    """Writes mails into a folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del server, session
        content = envelope.content or b""
        told = b"X-Envelope-To: " + ", ".join(envelope.rcpt_tos).encode() + b"\r\n"
        self._number += 1
        path = self._folder / f"{time.time_ns()}-{self._number}.eml"
        fresh = path.with_suffix(".part")
        fresh.write_bytes(told + (content if isinstance(content, bytes) else content.encode()))
        fresh.replace(path)
        for old in sorted(self._folder.glob("*.eml"))[:-MOST]:
            old.unlink(missing_ok=True)
        return "250 kept"


def main(port: int, folder: Path) -> None:
    """Serve until told to end."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    end = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: end.set())
    controller = Controller(Folder(folder), hostname="127.0.0.1", port=port, data_size_limit=LONGEST)
    controller.start()
    end.wait()
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

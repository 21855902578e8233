"""A receiver of webhooks, as a customer would write it from the guide."""

from __future__ import annotations

import hashlib
import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "the key that both sides know"


class Receiver:
    """Keeps the bodies whose signature is right, by delivery; counts the others."""

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}
        self.wrong = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/hook/abcd"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                signed = self.headers["Headgate-Timestamp"].encode() + b"." + body
                right = "v1=" + hmac.new(KEY.encode(), signed, hashlib.sha256).hexdigest()
                if hmac.compare_digest(right, self.headers["Headgate-Signature"]):
                    receiver.bodies[self.headers["Headgate-Delivery"]] = body.decode()
                else:
                    receiver.wrong += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                del format, args

        return Handler

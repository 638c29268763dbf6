"""Serve the sample newsroom over HTTP on loopback, as the four hosts' own server and as a proxy for them.

With ``http_proxy`` set to the address it prints, any client reaches ``http://eltamarindo.example/`` and the others:

    python -m newsroom.serve --port 8080 --night 1
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from newsroom.site import answer
from newsroom.sources import NIGHTS


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: two would wait for each other (Nagle, delayed acknowledgement)
    night = 1
    log: list[str] | None = None

    def do_GET(self) -> None:
        """Answer for the host that the request line (to a proxy) or the Host header names."""
        parts = urlsplit(self.path)
        host = parts.hostname or self.headers.get("Host", "").partition(":")[0]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if self.log is not None:
            self.log.append(f"http://{host}{path}")
        page = answer(self.night, host, path)
        body, status = page.body, page.status
        if self.headers.get("If-None-Match") and ("ETag", self.headers["If-None-Match"]) in page.headers:
            body, status = b"", 304
        self.send_response_only(status)
        self.send_header("Date", format_datetime(NIGHTS[self.night], usegmt=True))
        for name, value in page.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: whoever wants the requests passes a list."""


@contextmanager
def serve(night: int = 1, port: int = 0, log: list[str] | None = None) -> Iterator[str]:
    """Serve a night on loopback while the context lasts; yields the server's address ("http://127.0.0.1:41234"),
    for use as ``http_proxy``. Every URL asked for is appended to ``log``."""
    handler = type("Handler", (_Handler,), {"night": night, "log": log})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted; the address goes to standard output."""
    parser = argparse.ArgumentParser(prog="python -m newsroom.serve", description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="port on loopback (default: any free one)")
    parser.add_argument("--night", type=int, choices=sorted(NIGHTS), default=1)
    options = parser.parse_args()
    with serve(options.night, options.port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()

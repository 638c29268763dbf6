"""Alarms arrive: at a real webhook and a real mail server; a push that fails is one loud line."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

from desk.night.judge import Finding
from desk.night.push import push
from desk.night.report import Health
from store.ledger import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

HEALTH = Health(
    Run(7, "2026-03-06T03:00:00Z", "2026-03-06T03:20:00Z", "finished", 1000, 5_000_000_000, (), ()),
    (Finding("eltamarindo", "blocked", "the site refuses to be read"), Finding("x", "quiet", "no new", alarm=False)),
)


@contextmanager
def webhook(status: int) -> Iterator[tuple[str, list[Any]]]:
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/secret", got
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server() -> Iterator[tuple[str, list[str]]]:
    """As much of SMTP as one message needs."""
    got: list[str] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        link, _ = listening.accept()
        with link, link.makefile("rwb") as talk:
            talk.write(b"220 here\r\n")
            talk.flush()
            in_message = False
            for line in talk:
                got.append(line.decode().rstrip("\r\n"))
                if in_message and line != b".\r\n":
                    continue
                word = line[:4].upper()
                in_message = word == b"DATA"
                talk.write({b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(word, b"250 fine\r\n"))
                talk.flush()
                if word == b"QUIT":
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}", got
    finally:
        thread.join(5)
        listening.close()


def test_a_webhook_is_told_of_alarms_alone() -> None:
    with webhook(200) as (address, got):
        assert push(HEALTH, {"CONSTANCIA_WEBHOOK": address}) == []
    (told,) = got
    assert [each["kind"] for each in told["alarms"]] == ["blocked"]
    assert "• El Tamarindo: the site refuses to be read" in told["text"]
    assert told["run"] == 7


def test_mail_is_sent() -> None:
    with mail_server() as (server, got):
        environment = {
            "CONSTANCIA_SMTP": server, "CONSTANCIA_MAIL_TO": "uno@example.org, dos@example.org",
            "CONSTANCIA_MAIL_FROM": "bot@example.org",
        }  # fmt: skip
        assert push(HEALTH, environment) == []
    assert "Subject: Constancia: 1 alarm" in got
    assert any(line.startswith("rcpt TO:<dos@example.org>") for line in got)
    assert any("the site refuses to be read" in line for line in got)


def test_a_push_that_fails_is_one_loud_line_without_the_secret() -> None:
    with webhook(500) as (address, _):
        (line,) = push(HEALTH, {"CONSTANCIA_WEBHOOK": address})
        assert "NOT pushed" in line
        assert "status 500" in line
    (line,) = push(HEALTH, {"CONSTANCIA_WEBHOOK": address})
    assert "cannot be reached" in line
    assert "secret" not in line
    assert "NOT pushed" in push(HEALTH, {"CONSTANCIA_WEBHOOK": "file:///etc/passwd"})[0]
    (line,) = push(HEALTH, {"CONSTANCIA_MAIL_TO": "a@example.org", "CONSTANCIA_SMTP": "smtp://127.0.0.1:1"})
    assert "NOT mailed" in line
    assert "NOT mailed" in push(HEALTH, {"CONSTANCIA_MAIL_TO": "a@example.org", "CONSTANCIA_SMTP": "ftp://x"})[0]
    assert push(HEALTH, {}) == []

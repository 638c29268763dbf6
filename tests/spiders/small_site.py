"""A tiny site for crawls in tests: pages by URL, served on loopback as an HTTP proxy would serve them."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = "http://eltamarindo.example"


@dataclass
class Page:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    gzipped: bool = False
    wait: float = 0


@dataclass
class Site:
    """Pages by URL; ``asked`` are the requests that came, with when they came, ``unchanged`` those that named the ETag
    that the page still has."""

    pages: dict[str, Page]
    asked: list[tuple[float, str]] = field(default_factory=list)
    address: str = ""
    agents: set[str] = field(default_factory=set)
    unchanged: list[str] = field(default_factory=list)

    def urls(self) -> list[str]:
        return [url for _, url in self.asked]


def article(slug: str, text: str = "", day: str = "05") -> tuple[str, str]:
    """An article's URL and page, in the markup of El Tamarindo's family; ``text`` is a last paragraph."""
    url = f"{HOME}/2026/03/{day}/{slug}/"
    body = (
        f'<html lang="es"><head><meta charset="utf-8"><link rel="canonical" href="{url}">'
        f'<meta property="article:published_time" content="2026-03-{day}T10:00:00-05:00"></head><body>'
        f'<h1 class="entry-title">Nota sobre {slug}</h1><div class="entry-content">'
        f"<p>La Red de Maestros contó este jueves {len(slug)} detenciones en la provincia, tres de ellas en {slug}, "
        "según dijo a este medio su coordinadora, Nereida Cruz Palomares, desde Santa Clara.</p>"
        f"<p>Ninguno de los detenidos ha visto a un abogado, agregó.</p><p>{text}</p></div></body></html>"
    )
    return url, body


def feed(*urls: str) -> Page:
    items = "".join(f"<item><title>x</title><link>{url.replace('&', '&amp;')}</link></item>" for url in urls)
    return Page(f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>')


def sitemap(*entries: tuple[str, str]) -> Page:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{changed}</lastmod></url>" for url, changed in entries)
    return Page(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((time.monotonic(), self.path))
            site.agents.add(self.headers.get("User-Agent", ""))
            page = site.pages.get(self.path, Page("no such page", 404))
            time.sleep(page.wait)
            if page.headers.get("ETag") and self.headers.get("If-None-Match") == page.headers["ETag"]:
                site.unchanged.append(self.path)
                page = Page("", 304, {"ETag": page.headers["ETag"]})
            body = gzip.compress(page.body.encode(), mtime=0) if page.gzipped else page.body.encode()
            self.send_response(page.status)
            headers = {"Content-Type": "text/html; charset=utf-8", **page.headers}
            if page.gzipped:
                headers["Content-Encoding"] = "gzip"
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()

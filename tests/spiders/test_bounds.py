"""What a crawl does not do: leave its outlet's hosts, enter private networks, or swallow whatever it is sent."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from spiders.discovery import read_feed, read_sitemap
from store.captures import Damage, Record, iter_records
from tests.spiders.small_site import HOME, Page, Site, article, feed, serving, sitemap
from tests.spiders.test_crawl import QUICK, rows

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """
[[outlet]]
id = "mine"
home = "http://{host}:{port}/"
article_url = '/2026/\\d\\d/\\d\\d/[^/]+/$'
feeds = ["/feed/"]
"""


def own(tmp_path: Path, site: Site, host: str) -> dict[str, Any]:
    """An outlet of one's own on loopback, asked without a proxy."""
    port = site.address.rpartition(":")[2]
    home = f"http://{host}:{port}"
    for url in list(site.pages):
        page = site.pages.pop(url)
        page.body = page.body.replace(HOME, home)
        site.pages[url.removeprefix(HOME)] = page
    path = tmp_path / "mine.toml"
    path.write_text(TABLE.format(host=host, port=port))
    return {"OUTLETS": [str(path)], "DB": tmp_path / "a.db", **QUICK}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_private_addresses_are_left_alone_unless_allowed(host: str, run_spiders: Any, tmp_path: Path) -> None:
    url, body = article("limonar")
    with serving(Site({url: Page(body), f"{HOME}/feed/": feed(url)})) as site:
        given = own(tmp_path, site, host)
        refused = run_spiders("mine", **given)
        assert site.asked == [], "not one request"
        assert any("an address inside a network; --allow-private" in line for line in refused.problems())
        assert run_spiders("mine", ALLOW_PRIVATE=True, **given).count("kept/new") == 1


def test_redirects_stay_on_the_outlets_hosts_and_end(run_spiders: Any, tmp_path: Path) -> None:
    def away(slug: str, there: str) -> tuple[str, Page]:
        return f"{HOME}/2026/03/05/{slug}/", Page("", 302, {"Location": there})

    moved = dict([
        away("dentro", "http://127.0.0.1/admin"), away("nube", "http://169.254.169.254/latest"),
        away("archivo", "file:///etc/passwd"), away("vuelta", f"{HOME}/2026/03/05/vuelta2/"),
        away("vuelta2", f"{HOME}/2026/03/05/vuelta/"), away("sub", "http://img.eltamarindo.example/x"),
    ])  # fmt: skip
    rss = Page("", 302, {"Location": "http://127.0.0.1/feed"})
    site = Site({**moved, f"{HOME}/feed/": rss, f"{HOME}/wp-sitemap.xml": sitemap(*((u, "2026-03-05") for u in moved))})
    with serving(site):
        ran = run_spiders("eltamarindo", proxy=site.address, DB=tmp_path / "a.db", **QUICK)
    assert {url.split("/")[2] for url in site.urls()} == {"eltamarindo.example"}
    assert len(site.asked) < 30
    for part in ("/dentro/: redirects to another site", "/nube/: redirects to another site", "/archivo/: status 302",
                 "/sub/", "feed/: Filtered offsite request"):  # fmt: skip
        assert any(part in line for line in ran.problems()), (part, ran.problems())


def test_what_is_too_much_is_not_taken(run_spiders: Any, tmp_path: Path) -> None:
    url, body = article("limonar")
    pages = {slug: f"{HOME}/2026/03/05/{slug}/" for slug in ("grande", "bomba", "lenta")}
    site = Site({
        url: Page(body), pages["grande"]: Page("x" * 3_000_000), pages["bomba"]: Page("x" * 9_000_000, gzipped=True),
        pages["lenta"]: Page("x", wait=5), f"{HOME}/feed/": feed(url, *pages.values()),
    })  # fmt: skip
    with serving(site):
        ran = run_spiders(
            "eltamarindo", proxy=site.address, DB=tmp_path / "a.db", DOWNLOAD_MAXSIZE=2_000_000, DOWNLOAD_TIMEOUT=2,
            **QUICK,
        )  # fmt: skip
    assert ran.count("kept/new") == 1
    for address in pages.values():
        assert any(line.startswith(f"{address}: cannot be fetched") for line in ran.problems()), ran.problems()


def test_a_site_that_drips_for_ever_is_given_up(run_spiders: Any, tmp_path: Path) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        while True:
            try:
                link, _ = listening.accept()
                link.recv(4096)
                link.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
                for _ in range(100):
                    link.sendall(b"x")
                    time.sleep(0.2)
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    began = time.monotonic()
    ran = run_spiders(
        "eltamarindo", proxy=f"http://127.0.0.1:{listening.getsockname()[1]}", DB=tmp_path / "a.db",
        DOWNLOAD_TIMEOUT=1, **QUICK,
    )  # fmt: skip
    listening.close()
    assert time.monotonic() - began < 40
    assert any("robots.txt cannot be fetched" in line for line in ran.problems())


def test_a_bomb_in_a_capture_is_stopped_and_what_follows_is_read(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("store.warc.MOST_UNPACKED", 1_000_000)
    head = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Target-URI: http://uno.example/%d\r\n"
    head += b"WARC-Date: 2026-03-06T03:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    bomb = gzip.compress(head % (1, 1, 50_000_000) + b"\0" * 50_000_000 + b"\r\n\r\n")
    good = gzip.compress(head % (2, 2, 5) + b"Texto" + b"\r\n\r\n")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(bomb + good)
    first, second = iter_records(path)
    assert isinstance(first, Damage)
    assert "unpacks to more than" in first.reason
    assert isinstance(second, Record)
    assert second.payload == b"Texto"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secreto")
    entities = f'<!DOCTYPE x [<!ENTITY a "{"ja" * 1000}"><!ENTITY b "{"&a;" * 1000}"><!ENTITY c "{"&b;" * 1000}">'
    entities += f'<!ENTITY f SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{HOME}/&c;&f;</loc></url></urlset>'
    began = time.monotonic()
    found = read_sitemap(f"{entities}{listed}".encode(), f"{HOME}/map.xml", "UTC").articles
    rss = f'<rss version="2.0"><channel><item><title>&c;</title><link>{HOME}/&c;&f;</link></item></channel></rss>'
    found += read_feed(f"{entities}{rss}".encode(), f"{HOME}/feed/").articles
    assert all(len(each.url) < 5000 and "secreto" not in each.url for each in found)
    assert time.monotonic() - began < 5


def test_no_other_schemes(run_spiders: Any, tmp_path: Path) -> None:
    site = Site({f"{HOME}/feed/": feed("file:///etc/passwd", "ftp://eltamarindo.example/2026/03/05/x/")})
    with serving(site):
        run_spiders("eltamarindo", proxy=site.address, DB=tmp_path / "a.db", **QUICK)
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM articles") == [(0,)]

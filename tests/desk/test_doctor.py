"""The doctor, and outlets of one's own, as real processes on captures and on a site on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spiders.small_site import HOME, Page, Site, article, feed, serving

ROOT = Path(__file__).parents[2]
NIGHT = ROOT / "desk" / "newsroom" / "night-1.warc.gz"


def constancia(*arguments: object, cwd: Path, proxy: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *map(str, arguments)], capture_output=True, text=True, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "http_proxy": proxy, "no_proxy": ""}, timeout=120, check=False,
    )  # fmt: skip


def test_a_site_that_is_as_described(tmp_path: Path) -> None:
    done = constancia("doctor", "eltamarindo", "lamanigua", "--replay", NIGHT, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["outlet"] for line in lines} == {"eltamarindo", "lamanigua"}
    mine = [line for line in lines if line["outlet"] == "eltamarindo"]
    sources = {line["what"]: line["fine"] for line in mine if line["check"] == "source"}
    assert sources == {"robots": True, "news": False, "feed": True, "sitemap": True, "rest": False}
    assert [line["what"] for line in mine if line["check"] == "used"] == ["robots"]
    assert sum(line["check"] == "article" for line in mine) == 3
    layers = {(line["check"], line["what"]) for line in mine}
    assert {("title", "meta"), ("published", "meta"), ("language", "meta"), ("text", "selector")} <= layers
    assert not list(tmp_path.iterdir()), "nothing is kept"


@pytest.fixture(scope="module")
def ailing() -> Site:
    """A site whose template has changed and whose one article is blocked; others repeat a line and have no author."""
    site = Site({})
    pages = dict(article(slug, "Esta línea la pone el sitio debajo de cada nota.") for slug in ("limonar", "agramonte"))
    site.pages |= {url: Page(body.replace("entry-content", "renewed")) for url, body in pages.items()}
    closed = f"{HOME}/2026/03/04/cerrado/"
    site.pages[closed] = Page("no", 403)
    site.pages[f"{HOME}/feed/"] = feed(*pages, closed)
    return site


def test_what_looks_wrong_is_said(ailing: Site, tmp_path: Path) -> None:
    with serving(ailing):
        done = constancia("doctor", "eltamarindo", cwd=tmp_path, proxy=ailing.address)
    assert done.returncode == 1, done.stdout + done.stderr
    for part in (
        "authors: missing in 2 of 2 articles",
        "text: the outlet's selectors find none in 2 of 2 articles (a new template?)",
        "text: the same paragraph in 2 articles, boilerplate? (Esta línea la pone el sitio",
        "/cerrado/: blocked (status 403)",
        "/wp-sitemap.xml: status 404",
    ):
        assert part in done.stdout, part


OWN = """
[[outlet]]
id = "mio"
name = "El Mío"
home = "http://mio.example/"
article_url = '//mio\\.example/notas/[a-z]+$'
"""


def test_an_outlet_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(OWN, "utf-8")
    body = article("limonar")[1].replace(f"{HOME}/2026/03/05/limonar/", "http://mio.example/notas/limonar")
    site = Site({"http://mio.example/notas/limonar": Page(body)})
    site.pages["http://mio.example/"] = Page('<a href="/notas/limonar?utm_source=x">Nota</a> <a href="/contacto">y</a>')
    with serving(site):
        doctor = constancia("doctor", "--outlets", file, cwd=tmp_path, proxy=site.address)
        crawled = constancia("crawl", "--outlets", file, "--db", "mio.db", cwd=tmp_path, proxy=site.address)
        again = constancia("crawl", "mio", "--outlets", file, "--db", "mio.db", cwd=tmp_path, proxy=site.address)
    assert doctor.returncode == 1, doctor.stdout + doctor.stderr  # no author
    assert "1 article, without dates: http://mio.example/" in doctor.stdout
    assert crawled.returncode == again.returncode == 0, crawled.stderr + again.stderr
    assert "1 new" in crawled.stdout
    assert "1 articles known already" in again.stdout
    listed = constancia("outlets", "--outlets", file, "--db", "mio.db", "--format", "csv", cwd=tmp_path)
    assert "mio,El Mío,http://mio.example/,es,False,1,0" in listed.stdout


def test_a_site_of_which_nothing_is_found_and_a_file_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(OWN, "utf-8")
    done = constancia("doctor", "mio", "--outlets", file, "--replay", NIGHT, cwd=tmp_path)
    assert done.returncode == 2
    assert "no source lists an article of this outlet" in done.stdout
    file.write_text(OWN.replace("home", "hme"), "utf-8")
    done = constancia("crawl", "--outlets", file, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"constancia: {file}: outlet 1 (mio): home: is missing; outlet 1 (mio): hme: there is no such key; "
        "did you mean home?"
    ]

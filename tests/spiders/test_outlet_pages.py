"""Every outlet's page is read as it was written, with its selectors, without them, and with one that is wrong; every
outlet's articles are found by each kind of source alone."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from extract.page import parse_page
from store.captures import CaptureWriter
from tests.spiders.outlet_pages.make import FETCHED, HERE, files, pages
from tests.spiders.test_crawl import rows
from tests.spiders.test_spiders import outlets

if TYPE_CHECKING:
    from pathlib import Path

    from extract.article import Article
    from extract.page_rules import OutletRules
    from spiders.outlet import OutletSpider

REAL = {spider.name: spider for spider in outlets() if not spider.sample}
each = pytest.mark.parametrize("name", sorted(REAL))
FIELDS = ("title", "body", "date", "author")


def test_every_outlet_has_its_page() -> None:
    there = {path.name.removesuffix(".html.gz") for path in HERE.glob("*.html.gz")}
    assert there == {path.stem for path in HERE.glob("*.json")} == set(REAL)


@each
def test_the_page_is_what_its_source_says(name: str) -> None:
    for file, content in files(pages()[name]).items():
        kept = (HERE / file).read_bytes()
        if file.endswith(".gz"):
            kept, content = gzip.decompress(kept), gzip.decompress(content)
        assert kept == content, f"{file} is out of date: .venv/bin/python -m tests.spiders.outlet_pages.make"


def told(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def read(name: str, rules: OutletRules) -> Article:
    page, said = gzip.decompress((HERE / f"{name}.html.gz").read_bytes()), told(name)
    listed = tuple(said["listed"]) if said["listed"] else None
    return parse_page(page, said["asked"], outlet=rules, fetched=said["fetched"], listed=listed)


@each
def test_the_article_is_read_as_it_was_written(name: str) -> None:
    article = read(name, REAL[name].rules(FETCHED))
    found = {key: getattr(article, key) for key in told(name)["article"]}
    plain = {key: list(v) if isinstance(v, tuple) else dict(v) if key == "layers" else v for key, v in found.items()}
    assert plain == told(name)["article"]


@each
@pytest.mark.parametrize("wrong", ["deleted", *FIELDS])
def test_title_date_and_body_outlive_the_selectors(name: str, wrong: str) -> None:
    rules = REAL[name].rules(FETCHED)
    if wrong == "deleted":
        rules = replace(rules, title=(), body=(), date=(), updated=(), author=(), section=(), remove=())
    else:
        rules = replace(rules, **{wrong: ("nav",)})
    article, said = read(name, rules), told(name)["article"]
    assert article.title == said["title"]
    assert article.published is not None
    assert abs(int(article.published[8:10]) - int(said["published"][8:10])) <= (len(article.published) == 10)
    missing = [paragraph for paragraph in said["text"].splitlines() if paragraph not in article.text]
    # A line of a few words may be taken for a heading, and dropped.
    assert all(len(paragraph.split()) < 6 for paragraph in missing)
    assert len(article.text) < 1.3 * len(said["text"])
    assert "vecinos y un puente" not in article.text


SOURCES = ("robots", "news_sitemaps", "feeds", "sitemaps", "wordpress_rest", "sections")


def _entry(spider: type[OutletSpider], source: str, address: str) -> tuple[str, str]:
    """What a source answers that lists one article and one page that is none, and its media type."""
    other = re.match(r"https://[^/]+", spider.home)[0] + "/contacto/"  # type: ignore[index]
    match source:
        case "feeds":
            items = "".join(
                f"<item><title>x</title><link>{url}?utm_source=rss</link></item>" for url in (other, address)
            )
            return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml"
        case "wordpress_rest":
            posts = [{"link": url, "date_gmt": "2026-05-20T00:00:00"} for url in (other, address)]
            return json.dumps(posts), "application/json"
        case "sections":
            return f'<a href="{other}">x</a><a href="{address}#top">y</a>', "text/html"
    items = "".join(f"<url><loc>{url}</loc></url>" for url in (other, address))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{space}">{items}</urlset>', "text/xml"


def _captured(folder: Path, source: str) -> tuple[Path, set[str]]:
    """A capture in which of every outlet that has it one kind of source answers, and its article; those outlets."""
    found: set[str] = set()
    with CaptureWriter(folder) as writer:

        def put(url: str, body: str | bytes, kind: str) -> None:
            content = body.encode() if isinstance(body, str) else body
            writer.response(url, FETCHED, "200", [("Content-Type", f"{kind}; charset=utf-8")], content)

        for name, spider in REAL.items():
            site = re.match(r"https://[^/]+", spider.home)[0]  # type: ignore[index]
            urls = [f"{site}/map-news.xml"] if source == "robots" else getattr(spider, source)
            if not urls:
                continue
            found.add(name)
            asked = told(name)["asked"]
            put(f"{site}/robots.txt", f"Sitemap: {urls[0]}\n" if source == "robots" else "", "text/plain")
            url = urls[0] if urls[0].startswith("http") else f"{site}{urls[0]}"
            put(url, *_entry(spider, source, asked))
            put(asked, gzip.decompress((HERE / f"{name}.html.gz").read_bytes()), "text/html")
    return next(folder.glob("*.warc.gz")), found


@pytest.mark.parametrize("source", SOURCES)
def test_each_kind_of_source_alone_leads_to_the_article(source: str, run_spiders: Any, tmp_path: Path) -> None:
    capture, names = _captured(tmp_path / "seen", source)
    db = tmp_path / "constancia.db"
    ran = run_spiders(",".join(sorted(names)), DB=db, REPLAY=[str(capture)], DOWNLOAD_DELAY=0)
    kept = rows(db, "SELECT outlet, url, title, text FROM articles ORDER BY outlet")
    articles = {name: told(name)["article"] for name in sorted(names)}
    assert kept == [(name, a["url"], a["title"], a["text"]) for name, a in articles.items()]
    kinds = {"news_sitemaps": "news", "feeds": "feed", "sitemaps": "sitemap", "wordpress_rest": "rest",
             "sections": "section"}  # fmt: skip
    used = {name: stats["constancia/source"] for name, stats in ran.stats.items()}
    assert used == dict.fromkeys(names, kinds.get(source, source))
    assert {kind for (kind,) in rows(db, "SELECT kind FROM outlet_sources")} == {kinds.get(source, source)}


def test_an_old_capture_is_read_with_the_selectors_of_its_day() -> None:
    page = (
        '<html lang="es"><title>Dos aspectos de una misma página</title><div class="entry-content"><p>{then}</p></div>'
        '<div class="elementor-widget-theme-post-content"><p>{now}</p></div></html>'
    ).format(then="Así se leía la nota antes. " * 9, now="Así se lee la nota ahora. " * 9)
    spider, url = REAL["cubanet"], "https://www.cubanet.org/noticias/dos-aspectos-de-una-pagina/"
    for day, words in (("2021-07-12T10:00:00Z", "antes"), ("2026-05-15T10:00:00Z", "ahora")):
        assert words in parse_page(page.encode(), url, outlet=spider.rules(day), fetched=day).text


@pytest.mark.parametrize(
    ("name", "url", "one"),
    [
        ("cibercuba", "http://cibercuba.1eye.us/noticias/2026-05-21-u1-e1-s2-nid3-a-b/?utm_source=x",
         "https://www.cibercuba.com/noticias/2026-05-21-u1-e1-s2-nid3-a-b"),
        ("cubanet", "https://s3.eu-central-1.amazonaws.com/qurium/cubanet.org/una-nota-de-ayer.html",
         "https://www.cubanet.org/una-nota-de-ayer/"),
        ("cubanet", "http://cubanet.org/noticias/una-nota/amp/", "https://www.cubanet.org/noticias/una-nota/"),
        ("asere", "https://asere.com/una-nota-de-ayer", "https://www.asere.com/una-nota-de-ayer/"),
        ("martinoticias", "https://martinoticias.com/amp/una-nota/328918.html",
         "https://www.martinoticias.com/a/328918.html"),
        ("martinoticias", "https://ocb.pangea-cms.com/preview/es-CU/a/una-nota/328918.html",
         "https://www.martinoticias.com/a/328918.html"),
        ("cubitanow", "https://www.noticias.cubitanow.com/amp/piden-noticias-de-un-joven",
         "https://noticias.cubitanow.com/piden-noticias-de-un-joven"),
        ("diariodecuba", "http://www.diariodecuba.com/cuba/1767441225_64645.html?amp=1",
         "https://diariodecuba.com/cuba/1767441225_64645.html"),
    ],
)  # fmt: skip
def test_an_article_has_one_address(name: str, url: str, one: str) -> None:
    rules = REAL[name].rules()
    assert rules.canonical(url) == one
    assert rules.canonical(one) == one
    assert rules.is_article(one)


def test_sister_editions_are_named() -> None:
    for name, others in (
        ("cibercuba", {"cibercuba_en", "cubaheadlines"}),
        ("cibercuba_en", {"cibercuba", "cubaheadlines"}),
    ):
        named = {url for _, url in read(name, REAL[name].rules()).alternates}
        assert named == {told(other)["article"]["url"] for other in others}

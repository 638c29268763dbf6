"""The sites answer as their families of content systems do, boilerplate and blemishes included."""

import json
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from newsroom.site import COURIER, FARO, HOSTS, MANIGUA, TAMARINDO, answer, path_of, sites, url_of
from newsroom.sources import sources_of

CHANGED = "osniel-carballea-17-dias-huelga-hambre"


def article_page(source, night=2):
    return answer(night, HOSTS[source.outlet], path_of(source))


def soup_of(page):
    encoding = None if b"charset" in page.body[:400] else "cp1252"
    return BeautifulSoup(page.body, "lxml", from_encoding=encoding)


@pytest.mark.parametrize("source", sources_of(2), ids=lambda source: source.key)
def test_an_article_page_holds_the_whole_text(source):
    page = article_page(source)
    assert page.status == 200
    words = " ".join(soup_of(page).get_text(" ").replace("&", "&").split())
    squeezed = words.replace(" ", "")
    for paragraph in source.text.split("\n"):
        assert paragraph.replace(" ", "") in squeezed
    assert source.title.replace(" ", "") in squeezed
    assert len(squeezed) > 1.1 * len(source.text.replace(" ", "")), "boilerplate surrounds it"


def test_wordpress_marks_dates_and_lists_articles():
    feed = feedparser.parse(sites(1)[TAMARINDO]["/feed/"].body)
    assert not feed.bozo
    assert len(feed.entries) == 6
    assert "utm_source" in feed.entries[0].link
    assert "[…]" in feed.entries[0].content[0].value.replace("[&#8230;]", "[…]")
    sitemap = sites(1)[TAMARINDO]["/wp-sitemap-posts-post-1.xml"].body.decode()
    for source in sources_of(1):
        if source.outlet == "eltamarindo":
            assert f"<loc>{url_of(source)}</loc>" in sitemap
            soup = soup_of(article_page(source, night=1))
            meta = soup.find("meta", property="article:published_time")
            assert meta is not None
            assert meta["content"] == source.published.isoformat()
            assert soup.select_one(".entry-content .sharedaddy") is not None


def test_the_changed_article_says_so():
    before, after = (answer(night, TAMARINDO, f"/2026/05/14/{CHANGED}/") for night in (1, 2))
    assert before.body != after.body
    assert b"article:modified_time" not in before.body
    assert b'article:modified_time" content="2026-05-18T11:05:00-04:00"' in after.body
    for night, modified in ((1, "2026-05-14T18:25:00-04:00"), (2, "2026-05-18T11:05:00-04:00")):
        sitemap = sites(night)[TAMARINDO]["/wp-sitemap-posts-post-1.xml"].body.decode()
        assert f"{CHANGED}/</loc><lastmod>{modified}</lastmod>" in sitemap
    entries = feedparser.parse(sites(2)[TAMARINDO]["/feed/"].body).entries
    (entry,) = [entry for entry in entries if CHANGED in entry.link]
    assert entry.updated == "2026-05-18T15:05:00Z"


def test_drupal_has_times_in_addresses_and_feed():
    feed = feedparser.parse(sites(2)[MANIGUA]["/rss.xml"].body)
    assert not feed.bozo
    links = {entry.link for entry in feed.entries}
    published = [source for source in sources_of(2) if source.outlet == "lamanigua"]
    assert len(links) == len(published)
    assert f"http://{MANIGUA}/node/{published[-1].number}" in links
    for source in published:
        assert str(int(source.published.timestamp())) in path_of(source)
        assert answer(2, MANIGUA, f"/node/{source.number}").headers[1] == ("Location", url_of(source))
        page = article_page(source).body.decode()
        assert "field--name-body" in page
        assert f"{source.published.year} - {source.published:%H:%M}" in page


def test_one_drupal_page_is_broken():
    (source,) = [source for source in sources_of(1) if source.broken and source.outlet == "lamanigua"]
    page = article_page(source).body
    assert b"</p>" not in page
    assert b"</html>" not in page
    assert b"</span><i><b>" in page


@pytest.mark.parametrize(("section", "outlet"), [("311", "radiofaro"), ("611", "radiofaro_en")])
def test_the_broadcaster_has_a_news_sitemap_for_each_edition(section, outlet):
    assert f"Sitemap: http://{FARO}/sitemap_{section}_news.xml" in sites(1)[FARO]["/robots.txt"].body.decode()
    soup = BeautifulSoup(sites(1)[FARO][f"/sitemap_{section}_news.xml"].body, "xml")
    listed = {loc.get_text() for loc in soup.find_all("loc")}
    assert listed == {url_of(source) for source in sources_of(1) if source.outlet == outlet}
    assert len(soup.find_all("publication_date")) == len(soup.find_all("lastmod")) == len(listed)


def test_the_broadcaster_describes_articles_in_json_ld():
    for source in sources_of(2):
        if HOSTS[source.outlet] != FARO:
            continue
        soup = soup_of(article_page(source))
        data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
        assert data["@type"] == "NewsArticle"
        assert data["headline"] == source.title
        assert tuple(person["name"] for person in data["author"]) == source.authors
        assert data["datePublished"].endswith("Z")
        alternates = {link["hreflang"] for link in soup.select('link[rel="alternate"][hreflang]')}
        assert alternates == ({"es", "en"} if source.translation else {data["inLanguage"]})


def test_the_hand_made_site_tells_nothing_by_markup():
    for source in sources_of(2):
        if source.outlet != "keyscourier":
            continue
        page = article_page(source)
        assert ("Content-Type", "text/html") in page.headers
        assert page.body.decode("cp1252")
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")
        soup = soup_of(page)
        assert soup.find(["article", "time", "h1", "link", "script"]) is None
    paths = sites(2)[COURIER]
    assert not any("feed" in path or "sitemap" in path for path in paths)
    assert {"/about.html", "/links.html", "/subscribe.html", "/cuba.html", "/index.html"} <= set(paths)


def test_missing_pages_and_unknown_hosts_say_so():
    assert answer(1, COURIER, "/stories/old-fort-photos.html").status == 404
    assert answer(1, TAMARINDO, "/2025/12/30/resumen-del-ano/").status == 404
    assert answer(1, "elsewhere.example", "/").status == 502
    assert b"old-fort-photos" in sites(1)[COURIER]["/"].body
    assert b"/2025/12/30/resumen-del-ano/" in sites(1)[TAMARINDO]["/wp-sitemap-posts-post-1.xml"].body


def test_an_old_address_redirects():
    page = answer(1, TAMARINDO, "/2026/03/04/arrestan-a-maricela-quinones/")
    assert page.status == 301
    target = dict(page.headers)["Location"]
    assert answer(1, TAMARINDO, urlsplit(target).path).status == 200


@pytest.mark.parametrize("host", [TAMARINDO, MANIGUA, FARO, COURIER])
def test_every_site_has_rules_for_robots(host):
    assert "Disallow: /" in sites(1)[host]["/robots.txt"].body.decode()
    assert ("Crawl-delay:" in sites(1)[host]["/robots.txt"].body.decode()) == (host == MANIGUA)

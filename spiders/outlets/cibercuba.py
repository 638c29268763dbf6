"""CiberCuba, Spanish; Drupal rendered as AMP."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.drupal import DrupalSpider


class CiberCuba(DrupalSpider):
    """Sure: the shape of addresses (the date is always in them, -nid<id> since 2024), the feed. From code of 2024-25,
    may have aged: selectors. Guessed: the sitemap; whether robots.txt names one. en.cibercuba.com is a machine
    translation under the same path, CubaHeadlines rewrites under the node's id. The most-read digests repeat other
    articles. The only zone seen is "(GMT-5)"; Havana's is taken."""

    name = "cibercuba"
    outlet_name = "CiberCuba"
    home = "https://www.cibercuba.com/"
    hosts = ("cibercuba.com",)
    mirrors = ("cibercuba.1eye.us",)
    languages = ("es",)
    feeds = ("/noticias/cibercuba/rss.xml", "/rss.xml")
    sections = ("/noticias", "/actualidad")
    article_url = (
        r"//www\.cibercuba\.com/noticias/(?P<date>\d{4}-\d{2}-\d{2})-u\d+-e\d+-s\d+(?:-nid(?P<nid>\d+))?-[a-z0-9-]+/?$"
    )
    editions = (
        ("en", "https://en.cibercuba.com{path}"),
        ("en", "https://www.cubaheadlines.com/articles/{nid}"),
    )
    templates = (
        Selectors(
            "2024-01-01",
            body=("#textolimpio", "div.cibercuba-article-content"),
            date=("div.cibercuba-article-author > p > strong",),
            author=("div.cibercuba-article-author a",),
        ),
        *DrupalSpider.templates,
    )
    boilerplate = (
        r"este artículo es de hace \d+ años?",
        r"comentar$",
        r"redacción de cibercuba$",
        r"equipo de periodistas comprometidos con informar",
        r"¿tienes algo que reportar\?",
        r"escribe a cibercuba:",
        r"no hay más noticias que mostrar",
    )

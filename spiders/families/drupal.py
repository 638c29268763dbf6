"""Sites made with Drupal."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.outlet import OutletSpider, Several


class DrupalSpider(OutletSpider):
    """The feed at /rss.xml, the sitemap module's /sitemap.xml, fields by name. Addresses end without a slash and hold
    Unix time and node id (/section/1772700000_5123.html) unless the outlet says otherwise."""

    feeds: Several = ("/rss.xml",)
    sitemaps: Several = ("/sitemap.xml",)
    short_url = r"/node/\d+$"
    slash = False
    article_url = r"/[a-z-]+/(?P<epoch>\d{10})_\d+\.html$"
    templates: tuple[Selectors, ...] = (
        Selectors(
            title=("h1.page-header", "h1.title"),
            body=(".field--name-body", "article .content", ".node .content"),
            date=(".field--name-created", "time.date", "time[datetime]"),
            author=(".field--name-field-autor", ".field--name-field-author"),
        ),
    )

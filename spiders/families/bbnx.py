"""Sites made with BBNX, Bitban's content-management system."""

from __future__ import annotations

from spiders.outlet import OutletSpider, Several


class BbnxSpider(OutletSpider):
    """Addresses end in _1_<id>.html; classes end in -atom."""

    feeds: Several = ("/rss/",)
    sitemaps: Several = ("/sitemap.xml",)
    article_url = r"/[a-z0-9/-]+_1_\d+\.html$"
    title_selectors: Several = ("h1.headline-atom", "h1")
    body_selectors: Several = ("div.bbnx-body",)
    date_selectors: Several = (".timestamp-atom",)
    author_selectors: Several = (".author-atom",)

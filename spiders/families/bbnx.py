"""Sites made with BBNX, Bitban's content-management system."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.outlet import OutletSpider, Several


class BbnxSpider(OutletSpider):
    """Addresses end in _1_<id>.html; classes end in -atom."""

    feeds: Several = ("/rss/",)
    sitemaps: Several = ("/sitemap.xml",)
    article_url = r"/[a-z0-9/-]+_1_\d+\.html$"
    templates: tuple[Selectors, ...] = (
        Selectors(
            title=("h1.headline-atom", "h1"),
            body=("div.bbnx-body",),
            date=(".timestamp-atom",),
            author=(".author-atom",),
        ),
    )

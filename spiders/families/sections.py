"""Sites made by hand: neither feed nor sitemap, articles found by the links on their section pages."""

from __future__ import annotations

from spiders.outlet import OutletSpider, Several


class SectionsSpider(OutletSpider):
    """Links on the home page and on ``sections``. Such pages tell of a change only by being fetched again."""

    robots_sitemaps = False
    sections: Several = ("/",)

"""The Keys Courier, English; a hand-made site of the sample newsroom."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.sections import SectionsSpider


class KeysCourier(SectionsSpider):
    """No feed, no sitemap, windows-1252, layout by tables and font tags; the date stands in the byline, without time.
    Key West keeps the time of New York."""

    name = "keyscourier"
    outlet_name = "Keys Courier"
    home = "http://keyscourier.example/"
    languages = ("en",)
    timezone = "America/New_York"
    sample = True
    sections = ("/index.html", "/cuba.html")
    article_url = r"/stories/[a-z0-9-]+\.html$"
    templates = (
        Selectors(
            title=('font[size="5"] > b',),
            body=('td > font[face="Arial"][size="3"]',),
            date=('font[size="2"][color="#666666"]',),
            author=('font[size="2"][color="#666666"]',),
            remove=('font[size="5"]', 'font[size="2"]'),
        ),
    )

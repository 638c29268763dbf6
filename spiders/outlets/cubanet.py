"""CubaNet, Spanish with some English; WordPress with Elementor."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.wordpress import WordPressSpider


class CubaNet(WordPressSpider):
    """Sure: the feed; articles at the root since 2023, before in /noticias/, /destacados/, /opiniones/; the text's
    containers, then and now. Guessed: Yoast's sitemap, article:published_time. Live blogs keep the times of their
    entries. Edited in Miami: New York's time. The English section's address was not seen."""

    name = "cubanet"
    outlet_name = "CubaNet"
    home = "https://www.cubanet.org/"
    hosts = ("cubanet.org",)
    languages = ("es", "en")
    timezone = "America/New_York"
    sections = ("/categoria/destacados/",)
    article_url = (
        r"//www\.cubanet\.org/(?!categoria/|category/|author/|tags?/|page/|feed|htdocs/|wp-)(?:[a-z0-9-]+/)?"
        r"(?=[a-z0-9%]*-)[a-z0-9%-]+/?$"
    )
    rewrite = (
        (
            r"^https?://s3\.eu-central-1\.amazonaws\.com/qurium/cubanet\.org/([\w-]+)\.html$",
            r"https://www.cubanet.org/\1/",
        ),
    )
    templates = (
        Selectors(
            "2023-01-01",
            body=("div.elementor-widget-theme-post-content",),
            date=(".elementor-post-info__item--type-date",),
            author=(".elementor-post-info__item--type-author",),
        ),
        *WordPressSpider.templates,
    )
    boilerplate = (r"recibe la información de cubanet", r"\(foto tomada de")

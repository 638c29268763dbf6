"""CubaNet, Spanish with some English; WordPress with Elementor."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class CubaNet(WordPressSpider):
    """Sure: the feed; articles at the root since 2023, before in /noticias/, /destacados/, /opiniones/; the text's
    containers. Guessed: Yoast's sitemap, article:published_time. Live blogs keep the times of their entries. Edited in
    Miami: New York's time. The English section's address was not seen."""

    name = "cubanet"
    outlet_name = "CubaNet"
    home = "https://www.cubanet.org/"
    hosts = ("cubanet.org",)
    languages = ("es", "en")
    timezone = "America/New_York"
    sitemaps = ("/sitemap_index.xml", "/wp-sitemap.xml")
    sections = ("/categoria/destacados/",)
    article_url = (
        r"//www\.cubanet\.org/(?!categoria/|category/|author/|tags?/|page/|feed|htdocs/|wp-)(?:[a-z0-9-]+/)?"
        r"(?=[a-z0-9%]*-)[a-z0-9%-]+/$"
    )
    body_selectors = ("div.elementor-widget-theme-post-content", "div.entry-content")
    date_selectors = (".elementor-post-info__item--type-date",)
    author_selectors = (".elementor-post-info__item--type-author",)
    boilerplate = (r"recibe la información de cubanet", r"\(foto tomada de")

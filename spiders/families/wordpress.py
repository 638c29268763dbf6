"""Sites made with WordPress."""

from __future__ import annotations

from spiders.outlet import OutletSpider, Several


class WordPressSpider(OutletSpider):
    """Core's sitemap and the usual plugins', the feed at /feed/, the classes of the common themes. Addresses with the
    date (/2026/03/05/slug/) unless the outlet says otherwise."""

    feeds: Several = ("/feed/",)
    sitemaps: Several = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
    # Posts alone: not pages, categories, authors, tags.
    sitemap_only = r"(?i)^(?!.*(?:[-_/]pages?[-_]|category|tag|author|user|taxonom))"
    short_url = r"/\?p=\d+$"
    article_url = r"/(?P<date>\d{4}/\d{2}/\d{2})/[^/?]+/$"
    title_selectors: Several = ("h1.entry-title", "h1.post-title")
    body_selectors: Several = (".entry-content", ".post-content", ".td-post-content")
    date_selectors: Several = ("time.entry-date.published", "time.entry-date", ".entry-meta time")
    author_selectors: Several = (".entry-meta .author a", ".byline .author")
    section_selectors: Several = (".cat-links a",)

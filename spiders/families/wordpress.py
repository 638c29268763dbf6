"""Sites made with WordPress."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.outlet import OutletSpider, Several


class WordPressSpider(OutletSpider):
    """Core's sitemap and the usual plugins', the feed at /feed/, core's REST interface, the classes of the common
    themes. Addresses end with a slash, and hold the date (/2026/03/05/slug/) unless the outlet says otherwise."""

    news_sitemaps: Several = ("/news-sitemap.xml",)
    feeds: Several = ("/feed/",)
    sitemaps: Several = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
    wordpress_rest: Several = ("/wp-json/wp/v2/posts?per_page=100&_fields=link,date_gmt,modified_gmt",)
    # Posts alone: not pages, categories, authors, tags.
    sitemap_only = r"(?i)^(?!.*(?:[-_/]pages?[-_]|categor|tag|author|user|taxonom|product|attachment))"
    short_url = r"/\?p=\d+$"
    slash = True
    article_url = r"/(?P<date>\d{4}/\d{2}/\d{2})/[^/?]+/?$"
    templates: tuple[Selectors, ...] = (
        Selectors(
            title=("h1.entry-title", "h1.post-title"),
            body=(".entry-content", ".post-content", ".td-post-content"),
            date=("time.entry-date.published", "time.entry-date", ".entry-meta time"),
            updated=("time.updated:not(.published, .post-date)",),
            author=(".entry-meta .author a", ".byline .author"),
            section=(".cat-links a",),
        ),
    )

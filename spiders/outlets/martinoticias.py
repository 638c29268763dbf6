"""Martí Noticias, Spanish; Pangea."""

from __future__ import annotations

from spiders.families.pangea import PangeaSpider


class MartiNoticias(PangeaSpider):
    """Sure: addresses /a/slug/<id>.html, where the id alone counts: articles are known by /a/<id>.html, which the site
    serves; the text's container. Measured on a sister site of that system: JSON-LD dates, sitemaps named in robots.txt,
    /api/ (the feeds) forbidden there, status 403 for agents that are no browsers: then ask the publisher. Many pages
    are audio or video with a paragraph, left out as no articles. Edited in Miami: New York's time."""

    name = "martinoticias"
    outlet_name = "Martí Noticias"
    home = "https://www.martinoticias.com/"
    hosts = ("martinoticias.com", "www.radiotelevisionmarti.com", "radiotelevisionmarti.com")
    mirrors = ("d3qted0ouxi5he.cloudfront.net",)
    languages = ("es",)
    timezone = "America/New_York"
    sitemaps = ("/sitemap.xml",)
    feeds = ("/api/z_uqvl-vomx-tpevipt", "/api/epiqq")
    article_url = r"//www\.martinoticias\.com/a/(?:[^/]+/)?\d+\.html$"
    rewrite = (
        (r"^https?://ocb\.pangea-cms\.com/preview/[\w-]+/a/", "https://www.martinoticias.com/a/"),
        (r"//www\.martinoticias\.com/(?:(?:a|content)/)?(?:[^/]+/)?(\d{5,}\.html)$", r"//www.martinoticias.com/a/\1"),
    )
    boilerplate = (
        *PangeaSpider.boilerplate,
        r"enlaces de accesibilidad",
        r"please wait$",
        r"- agencias$",
    )

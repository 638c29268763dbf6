"""Martí Noticias, Spanish; Pangea."""

from __future__ import annotations

from spiders.families.pangea import PangeaSpider


class MartiNoticias(PangeaSpider):
    """Sure: addresses /a/slug/<id>.html, where the id alone counts; the text's container. Measured on a sister site of
    that system: JSON-LD dates, sitemaps named in robots.txt, /api/ (the feeds) forbidden there, status 403 for
    agents that are no browsers: then ask the publisher. Many pages are audio or video with a paragraph, left out as no
    articles. Edited in Miami: New York's time."""

    name = "martinoticias"
    outlet_name = "Martí Noticias"
    home = "https://www.martinoticias.com/"
    hosts = ("martinoticias.com", "www.radiotelevisionmarti.com", "radiotelevisionmarti.com")
    languages = ("es",)
    timezone = "America/New_York"
    sitemaps = ("/sitemap.xml",)
    feeds = ("/api/z_uqvl-vomx-tpevipt", "/api/epiqq")
    article_url = r"//www\.martinoticias\.com/a/(?:[^/]+/)?\d+\.html$"
    boilerplate = (
        *PangeaSpider.boilerplate,
        r"enlaces de accesibilidad",
        r"please wait$",
        r"- agencias$",
    )

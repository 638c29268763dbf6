"""elTOQUE, Spanish with some English; a front end of its own."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.outlet import OutletSpider


class ElToque(OutletSpider):
    """Flat addresses until about 2025, /es/<slug> since. From code of 2024-25: the date in words, without time, in
    div.article-header ("julio 6, 2025"), the text in the article's third box. Lists disagree on the feed; the
    sitemap is guessed. That code ran a browser: where the page as sent holds no text, doctor says so. The
    exchange-rate services of tasas. and api.eltoque.com are no news."""

    name = "eltoque"
    outlet_name = "elTOQUE"
    home = "https://eltoque.com/"
    hosts = ("www.eltoque.com",)
    languages = ("es", "en")
    feeds = ("/feed", "/api/feed", "/rss.xml")
    sitemaps = ("/sitemap.xml",)
    sections = ("/", "/es")
    slash = False
    article_url = (
        r"//eltoque\.com/(?:(?:es|en)/)?(?!search|sobre-nosotros|multimedia|coverturas|revistas|newsletters|"
        r"tasas-de-cambio|especiales|proyectos-anteriores)[a-z0-9]+(?:-[a-z0-9]+){2,}/?$"
    )
    templates = (
        Selectors(
            title=("div.article-header h1",),
            body=("article > div:nth-of-type(3)",),
            date=("div.article-header",),
            author=("div.article-header .author",),
        ),
    )

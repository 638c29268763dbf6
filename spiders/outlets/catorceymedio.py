"""14ymedio, Spanish; BBNX."""

from __future__ import annotations

from spiders.families.bbnx import BbnxSpider


class CatorceYMedio(BbnxSpider):
    """Sure: addresses ending in _1_<id>.html (before 2023 _0_ and capitals, not crawled), the feed, the text's
    container and the date's format "11 de marzo 2025 - 10:23". Not known: its zone; Havana's is taken. Guessed: the
    sitemap. The standfirst stands before the dateline, which is glued to the text ("La Habana/Texto"). Translating
    Cuba prints translations."""

    name = "catorceymedio"
    outlet_name = "14ymedio"
    home = "https://www.14ymedio.com/"
    hosts = ("14ymedio.com",)
    languages = ("es",)
    feeds = ("/rss/", "/rss.xml")
    sections = ("/cuba",)
    article_url = r"//www\.14ymedio\.com/(?!.*terminos-condiciones)[a-z0-9-]+(?:/[a-z0-9-]+)*/[a-z0-9-]+_1_\d+\.html$"
    boilerplate = (r"\+ cargar más", r"/ ?efe$", r"_{5,}$", r"colabora con nuestro trabajo")

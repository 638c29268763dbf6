"""Radio Faro, the Spanish edition; a broadcaster's site of the sample newsroom."""

from __future__ import annotations

from spiders.families.pangea import PangeaSpider


class RadioFaro(PangeaSpider):
    """Both editions share a host; /en/a/ is the English one's. Translations are linked by hreflang."""

    name = "radiofaro"
    outlet_name = "Radio Faro"
    home = "http://radiofaro.example/"
    languages = ("es",)
    sample = True
    sections = ("/z/311",)
    article_url = r"//[^/]+/a/(?:[^/]+/)?\d+\.html$"
    sitemap_only = r"sitemap_311_news"

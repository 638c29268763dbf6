"""Radio Faro, the English edition; a broadcaster's site of the sample newsroom."""

from __future__ import annotations

from spiders.families.pangea import PangeaSpider


class RadioFaroEn(PangeaSpider):
    """Both editions share a host; this one's articles stand under /en/a/."""

    name = "radiofaro_en"
    outlet_name = "Radio Faro"
    home = "http://radiofaro.example/en"
    languages = ("en",)
    sample = True
    sections = ("/z/611",)
    article_url = r"/en/a/(?:[^/]+/)?\d+\.html$"
    sitemap_only = r"sitemap_611_news"
    boilerplate = (*PangeaSpider.boilerplate, r"newsletter: join")

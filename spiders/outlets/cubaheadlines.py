"""CubaHeadlines, English; the content-management system is not known."""

from __future__ import annotations

from spiders.outlet import OutletSpider


class CubaHeadlines(OutletSpider):
    """English rewritings of CiberCuba's stories: no second source. Sure: addresses /articles/<id>; the id is the node
    id at CiberCuba (inferred from dates), whose articles name these as editions. Date, without time, and pen name stand
    in a line under the title. Guessed: feed and sitemap. Not known: selectors; the text is found by the generic layers.
    Edited in Miami (inferred), so New York's time for lack of better."""

    name = "cubaheadlines"
    outlet_name = "CubaHeadlines"
    home = "https://www.cubaheadlines.com/"
    hosts = ("cubaheadlines.com",)
    mirrors = ("rescribearticlescubaheadlines.malecon.workers.dev",)
    languages = ("en",)
    timezone = "America/New_York"
    feeds = ("/rss.xml",)
    sitemaps = ("/sitemap.xml",)
    sections = ("/",)
    slash = False
    article_url = r"//www\.cubaheadlines\.com/articles/\d+/?$"
    boilerplate = (r"cubaheadlines$", r"frequently asked questions\b")

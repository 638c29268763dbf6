"""CubitaNOW, Spanish; a site of its own making."""

from __future__ import annotations

from spiders.outlet import OutletSpider


class CubitaNow(OutletSpider):
    """Reports what Martí, 14ymedio and Prisoners Defenders report: a secondary source. Sure: the shape of addresses, in
    four host names and with /amp/; slugs drop accented letters ("detencin"). The line under the title has author and
    date, without time ("Redacción de CubitaNOW ~ lunes 16 de febrero de 2026"); AMP pages have none. Not known: feed,
    sitemap, selectors. Miami's, so New York's time."""

    name = "cubitanow"
    outlet_name = "CubitaNOW"
    home = "https://noticias.cubitanow.com/"
    hosts = ("www.noticias.cubitanow.com", "cubitanow.com", "www.cubitanow.com")
    languages = ("es",)
    timezone = "America/New_York"
    feeds = ("/rss.xml", "/feed")
    sitemaps = ("/sitemap.xml",)
    sections = ("/",)
    slash = False
    article_url = r"//noticias\.cubitanow\.com/[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    boilerplate = (
        r"cubitanow$",
        r"x$",
        r"support@cubitanow\.com",
        r"descarga gratis nuestra app",
        r"article feature image$",
        r"redacción de cubitanow ~ ",
    )

"""CiberCuba English; Drupal rendered as AMP."""

from __future__ import annotations

from spiders.families.drupal import DrupalSpider
from spiders.outlets.cibercuba import CiberCuba


class CiberCubaEn(DrupalSpider):
    """A machine translation of CiberCuba under the same path (the Spanish slug included): no second source, and wrong
    in pronouns and quotation marks. Sure: the shape of addresses, "Related videos:". Guessed: feed, sitemap, sections;
    selectors are those of the Spanish site. Captions return in the text, glued ("CubaPhoto")."""

    name = "cibercuba_en"
    outlet_name = "CiberCuba English"
    home = "https://en.cibercuba.com/"
    languages = ("en",)
    sections = ("/noticias",)
    article_url = (
        r"//en\.cibercuba\.com/noticias/(?P<date>\d{4}-\d{2}-\d{2})-u\d+-e\d+-s\d+(?:-nid(?P<nid>\d+))?-[a-z0-9-]+/?$"
    )
    editions = (
        ("es", "https://www.cibercuba.com{path}"),
        ("en", "https://www.cubaheadlines.com/articles/{nid}"),
    )
    templates = CiberCuba.templates
    boilerplate = (
        r"comment$",
        r"editorial team of cibercuba$",
        r"(?:a )?team of journalists committed to reporting",
        r"do you have something to report\?",
        r"write to cibercuba:",
        r".{0,160}photo © .{0,80}cibercuba$",
    )

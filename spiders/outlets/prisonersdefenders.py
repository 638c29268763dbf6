"""Prisoners Defenders, Spanish and English; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class PrisonersDefenders(WordPressSpider):
    """The primary source of the totals of political prisoners: monthly, about the 5th to the 17th, counted at the end
    of the month before. Sure: addresses with the date. Guessed: feed, sitemaps, container of the text. Titles of charts
    stand twice. The register at lista.prisonersdefenders.org is personal data and no part of this. Madrid's time."""

    name = "prisonersdefenders"
    outlet_name = "Prisoners Defenders"
    home = "https://www.prisonersdefenders.org/"
    hosts = ("prisonersdefenders.org",)
    languages = ("es", "en")
    timezone = "Europe/Madrid"
    sections = ("/",)
    article_url = r"//www\.prisonersdefenders\.org/(?P<date>\d{4}/\d{2}/\d{2})/[a-z0-9-]+/?$"
    boilerplate = (r"descarga(?:r)? el informe completo\b.{0,160}$", r"download the full report\b.{0,160}$")

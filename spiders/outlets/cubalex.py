"""Cubalex, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class Cubalex(WordPressSpider):
    """A primary source: events ("hechos") and violations within them ("incidentes") are counted apart. Sure: posts with
    the date in the address, reports under /report/. Guessed: feed, sitemaps, container of the text. The monthly report
    itself is often a PDF behind the page, which is not read."""

    name = "cubalex"
    outlet_name = "Cubalex"
    home = "https://cubalex.org/"
    hosts = ("www.cubalex.org",)
    languages = ("es",)
    sections = ("/",)
    article_url = r"//cubalex\.org/(?:(?P<date>\d{4}/\d{2}/\d{2})|report)/[a-z0-9-]+/?$"
    boilerplate = (r"descarga(?:r)? (?:el|este) informe\b.{0,160}$",)

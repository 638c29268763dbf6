"""Diario de Cuba, Spanish; Drupal."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.drupal import DrupalSpider


class DiarioDeCuba(DrupalSpider):
    """Sure: the feed; addresses with the Unix time of publication and the node's id. From code of 2024-25, may have
    aged: selectors. Guessed: the sitemap, and since when the present look. Edited in Madrid; times in addresses need no
    zone, dates in words are taken in Madrid's. Video and audio items have no text and are left out."""

    name = "diariodecuba"
    outlet_name = "Diario de Cuba"
    home = "https://diariodecuba.com/"
    hosts = ("www.diariodecuba.com",)
    languages = ("es",)
    timezone = "Europe/Madrid"
    sections = ("/derechos-humanos", "/cuba")
    article_url = r"//diariodecuba\.com/[a-z-]+/(?P<epoch>\d{10})_\d+\.html$"
    templates = (
        Selectors("2020-01-01", body=("div.content", "#main-wrapper > article"), date=("time.date",)),
        Selectors(title=("h1.title",), body=("div.node div.content",), date=("meta[itemprop=datePublished]",)),
        *DrupalSpider.templates,
    )
    boilerplate = (r"archivado en",)

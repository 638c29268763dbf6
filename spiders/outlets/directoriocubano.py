"""Directorio Cubano, Spanish; WordPress."""

from __future__ import annotations

from spiders.families.wordpress import WordPressSpider


class DirectorioCubano(WordPressSpider):
    """Mostly exchange rates, shops and services: little on human rights. Sure: the feed, the shape of addresses.
    Guessed: sitemaps, container of the text."""

    name = "directoriocubano"
    outlet_name = "Directorio Cubano"
    home = "https://www.directoriocubano.info/"
    hosts = ("directoriocubano.info",)
    languages = ("es",)
    sections = ("/cuba/", "/acontecer/", "/panorama/")
    article_url = (
        r"//www\.directoriocubano\.info/(?!categor|author/|autor/|tags?/|page/|feed|wp-|empresas/|cadeca/|bolita/|"
        r"postales/)[a-z-]+/[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )

"""Periódico Cubano, Spanish; WordPress."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.wordpress import WordPressSpider


class PeriodicoCubano(WordPressSpider):
    """Sure: the feed; addresses of four words or more at the root or in a section. From code of 2024-25: the date's
    place. By convention of its theme (MVP, Zox News): the text's container. Guessed: sitemaps. Lotteries, show business
    and news of the United States are left out."""

    name = "periodicocubano"
    outlet_name = "Periódico Cubano"
    home = "https://www.periodicocubano.com/"
    hosts = ("periodicocubano.com",)
    languages = ("es",)
    sections = ("/noticias-de-cuba/",)
    article_url = (
        r"//www\.periodicocubano\.com/(?!ley-de-nietos-y-bisnietos/?$|noticias-de-los-estados-unidos/|"
        r"numeros-ganadores-charada-cubana/|farandula-famosos-artistas/|categor|author/|autor/|tags?/|page/|feed|wp-)"
        r"(?:[a-z0-9-]+/)*[a-z0-9]+(?:-[a-z0-9]+){3,}/?$"
    )
    templates = (
        Selectors(
            title=("h1.mvp-post-title",),
            body=("#mvp-content-main",),
            date=("time.post-date.updated", "span.post-date.updated"),
            author=(".author-name a",),
        ),
        *WordPressSpider.templates,
    )

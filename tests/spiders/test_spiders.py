"""Every spider: file, class and name agree; what it must say is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

import spiders
from spiders.outlet import OutletSpider

if TYPE_CHECKING:
    from extract.page_rules import OutletRules

FOLDER = Path(spiders.__file__).parent


def loader() -> SpiderLoader:
    settings = Settings()
    settings.setmodule("spiders.settings")
    return SpiderLoader.from_settings(settings)


def outlets() -> list[type[OutletSpider]]:
    found = (loader().load(name) for name in loader().list())
    return [spider for spider in found if issubclass(spider, OutletSpider)]


def test_each_file_holds_the_spider_of_its_name() -> None:
    for folder in ("newsroom", "outlets"):
        files = {path.stem for path in (FOLDER / folder).glob("*.py")} - {"__init__"}
        named = {spider.name: spider for spider in outlets() if spider.__module__.startswith(f"spiders.{folder}.")}
        assert files == set(named)
        for name, spider in named.items():
            assert spider.__module__ == f"spiders.{folder}.{name}"
            assert spider.__name__.lower() == name.replace("_", "")
            assert spider.sample is (folder == "newsroom")


@pytest.mark.parametrize("spider", outlets(), ids=lambda spider: spider.name)
def test_what_must_be_said_is_said(spider: type[OutletSpider]) -> None:
    assert spider.__doc__
    assert spider.outlet_name
    assert spider.home.startswith(("http://", "https://"))
    assert set(spider.languages) <= {"en", "es"}
    assert ZoneInfo(spider.timezone)
    assert re.compile(spider.article_url).pattern
    for pattern in (*spider.boilerplate, spider.sitemap_only):
        re.compile(pattern)
    rules: OutletRules = spider.rules()
    assert (rules.id, rules.home) == (spider.name, spider.home)


ADDRESSES = {
    "adncuba": (
        "https://adncuba.com/noticias-de-cuba/derechos-humanos/palabras-de-un-titular",
        "https://adncuba.com/es/autor/nadie-conocido",
    ),
    "amnesty": (
        "https://www.amnesty.org/en/latest/news/2021/08/words-on-cuba-and-prisoners/",
        "https://www.amnesty.org/en/latest/news/2021/08/words-on-incubators/",
    ),
    "asere": (
        "https://www.asere.com/palabras-de-un-titular-largo/",
        "https://www.asere.com/noticias-de-cuba-mas-leidas-palabras/",
    ),
    "catorceymedio": (
        "https://www.14ymedio.com/cuba/palabras-de-un-titular_1_1123418.html",
        "https://www.14ymedio.com/cuba/",
    ),
    "cibercuba": (
        "https://www.cibercuba.com/noticias/2026-01-21-u1-e135253-s27061-nid318961-palabras-titular",
        "https://www.cibercuba.com/noticias",
    ),
    "cibercuba_en": (
        "https://en.cibercuba.com/noticias/2026-01-21-u1-e135253-s27061-nid318961-palabras-titular",
        "https://www.cibercuba.com/noticias/2026-01-21-u1-e135253-s27061-nid318961-palabras-titular",
    ),
    "cubaenmiami": ("https://www.cubaenmiami.com/palabras-de-un-titular/", "https://www.cubaenmiami.com/cuba/"),
    "cubaheadlines": ("https://www.cubaheadlines.com/articles/303416", "https://www.cubaheadlines.com/articles/"),
    "cubalex": ("https://cubalex.org/2022/09/28/palabras/", "https://cubalex.org/quienes-somos-2/"),
    "cubanet": ("https://www.cubanet.org/noticias/palabras-de-un-titular/", "https://www.cubanet.org/noticias/"),
    "cubanoticias360": (
        "https://www.cubanoticias360.com/palabras-de-un-titular/",
        "https://www.cubanoticias360.com/category/cuba/",
    ),
    "cubitanow": (
        "https://noticias.cubitanow.com/palabras-de-un-titular",
        "https://noticias.cubitanow.com/contacto",
    ),
    "diariodecuba": (
        "https://diariodecuba.com/derechos-humanos/1707942095_52860.html",
        "https://diariodecuba.com/etiquetas/presos.html",
    ),
    "directoriocubano": (
        "https://www.directoriocubano.info/acontecer/palabras-de-un-titular/",
        "https://www.directoriocubano.info/bolita/palabras-de-un-titular/",
    ),
    "eltoque": ("https://eltoque.com/es/palabras-de-titular", "https://eltoque.com/es/tasas-de-cambio-de-hoy"),
    "havanatimes": ("https://havanatimes.org/news/words-of-a-title/", "https://havanatimes.org/category/news/"),
    "hypermedia": (
        "https://hypermediamagazine.com/sociedad/palabras-de-titular/",
        "https://hypermediamagazine.com/sociedad/",
    ),
    "martinoticias": (
        "https://www.martinoticias.com/a/palabras-de-un-titular/438567.html",
        "https://www.martinoticias.com/z/21321",
    ),
    "ocdh": ("https://observacuba.org/palabras-de-un-titular/", "https://observacuba.org/contacto/"),
    "oncuba": (
        "https://oncubanews.com/en/cuba-usa/words-of-a-title/",
        "https://oncubanews.com/cuba/economia/",
    ),
    "periodicocubano": (
        "https://www.periodicocubano.com/noticias/palabras-de-un-titular/",
        "https://www.periodicocubano.com/farandula-famosos-artistas/palabras-de-un-titular/",
    ),
    "prisonersdefenders": (
        "https://www.prisonersdefenders.org/2026/01/15/palabras/",
        "https://www.prisonersdefenders.org/equipo/",
    ),
    "rialta": ("https://rialta.org/palabras-de-un-titular/", "https://rialta.org/autor/nadie-de-los-nuestros/"),
    "translatingcuba": ("https://translatingcuba.com/words-of-a-title/", "https://translatingcuba.com/category/x-y/"),
    "eltamarindo": ("http://eltamarindo.example/2026/03/05/palabras/", "http://eltamarindo.example/category/cultura/"),
    "keyscourier": ("http://keyscourier.example/stories/some-words.html", "http://keyscourier.example/cuba.html"),
    "lamanigua": (
        "http://lamanigua.example/derechos-humanos/1772700000_5123.html",
        "http://lamanigua.example/imprimir/5123",
    ),
    "radiofaro": ("http://radiofaro.example/a/palabras/39877.html", "http://radiofaro.example/en/a/words/39880.html"),
    "radiofaro_en": (
        "http://radiofaro.example/en/a/words/39880.html",
        "http://radiofaro.example/a/palabras/39877.html",
    ),
}


@pytest.mark.parametrize("spider", outlets(), ids=lambda spider: spider.name)
def test_articles_are_told_from_other_pages(spider: type[OutletSpider]) -> None:
    article, other = ADDRESSES[spider.name]
    assert spider.rules().is_article(article)
    assert not spider.rules().is_article(other)

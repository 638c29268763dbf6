"""Outlets described in a file: what may be said, what is wrong with it, and that Scrapy knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings

from spiders.families.wordpress import WordPressSpider
from spiders.known import outlet_spiders, rules_for
from spiders.own import BadOutlets, OwnOutlet, read_outlets

if TYPE_CHECKING:
    from pathlib import Path

LEAST = """
[[outlet]]
id = "el_faro"
home = "https://elfaro.example/"
article_url = '//elfaro\\.example/notas/[a-z-]+$'
"""
ALL = """
[[outlet]]
id = "ceiba"
name = "La Ceiba"
family = "wordpress"
home = "https://laceiba.example/"
hosts = ["www.laceiba.example"]
languages = ["es", "en"]
timezone = "America/New_York"
feeds = ["/portada/feed/", "https://laceiba.example/cuba/feed/"]
sections = ["/cuba/"]
robots_sitemaps = false
slash = true
article_url = '//laceiba\\.example/[a-z-]+/$'
rewrite = [['/imprimir/', '/']]
editions = [["en", "https://en.laceiba.example{path}"]]
body = [".nota"]
remove = [".aviso"]
boilerplate = ['únete']

[[outlet.template]]
since = "2020-01-01"
body = [".vieja"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "my.toml"
    file.write_text(text, "utf-8")
    return file


def test_three_keys_are_enough(tmp_path: Path) -> None:
    spider = read_outlets(written(tmp_path, LEAST))["el_faro"]
    assert issubclass(spider, OwnOutlet)
    assert (spider.outlet_name, spider.sections) == ("el_faro", ("https://elfaro.example/",))
    assert spider.feeds
    assert spider.sitemaps
    assert spider.rules().is_article("https://elfaro.example/notas/una-nota")


def test_all_that_a_spider_says_can_be_said(tmp_path: Path) -> None:
    spider = read_outlets(written(tmp_path, ALL))["ceiba"]
    assert issubclass(spider, WordPressSpider)
    assert spider.feeds == ("/portada/feed/", "https://laceiba.example/cuba/feed/")
    assert (spider.languages, spider.timezone, spider.robots_sitemaps) == (("es", "en"), "America/New_York", False)
    rules = spider.rules()
    assert rules.body[:3] == (".vieja", ".nota", ".entry-content")
    assert rules.canonical("http://www.laceiba.example/imprimir/una") == "https://laceiba.example/una/"
    assert list(rules.other_editions("https://laceiba.example/una/")) == [("en", "https://en.laceiba.example/una/")]


def test_scrapy_knows_them(tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule("spiders.settings")
    settings.set("OUTLETS", [str(written(tmp_path, LEAST + ALL))])
    known = outlet_spiders(settings)
    assert {"el_faro", "ceiba", "cubanet"} <= set(known)
    assert rules_for(known.values(), None, "https://elfaro.example/notas/una").id == "el_faro"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "el_faro"', ""), "outlet 1 (without id): id: is missing"),
        (('id = "el_faro"', 'id = "El Faro"'), "id: must be small letters"),
        (('id = "el_faro"', 'id = "cubanet"'), "id: 'cubanet' is another outlet's"),
        (("https://elfaro.example/", "elfaro"), "home: must be the site's address"),
        (("[a-z-]+$", "[a-z-+$"), "article_url: is no regular expression"),
        (("article_url", "article_urls"), "article_urls: there is no such key; did you mean article_url?"),
        (("home", "feeds = '/feed/'\nhome"), "feeds: must be a list in square brackets"),
        (("home", "feeds = ['feed']\nhome"), "feeds: 'feed' is no address"),
        (("home", "timezone = 'Havana'\nhome"), "timezone: 'Havana' is no time zone"),
        (("home", "languages = ['Spanish']\nhome"), "languages: 'Spanish' is no language"),
        (("home", "body = ['div[']\nhome"), "body: 'div[' is no CSS selector"),
        (("home", "boilerplate = ['(']\nhome"), "boilerplate: is no regular expression"),
        (("home", "slash = 'yes'\nhome"), "slash: must be true or false"),
        (("home", "family = 'joomla'\nhome"), "family: 'joomla' is no family; there are bbnx"),
        (("home", "rewrite = ['a', 'b']\nhome"), "rewrite: must be a list of pairs"),
        (("home", "template = [{since = '2020'}]\nhome"), "template: since: must be a day"),
        (("[[outlet]]", "[outlet]"), "holds no [[outlet]] table"),
        (("[[outlet]]", "contact = 'x'\n[[outlet]]"), "'contact' stands outside of an [[outlet]] table"),
        (("[[outlet]]", "[[outlet"), "is not TOML"),
    ],
)
def test_what_is_wrong_is_said(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(BadOutlets) as caught:
        read_outlets(written(tmp_path, LEAST.replace(*change, 1)), taken=("cubanet",))
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "my.toml"))
    assert "\n" not in str(caught.value)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadOutlets, match=r"home: is missing.*outlet 2 \(el_faro\): id: 'el_faro' is another"):
        read_outlets(written(tmp_path, LEAST.replace("home", "hom", 1) + LEAST + LEAST))

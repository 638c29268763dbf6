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

"""The outlets there are spiders for, and which of them an article belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.spiderloader import get_spider_loader

from extract.page_rules import OutletRules
from extract.page_url import is_address
from spiders.outlet import OutletSpider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import BaseSettings


def outlet_spiders(settings: BaseSettings) -> dict[str, type[OutletSpider]]:
    """All outlets' spiders by name, those of the sample newsroom and of files of outlets included. Raises
    BadOutlets."""
    loader = get_spider_loader(settings)
    found = ((name, loader.load(name)) for name in sorted(loader.list()))
    return {name: spider for name, spider in found if issubclass(spider, OutletSpider)}


def rules_for(
    spiders: Iterable[type[OutletSpider]], outlet: str | None, url: str, on: str | None = None
) -> OutletRules:
    """The rules of an outlet for a page captured ``on`` a day (ISO 8601; None: today). The outlet is named by its id or
    known by an address, be it a mirror's; of several editions on one host it is the one whose article it is. Those of
    no outlet where it is neither."""
    found: list[OutletRules] = []
    own: list[OutletRules] = []
    for spider in spiders:
        rules = spider.rules(on)
        named = rules.canonical(url)
        there = urlsplit(named).hostname in spider.domains() if is_address(named) else False
        if spider.name == outlet or (outlet is None and there):
            found.append(rules)
            own += [rules] if rules.is_article(named) else []
    return next(iter([*own, *found]), OutletRules())

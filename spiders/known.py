"""The outlets there are spiders for, and which of them an article belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.spiderloader import SpiderLoader

from extract.page_rules import OutletRules
from extract.page_url import canonical_url, is_address
from spiders.outlet import OutletSpider

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import BaseSettings


def outlet_spiders(settings: BaseSettings) -> dict[str, type[OutletSpider]]:
    """All outlets' spiders by name, those of the sample newsroom included."""
    loader = SpiderLoader.from_settings(settings)
    found = ((name, loader.load(name)) for name in sorted(loader.list()))
    return {name: spider for name, spider in found if issubclass(spider, OutletSpider)}


def rules_for(spiders: Iterable[type[OutletSpider]], outlet: str | None, url: str) -> OutletRules:
    """The rules of an outlet, named by its id or known by the host of an address; of several editions on one host the
    one whose article it is. Those of no outlet where it is neither."""
    host = urlsplit(url).hostname if is_address(url) else None
    found = [
        spider.rules()
        for spider in spiders
        if spider.name == outlet or (outlet is None and host in spider.domains())
    ]  # fmt: skip
    own = [rules for rules in found if rules.is_article(canonical_url(url, rules.home, rules.hosts))]
    return next(iter([*own, *found]), OutletRules())

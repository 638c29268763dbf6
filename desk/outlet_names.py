"""What outlets are called: their ids as people write them."""

from __future__ import annotations

from functools import cache

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from spiders.outlet import OutletSpider


@cache
def outlets() -> dict[str, type[OutletSpider]]:
    """All outlets' spiders by name, those of the sample newsroom included."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    loader = SpiderLoader.from_settings(settings)
    found = ((name, loader.load(name)) for name in sorted(loader.list()))
    return {name: spider for name, spider in found if issubclass(spider, OutletSpider)}


def outlet_name(outlet: str) -> str:
    """The outlet's name, its id where none is known (outlets of loaded files)."""
    spider = outlets().get(outlet)
    return (spider and spider.outlet_name) or outlet

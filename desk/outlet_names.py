"""What outlets are called: their ids as people write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scrapy.settings import Settings

from spiders.known import outlet_spiders

if TYPE_CHECKING:
    from spiders.outlet import OutletSpider


@cache
def outlets(*files: str) -> dict[str, type[OutletSpider]]:
    """All outlets' spiders by name, those of the sample newsroom and of ``files`` of outlets included. Raises
    BadOutlets."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    if files:
        settings.set("OUTLETS", list(files), priority="cmdline")
    return outlet_spiders(settings)


def outlet_name(outlet: str) -> str:
    """The outlet's name, its id where none is known (outlets of loaded files)."""
    spider = outlets().get(outlet)
    return (spider and spider.outlet_name) or outlet

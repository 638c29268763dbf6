# ruff: noqa: ARG002 - the signatures are Scrapy's
"""What Scrapy logs of items and pages: their names, never whole articles."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy import logformatter

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


class LogFormatter(logformatter.LogFormatter):
    """Names items by their URL; what a pipeline drops has been reported where it was dropped."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "%(url)s: done", "args": {"url": _name(item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "%(url)s: %(why)s", "args": {"url": _name(item), "why": exception}}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return {"level": logging.ERROR, "msg": "%(url)s: %(why)s", "args": {"url": _name(item), "why": exception}}


def _name(item: Any) -> str:
    return str(item.article.url) if hasattr(item, "article") else type(item).__name__

"""robots.txt by RFC 9309, and the crawl delay it asks for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.httpobj import urlparse_cached

from spiders.problems import report

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_FORBID_ALL = b"User-agent: *\nDisallow: /\n"


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with three differences: where robots.txt is answered with a server error or not at all, the site is not
    crawled; other refusals and not found mean no rules, whatever their body says; a crawl delay is kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # That robots.txt did not come is told below, in one line.
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
        self._told: set[str] = set()
        self._bodies: dict[str, bytes] = {}
        crawler.signals.connect(self._keep_delay, signals.robots_parsed)

    async def body(self, request: Request) -> bytes | None:
        """The robots.txt of the site that ``request`` is for, fetched if need be; None where the site refuses."""
        await self.robot_parser(request)
        netloc = urlparse_cached(request).netloc
        return None if netloc in self._told else self._bodies.get(netloc, b"")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._refuse(netloc, f"answers with status {response.status}")
            response = response.replace(body=_FORBID_ALL)
        elif response.status >= 400:
            response = response.replace(body=b"")
        self._bodies[netloc] = response.body
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._refuse(netloc, f"cannot be fetched ({exc})")
        waiting: Any = self._parsers[netloc]
        parser = ProtegoRobotParser.from_crawler(self.crawler, _FORBID_ALL)
        self._parsers[netloc] = parser
        waiting.callback(parser)

    def _refuse(self, netloc: str, why: str) -> None:
        if netloc not in self._told and self.crawler.spider is not None:
            self._told.add(netloc)
            problem = f"{netloc}/robots.txt {why}; the site is not crawled until it answers again"
            report(self.crawler.spider, problem, "robots_unreachable")

    def _keep_delay(self, robotparser: ProtegoRobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        host = urlparse_cached(request).hostname or ""
        if not delay or self.crawler.engine is None or self.crawler.settings.getlist("REPLAY"):
            return
        if throttle := self.crawler.get_extension(AutoThrottle):
            throttle.mindelay = max(delay, throttle.mindelay)
        downloader = self.crawler.engine.downloader
        slower = max(delay, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[host] = {"delay": slower, "concurrency": 1}
        if host in downloader.slots:
            downloader.slots[host].delay = slower


def forbidden(error: BaseException) -> bool:
    """Whether a request failed because robots.txt forbids it."""
    return isinstance(error, IgnoreRequest) and "robots.txt" in str(error)

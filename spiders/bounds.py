"""Bounds of a crawl: http and https, the outlet's own hosts, and no address inside anybody's network."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class BoundsMiddleware:
    """Looks at every request just before it is sent: redirects, sources and robots.txt as well as articles.

    A host name is looked up here, and the connection is made to what was found: Scrapy's resolver keeps answers as long
    as the process runs, so a name cannot mean another address a moment later. Where a proxy is used, the proxy looks
    names up. The setting ``ALLOW_PRIVATE`` lets private and loopback addresses through.
    """

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getlist("REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._private = crawler.settings.getbool("ALLOW_PRIVATE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        parts = urlparse_cached(request)
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in ("http", "https"):
            raise IgnoreRequest(f"only http and https are asked for, not {parts.scheme or 'this'}")
        allowed = getattr(self.crawler.spider, "allowed_domains", None)
        if allowed and host not in allowed:
            raise IgnoreRequest(f"{host} is no host of this outlet")
        if self._private:
            return
        address = host if _is_address(host) or request.meta.get("proxy") else await self._address(host)
        if _is_address(address) and not ip_address(address).is_global:
            raise IgnoreRequest(
                f"{host} is {'' if host == address else f'{address}, '}an address inside a network; "
                "--allow-private lets it through"
            )

    async def _address(self, host: str) -> str:
        from twisted.internet import reactor

        looking: Any = reactor.resolve(host)  # type: ignore[arg-type]
        return str(await maybe_deferred_to_future(looking))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

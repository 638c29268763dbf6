"""100: what is no article for this archive is left out, with a line that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from extract.page_url import is_source

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from store.item import CapturedArticle


class CheckPipeline:
    """Lets through articles with an address, a title or text, and a capture to stand on."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: CapturedArticle) -> CapturedArticle:
        article = item.article
        missing = [
            what
            for what, there in (
                ("address that can be cited", is_source(article.url)),
                ("outlet", article.outlet),
                ("text", article.text.strip()),
                ("capture", item.capture or item.again),
            )
            if not there
        ]
        if missing:
            problem = f"{article.url or article.title or 'an article'}: left out, it has no {' and no '.join(missing)}"
            tell(self.crawler, problem, "rejected")
            raise DropItem(problem)
        return item


def tell(crawler: Crawler, problem: str, count: str) -> None:
    """Log a line for people, keep it with the run's problems and count it (stats ``constancia/…``)."""
    assert crawler.spider is not None
    assert crawler.stats is not None
    crawler.spider.logger.warning("%s", problem)
    problems = crawler.stats.get_value("constancia/problems", [])
    problems.append(problem)
    crawler.stats.set_value("constancia/problems", problems)
    crawler.stats.inc_value(f"constancia/{count}")

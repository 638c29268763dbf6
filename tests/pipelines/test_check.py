"""What the first pipeline lets through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from extract.article import Article
from pipelines.check import CheckPipeline
from store.item import CapturedArticle

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ARTICLE = Article(url="http://uno.example/a", outlet="uno", title="Nota", text="Ana Ruiz habló.")


@pytest.fixture
def crawler() -> Crawler:
    made = get_crawler()
    made.spider = made.spidercls.from_crawler(made, name="test")
    return made


def test_an_article_with_all_it_needs_passes(crawler: Crawler) -> None:
    item = CapturedArticle(ARTICLE, "2026-03-06T03:00:00Z", None, again=True)
    assert CheckPipeline(crawler).process_item(item) is item


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"url": "javascript:alert(1)"}, "javascript:alert(1): left out, it has no address that can be cited"),
        ({"url": "file:///etc/passwd"}, "file:///etc/passwd: left out, it has no address that can be cited"),
        ({"text": " \n"}, "http://uno.example/a: left out, it has no text"),
        ({"outlet": "", "text": ""}, "http://uno.example/a: left out, it has no outlet and no text"),
    ],
)
def test_what_is_missing_is_told(crawler: Crawler, change: dict[str, str], problem: str) -> None:
    item = CapturedArticle(replace(ARTICLE, **change), "2026-03-06T03:00:00Z", None, again=True)
    with pytest.raises(DropItem, match="left out"):
        CheckPipeline(crawler).process_item(item)
    assert crawler.stats
    assert crawler.stats.get_value("constancia/problems") == [problem]

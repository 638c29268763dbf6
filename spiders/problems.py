"""What went wrong in a run, a line for people each: logged, counted and kept for whoever started the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Spider

PROBLEMS = "constancia/problems"
BLOCKING = (401, 403, 429, 451)
"""Answers of a site that does not want to be read this way."""


def report(spider: Spider, problem: str, count: str) -> None:
    """Log ``problem`` (it names its URL or file and what is wrong) as a warning, add it to the list in the stats under
    ``constancia/problems``, and count it under ``constancia/<count>``."""
    spider.logger.warning("%s", problem)
    stats = spider.crawler.stats
    assert stats is not None
    problems = stats.get_value(PROBLEMS, [])
    problems.append(problem)
    stats.set_value(PROBLEMS, problems)
    stats.inc_value(f"constancia/{count}")


def is_refusal(status: int) -> bool:
    """Whether a page that did not come was refused. A redirect (307) is left only where it leads nowhere."""
    return status in BLOCKING or status == 307


def status_words(status: int) -> str:
    """An HTTP status as people want to be told of it."""
    if is_refusal(status):
        return f"blocked (status {status}); the site does not want to be read this way, ask its editors"
    return f"status {status}"


def words_of(error: BaseException) -> str:
    """An error on one line."""
    return " ".join(str(error).split()) or type(error).__name__

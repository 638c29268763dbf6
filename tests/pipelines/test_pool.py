"""The pool of reading workers: what fails, hangs or crashes costs one article and no other."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from pathlib import Path

import pytest

from extract.article import Article
from extract.reading import Reading
from pipelines.pool import ReadingPool, Unreadable

STUB = Path(__file__).parents[1] / "spiders"


@pytest.fixture(autouse=True)
def _stub_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(STUB))


def article(text: str) -> Article:
    return Article(url="http://uno.example/1", outlet="uno", title="Título", text=text, language="es")


async def outcomes(pool: ReadingPool, *texts: str, known: str | None = None) -> list[str]:
    """What became of each text, read all at once: its reader, "known", or why it was not read."""

    async def one(text: str) -> str:
        try:
            reading = await pool.read(article(text), known)
        except Unreadable as reason:
            return str(reason)
        return reading.reader if isinstance(reading, Reading) else "known"

    try:
        return await asyncio.gather(*map(one, texts))
    finally:
        pool.close()


def no_workers_left() -> bool:
    until = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.05)
    return not multiprocessing.active_children()


def test_reading_failing_and_known() -> None:
    pool = ReadingPool(1, 60, "stub_reader.StubReader")
    assert asyncio.run(outcomes(pool, "uno", "dos [fail]", "tres")) == ["stub es", "the text says so", "stub es"]
    assert no_workers_left()
    pool = ReadingPool(1, 60, "stub_reader.StubReader")
    assert asyncio.run(outcomes(pool, "uno", known="stub es")) == ["known"]


def test_a_crash_costs_only_the_article_that_caused_it() -> None:
    pool = ReadingPool(2, 60, "stub_reader.StubReader")
    texts = ["uno [slow]", "dos [crash]", "tres [slow]", "cuatro"]
    assert asyncio.run(outcomes(pool, *texts)) == ["stub es", "the reader crashed on it", "stub es", "stub es"]
    assert no_workers_left()


def test_what_takes_too_long_is_given_up() -> None:
    pool = ReadingPool(2, 6, "stub_reader.StubReader")
    assert asyncio.run(outcomes(pool, "uno [hang]", "dos")) == ["reading it took longer than 6 seconds", "stub es"]
    assert no_workers_left()


def test_a_reader_that_cannot_be_loaded_is_said() -> None:
    pool = ReadingPool(1, 60, "stub_reader.NoSuchReader")
    assert "NoSuchReader" in asyncio.run(outcomes(pool, "uno"))[0]

"""One reader for all tests of this room, with the real models. All people and outlets in the samples are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.article import Article
from extract.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """Reads a text of a language as an article that came out on Tuesday, March 10, 2026, in the morning of Havana."""

    def read_text(language: str | None, text: str, published: str | None = "2026-03-10T14:00:00Z") -> Reading:
        return reader.read(Article("http://eltamarindo.example/a", "eltamarindo", "", text, language, published))

    return read_text

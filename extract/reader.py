"""The reader: an Article becomes a Reading."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from extract.article import LANGUAGES, Article
from extract.considered import Dropped, considered
from extract.context import Context
from extract.dates import find_dates
from extract.figures import find_figures
from extract.lexicon import Lexicon, load_lexicon
from extract.models import load_pipeline, model_name
from extract.names import find_names
from extract.quotes import find_quotes
from extract.reading import Date, Figure, Name, Reading, Statement
from extract.statements import find_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = "1"
"""Version of the rules: counted up when a change makes stored articles worth reading again."""

ANY_DAY = "2020-07-01"
WINDOW = 60_000
"""Code points read at once. spaCy refuses a million; memory grows with the window."""

_SURROGATE = re.compile("[\ud800-\udfff]")

Item = TypeVar("Item", Name, Figure, Date, Statement, Dropped)


class UnreadableLanguage(ValueError):
    """The article is in a language that cannot be read."""


class Reader:
    """Reads articles, each on its own. Holds the lexicon and, once used, the pipelines."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()

    def version(self, language: str) -> str:
        """Rules, model and lexicon that a reading in ``language`` rests on."""
        model = f"{model_name(language)} {load_pipeline(language).meta['version']}"
        return f"rules {RULES}; {model}; lexicon {self.lexicon.version}"

    def read(self, article: Article, *, explain: bool = False) -> Reading:
        """Everything that can be read out of an article; with ``explain`` also what was considered and dropped.

        Raises UnreadableLanguage for an article that is neither English nor Spanish, ModelUnavailable where the
        language's model is not installed. Any other text, empty or broken, is read without an error; a lone surrogate
        is read, and stands in statements, as U+FFFD.
        """
        language = (article.language or "")[:2].lower()
        if language not in LANGUAGES:
            raise UnreadableLanguage(
                f"{article.url}: language {article.language!r} cannot be read, only {' and '.join(LANGUAGES)}; "
                "where that is wrong, give it with --language."
            )
        names: list[Name] = []
        figures: list[Figure] = []
        dates: list[Date] = []
        statements: list[Statement] = []
        dropped: list[Dropped] = []
        text = _SURROGATE.sub("\ufffd", article.text)  # half a character, as broken JSON has them, is no Unicode
        for start, end in windows(text):
            window = replace(article, text=text[start:end])
            if explain:
                with considered(window.text) as let_go:
                    part = self._read_window(window, language)
                dropped += shifted(tuple(let_go), start)
            else:
                part = self._read_window(window, language)
            names += shifted(part.names, start)
            figures += [replace(f, number_start=f.number_start + start, number_end=f.number_end + start)
                        for f in shifted(part.figures, start)]  # fmt: skip
            dates += shifted(part.dates, start)
            statements += shifted(part.statements, start)
        return Reading(
            language,
            self.version(language),
            tuple(names),
            tuple(figures),
            tuple(dates),
            tuple(statements),
            article.warnings,
            tuple(dropped),
        )

    def _read_window(self, article: Article, language: str) -> Reading:
        doc = load_pipeline(language)(article.text)
        names = find_names(doc, language, self.lexicon)
        dates = find_dates(doc, language, article.published, article.timezone)
        # Without a publication date "by February 4" resolves to no day, but its 4 counts nothing either.
        spans = dates if article.published else find_dates(doc, language, ANY_DAY, article.timezone)
        figures = find_figures(doc, language, self.lexicon, names, spans)
        context = Context(article, doc, language, self.lexicon, names, figures, dates, find_quotes(article.text))
        return Reading(language, "", tuple(names), tuple(figures), tuple(dates), tuple(find_statements(context)))


def shifted(items: tuple[Item, ...], by: int) -> list[Item]:
    """Items of a window with their offsets counted from the start of the text."""
    return [replace(i, start=i.start + by, end=i.end + by) for i in items]


def windows(text: str, size: int = WINDOW) -> Iterator[tuple[int, int]]:
    """Ranges of at most ``size`` code points that cover ``text``, cut at line feeds, else at white space if any."""
    start = 0
    while len(text) - start > size:
        cut = text.rfind("\n", start + 1, start + size)
        if cut <= start:
            found = [m.start() for m in re.finditer(r"\s", text[start + size // 2 : start + size])]
            cut = start + size // 2 + found[-1] if found else start + size
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)

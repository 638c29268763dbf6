"""Plain text of an article: its title, dateline and byline apart from its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.page_body import clean_text, tidy
from extract.page_dates import find_date_text

_HEAD = 8
_LONGEST = 160
_FEWEST_WORDS = 3
_NO_TITLE_END = re.compile(r"[.:;,…]$")
_BYLINE = re.compile(r"(?:^|\s)(?:by|por)\s+(?P<name>[^\W\d_][^\d|,;]{2,50})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlainArticle:
    """A text's parts; ``published`` as ``extract.page_dates.to_iso`` gives it, None where no line of the head is a
    date."""

    title: str
    text: str
    published: str | None
    authors: tuple[str, ...]


def read_plain(source: str, timezone: str, language: str | None = None) -> PlainArticle:
    """Read the text of a file. Its first line is the title if it looks like one: short, without a full stop at its end,
    followed by more text; the name of the site may stand above it. A line that holds the date, with or without the
    author, may follow. What is boilerplate on pages is left out here too."""
    lines = [line for line in map(clean_text, source.splitlines()) if line]
    title, published = "", None
    authors: tuple[str, ...] = ()
    for number, line in enumerate(lines[:_HEAD]):
        if not title and _is_title(line, rest=lines[number + 1 :]):
            title = line
            # What stands above the title is the site's name.
            lines = lines[number + 1 :]
            break
        if not _is_short(line) or len(line.split()) >= _FEWEST_WORDS:
            break
    for number, line in enumerate(lines[:_HEAD] if title else []):
        if _is_short(line) and (found := find_date_text(line, timezone, language)):
            byline = _BYLINE.search(line)
            published, authors = found, (byline["name"].strip(),) if byline else ()
            lines = [*lines[:number], *lines[number + 1 :]]
            break
        if not _is_short(line):
            break
    return PlainArticle(title, tidy(lines, title), published, authors)


def _is_title(line: str, rest: list[str]) -> bool:
    return bool(rest) and _is_short(line) and len(line.split()) >= _FEWEST_WORDS


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST and not _NO_TITLE_END.search(line)

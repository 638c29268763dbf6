"""Who wrote an article, out of what pages print: bylines, and datelines that hold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.page_body import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYLINE = re.compile(r"^\s*(?:por|by|texto|text|autor(?:es)?|author)\b:?\s+", re.IGNORECASE)
_BETWEEN_AUTHORS = re.compile(r"\s*(?:[,;/|•·]|\s+(?:y|e|and|&)\s+)\s*")
_NO_AUTHOR = re.compile(r"https?:|@|\d|^(?:admin|redactor|staff|editor)$", re.IGNORECASE)


def authors_of_dateline(line: str) -> list[str]:
    """Who wrote it, where a line says so beside the date: "May 21, 2026 by Ana Ruiz", "Ana Ruiz ~ 21 de mayo"."""
    behind = re.search(r"\d{4}\b.{0,12}?\b(?:by|por) (.{3,60})$", line, re.IGNORECASE)
    before = re.search(r"^(.{3,60}?) ~ ", line)
    return [match[1] for match in (behind, before) if match]


def names_of(byline: str) -> Iterator[str]:
    """The people of a byline: "Por Ana Ruiz y Luis Paz", "By ANA RUIZ, El Faro (reprinted) – March 5, 2026"."""
    whole = re.split(r"\s[–—|]\s", _BYLINE.sub("", clean_text(byline)))[0]
    head, _, tail = whole.partition(",")
    if tail and not re.search(r",| (?:y|e|and|&) ", tail) and _BYLINE.match(clean_text(byline)):
        whole = head  # one name and where it belongs, not a list
    for name in _BETWEEN_AUTHORS.split(re.sub(r"\([^)]*\)", "", whole)):
        name = name.strip(" .-–—")
        if name and len(name) <= 60 and not _NO_AUTHOR.search(name):
            yield name.title() if name.isupper() and " " in name else name

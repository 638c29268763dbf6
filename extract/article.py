"""An article as every room passes it on: what a page, a feed entry or a loaded file says, checked and normalised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LANGUAGES = ("en", "es")
"""Languages that can be read."""

DEFAULT_TIMEZONE = "America/Havana"


@dataclass(frozen=True, slots=True)
class Article:
    """One text of one article.

    ``text`` is the body alone, paragraphs separated by line feeds; every offset anywhere counts code points into it.
    ``published`` and ``modified`` are ISO 8601: an instant in UTC ("2025-03-24T14:00:00Z"), or a bare date
    ("2025-03-24") where the source tells no time; None where the source tells none or an impossible one.
    ``timezone`` is the outlet's (IANA name): relative dates in the text are counted in it.
    ``layers`` tells for each field which layer it was read from ("json-ld", "meta", "selector", "trafilatura", "feed",
    "file"); ``warnings`` what looked wrong, one sentence each.
    ``alternates`` are other editions that the page itself names: (language, URL).
    """

    url: str
    outlet: str
    title: str
    text: str
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    timezone: str = DEFAULT_TIMEZONE
    alternates: tuple[tuple[str, str], ...] = ()
    layers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[str, ...] = ()

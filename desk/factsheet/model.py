"""What a fact sheet consists of, before it is put on paper: plain data, everything cited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One article as it is cited. ``url`` is None unless it is http or https; ``accessed`` is when the cited version
    was fetched and ``digest`` that of its capture's payload; ``same_as`` the number of the source it is a copy or a
    translation of, where that one is cited too."""

    number: int
    article: str
    outlet: str
    title: str
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str
    accessed: str
    digest: str
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence and the id of the article it stands in, which is one of the sheet's sources."""

    article: str
    sentence: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """One claim. ``said`` and ``amount`` are in words; ``date`` is EDTF; ``hedge`` is None for what is asserted.
    ``outlet`` is the name of the first outlet that published it. ``cited`` holds one citation a source, best first; it
    is never empty."""

    claim: str
    kind: str
    said: str
    amount: str
    measure: str | None
    unit: str | None
    value: float | None
    low: float | None
    high: float | None
    bound: str | None
    event: str | None
    who: str | None
    said_by: tuple[str, ...]
    date: str | None
    published: str | None
    place: str | None
    hedge: str | None
    quote: str | None
    confidence: float
    outlet: str
    outlets: int
    independent: int
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one measure, newest first: of one place and of no place told, or (``elsewhere``) of the others."""

    name: str
    elsewhere: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that say different things of the same matter; ``kind`` as in the table of disputes."""

    kind: str
    left: Line
    right: Line


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many claims that answer the question are not on the sheet, and why."""

    doubtful: int = 0
    undated: int = 0
    withheld: int = 0
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in the chart. ``day`` is the last calendar day of its date; ``series`` who counted."""

    day: str
    series: str
    line: Line


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure over time: two drawings of the same points (for a page and for a phone) and what they show in words."""

    measure: str
    points: tuple[Point, ...]
    wide: str
    narrow: str
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fact sheet. ``as_of`` is when the store last heard from an outlet; ``articles`` how many it has read,
    ``outlets`` from how many outlets; ``scope`` the limits that were asked for, in words; ``threshold`` the confidence
    below which claims were left out."""

    question: str
    understood: str
    scope: tuple[str, ...]
    as_of: str
    version: str
    articles: int
    outlets: int
    unread: int
    threshold: float
    lede: tuple[Line, ...]
    measures: tuple[Measure, ...]
    disputes: tuple[Dispute, ...]
    more_disputes: int
    timeline: tuple[Line, ...]
    quotes: tuple[Line, ...]
    chart: Chart | None
    sources: tuple[Source, ...]
    left_out: LeftOut

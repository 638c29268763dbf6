"""What reading an article yields: mentions (names, figures, dates) and statements.

All offsets are half-open ranges of code points into ``Article.text``: ``text[m.start:m.end] == m.text``.
Dates are EDTF (ISO 8601-2). ``rule`` names the rule or model component that found the item, for ``read --explain``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extract.considered import Dropped

NameKind = Literal["person", "organization", "place"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between"]
StatementKind = Literal["figure", "event", "quote"]
Hedge = Literal["asserted", "possible", "planned", "denied"]
EventKind = Literal[
    "arrest", "charge", "trial", "sentence", "imprisonment", "transfer", "hunger_strike", "assault", "disappearance",
    "summons", "release", "exile", "death",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. ``entity`` is the fullest form known for its bearer: the lexicon's canonical name, or the
    longest form in the article ("José Daniel Ferrer García" for "Ferrer")."""

    start: int
    end: int
    text: str
    kind: NameKind
    entity: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something; the span is the number with its modifier and the noun it counts.

    ``value`` is None for a range, whose ends are ``low`` and ``high``; for bounds open on one side that end is None.
    ``measure`` is the lexicon's canonical label, else the counted noun phrase's own words in lower case; None where
    nothing in the sentence says what is counted. ``number_start``, ``number_end``: the number's own span.
    """

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measure: str | None
    number_start: int
    number_end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar expression and what it resolves to, as EDTF."""

    start: int
    end: int
    text: str
    date: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence making one assertion. ``who`` holds names as their entities' names, or, for people not named, the
    sentence's own words; ``doubts`` say in a word each what lowers ``confidence`` (0 to 1); ``slot_rules`` name the
    layers that gave it its date and place ("date.scene")."""

    start: int
    end: int
    sentence: str
    kind: StatementKind
    measure: str | None = None
    event: EventKind | None = None
    who: tuple[str, ...] = ()
    agent: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    date: str | None = None
    place: str | None = None
    said_by: str | None = None
    quote: str | None = None
    hedge: Hedge | None = "asserted"
    detail: str | None = None
    confidence: float = 0.5
    doubts: tuple[str, ...] = ()
    rule: str = ""
    slot_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read out of one article, in order of the text. ``reader`` names model and rule versions; ``dropped``
    is what was considered and let go, where that was asked for."""

    language: str
    reader: str
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[Date, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()

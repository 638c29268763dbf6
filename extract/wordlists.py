"""The word lists that statements are read with, from ``extract/data``: event triggers, hedges, roles."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import EventKind

NEGATED = "<not"
VictimSlot = Literal["object", "subject", "of", "indirect"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that tells of an event: its lemmas in order, and where its victim stands."""

    event: EventKind
    form: Literal["verb", "noun", "phrase", "term"]
    victim: VictimSlot
    words: tuple[str, ...]

    @property
    def before(self) -> tuple[str, ...]:
        """The words that must stand right before the first one."""
        return tuple(w[1:] for w in self.words if w.startswith("<") and w != NEGATED)

    @property
    def after(self) -> tuple[str, ...]:
        """The words that must follow the first one."""
        return tuple(w for w in self.words[1:] if not w.startswith("<"))

    @property
    def negated(self) -> bool:
        """Whether it tells of the event only where it is negated: "has not been seen since"."""
        return NEGATED in self.words


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("extract").joinpath(f"data/{name}").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _forms(cell: str) -> list[str]:
    return [form.strip() for form in cell.split("|") if form.strip()]


@cache
def triggers(language: str) -> dict[str, tuple[Trigger, ...]]:
    """Event triggers by their first word (a lemma), the longest first."""
    by_word: dict[str, list[Trigger]] = {}
    for row in _rows("events.tsv"):
        if row["language"] != language:
            continue
        for form in _forms(row["words"]):
            words = tuple(form.split())
            trigger = Trigger(
                cast("EventKind", row["event"]),
                cast("Literal['verb', 'noun', 'phrase', 'term']", row["form"]),
                cast("VictimSlot", row["victim"]),
                words,
            )
            by_word.setdefault(words[0], []).append(trigger)
    return {word: tuple(sorted(found, key=lambda t: -len(t.words))) for word, found in by_word.items()}


@cache
def event_measures() -> dict[str, str]:
    """What a counted group of people is called by what befell it: event → measure."""
    return {row["event"]: row["measure"] for row in _rows("event_measures.tsv")}


@cache
def hedges(language: str, form: str) -> dict[str, str]:
    """Hedge by word (a lemma), of one form: auxiliary, adverb or governor. The first line that names a word decides."""
    found: dict[str, str] = {}
    for row in _rows("hedges.tsv"):
        if row["language"] == language and row["form"] == form:
            for word in _forms(row["words"]):
                found.setdefault(word, row["hedge"])
    return found


@cache
def roles(language: str) -> dict[str, frozenset[str]]:
    """Roles by noun: "letrado" and "abogado" share "lawyer"."""
    found: dict[str, set[str]] = {}
    for row in _rows("roles.tsv"):
        for word in _forms(row[language]):
            found.setdefault(word, set()).add(row["role"])
    return {word: frozenset(names) for word, names in found.items()}


@cache
def people_nouns(language: str) -> frozenset[str]:
    """Nouns that people are counted by."""
    return frozenset(w for row in _rows("people.tsv") if row["language"] == language for w in _forms(row["words"]))


@cache
def group_words(name: str, language: str) -> frozenset[str]:
    """A list of ``groups.tsv``: "doer" or "quantifier"."""
    rows = _rows("groups.tsv")
    return frozenset(w for r in rows if (r["list"], r["language"]) == (name, language) for w in _forms(r["words"]))

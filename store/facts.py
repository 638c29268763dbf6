"""A statement as merging sees it: its slots made comparable, and the cores under which it meets others.

Two statements can be one claim only if they share a core. For a figure that is what is counted and how many; for an
event what happened, under which hedge, to whom; for a quote who speaks and a few pairs of its words. What lacks what
would tell it from others (an event that happened to nobody named) is one with the same sentence alone, as copies have.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from store.edtf_match import Span, span_of
from store.folding import fold, fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PERSONAL_MEASURES = frozenset({"age", "sentence"})
"""Measures of one person: without the person they say nothing that another article could say as well."""

FAMILIES = {"at_most": "down", "less_than": "down", "between": "between"}
"""Bounds that make another claim of the same value. The others ("38", "at least 38", "about 38") report one number
with more or less care and are counted once."""

# Words that a count of unnamed people may begin with: "the 14 people arrested", "las 14 personas", "about 50 women".
_COUNT = re.compile(
    r"^(?:(?:the|los|las|some|unos|unas|about|around|over|more than|mas de|al menos|at least) )?(\d[\d ]*)\b"
)
_QUOTE_KEYS = 4
DISTINCTIVE_REACH, PLAIN_REACH = 366, 45
"""Days within which undated numbers are the same number: a distinctive one (1,192), and any other (12, 3,000)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement. ``who``, ``speaker`` are entity ids, or "~" and folded words where no name is given; ``seen`` is
    the day of its publication (ordinal); ``reach`` how many days from there an undated statement may be about the same
    as another, None for without limit."""

    id: str
    kind: str
    cores: tuple[str, ...]
    body: str
    seen: int
    who: frozenset[str] = frozenset()
    span: Span | None = None
    place: str | None = None
    words: str = ""
    reach: int | None = None


def party_key(name: str, entity: str | None) -> str:
    """By what a name in a slot is compared: a person's entity, else its folded words."""
    return entity or "~" + fold_name(name)


def people_keys(names: Sequence[tuple[str, str | None]]) -> frozenset[str]:
    """Whom a statement is about. Where somebody is named, unnamed company does not count; a count of unnamed people is
    known by its number where that is 10 or more ("52 prisoners", "52 presos")."""
    named = {entity for _, entity in names if entity}
    return frozenset(named or (_group(name) for name, _ in names if name.strip()))


def _group(words: str) -> str:
    folded = fold(re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", words))
    count = _COUNT.match(folded)
    number = count[1].strip().replace(" ", "") if count else ""
    return f"#{int(number)}" if number and int(number) >= 10 else "~" + fold_name(words)


def fact_of(
    row: Mapping[str, Any], parties: Sequence[tuple[str, str, str | None]], seen: int, twins: Iterable[str] = ()
) -> Fact:
    """The fact that a row of ``statements`` states. ``parties``: role, name, person's entity if it is one;
    ``twins``: cores that it shares with translations of it."""
    who = people_keys([(name, entity) for role, name, entity in parties if role == "who"])
    speaker = next((party_key(name, entity) for role, name, entity in parties if role == "said_by"), "?")
    reach = _reach(row["kind"], who, row["value"])
    # A date or place that the sentence does not say itself joins claims of one telling number or person, it does not
    # part them; that there are "4" here and "4" there joins nothing.
    doubted = set() if reach == PLAIN_REACH else set(json.loads(row["doubts"] or "[]"))
    span = None if "date" in doubted else span_of(row["date"])
    body, cores = {"figure": _figure, "event": _event, "quote": _quote}[row["kind"]](row, who, speaker)
    if reach == PLAIN_REACH:
        # "2 people" is said every week: without the year, groups to be merged would grow without end.
        year = date.fromordinal(max(1, span.first if span else seen)).year
        body, cores = f"{body}|{year}", tuple(f"{core}|{year}" for core in cores)
    place = fold_name(row["place"]) if row["place"] and "place" not in doubted else ""
    words = fold(row["quote"] or "")
    return Fact(row["id"], row["kind"], (*cores, *sorted(twins)), body, seen, who, span, place or None, words, reach)


def measure_key(measure: str | None) -> str | None:
    return fold_name(measure) or None if measure else None


def _same_sentence(row: Mapping[str, Any]) -> str:
    return "=" + hashlib.sha256(fold(row["sentence"]).encode()).hexdigest()[:16]


def _figure(row: Mapping[str, Any], who: frozenset[str], _speaker: str) -> tuple[str, tuple[str, ...]]:
    measure = measure_key(row["measure"])
    family = FAMILIES.get(row["bound"] or "exact", "up")
    ends = (row["low"], row["high"]) if family == "between" else ()
    body = "|".join(["figure", measure or "", row["unit"] or "", family, _number(row["value"]), *map(_number, ends),
                     row["hedge"] or "asserted"])  # fmt: skip
    personal = measure in PERSONAL_MEASURES and (who or family == "up")  # a range of years is a law's, "2 to 5 years"
    if measure is None or (personal and not who):
        body = f"{body}|{_same_sentence(row)}"
        return body, (body,)
    if personal:
        return body, tuple(f"{body}|{key}" for key in sorted(who))
    return body, (body,)


def _event(row: Mapping[str, Any], who: frozenset[str], _speaker: str) -> tuple[str, tuple[str, ...]]:
    body = f"event|{row['event']}|{row['hedge'] or 'asserted'}"
    if not who:
        body = f"{body}|{_same_sentence(row)}"
        return body, (body,)
    return body, tuple(f"{body}|{key}" for key in sorted(who))


def _quote(row: Mapping[str, Any], _who: frozenset[str], speaker: str) -> tuple[str, tuple[str, ...]]:
    """Pairs of neighbouring longer words, the smallest few by hash (bottom-k sketch): near-equal quotes share one."""
    body = f"quote|{speaker}"
    words = [w for w in fold(row["quote"] or "").split() if len(w) > 3] or fold(row["quote"] or "").split()
    pairs = {" ".join(words[i : i + 2]) for i in range(max(1, len(words) - 1))}
    hashes = sorted(hashlib.sha256(p.encode()).hexdigest()[:12] for p in pairs)
    return body, tuple(f"{body}|{h}" for h in hashes[:_QUOTE_KEYS])


def _number(value: float | None) -> str:
    return "" if value is None else format(value, ".10g")


def _reach(kind: str, who: frozenset[str], value: float | None) -> int | None:
    """Undated statements about a person are about that person in any year, those of numbers are bound to their time."""
    if kind == "quote" or any(not key.startswith(("#", "~")) for key in who):
        return None
    if kind == "event":
        value = next((float(key[1:]) for key in who if key.startswith("#")), None)
    digits = f"{abs(value):.10g}".replace(".", "").strip("0") if value else ""
    return DISTINCTIVE_REACH if len(digits) >= 3 else PLAIN_REACH

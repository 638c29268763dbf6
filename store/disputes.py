"""Disputes: pairs of claims that cannot both be the whole story, and of what kind the difference is.

A dispute is a function of its two claims alone, so that only claims that changed are compared again. Precision goes
first: two numbers are compared only where they count the same, at the same time and place, and where somebody else, or
the same source at another time, gives the other number. One article's several numbers of one measure are its scopes.
"""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extract.lexicon import load_lexicon
from store.claims import select_in
from store.edtf_match import Span, span_of
from store.facts import FAMILIES, PERSONAL_MEASURES, party_key, people_keys
from store.folding import fold, fold_name, stable_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

UPDATE_DAYS = 92
"""A number of a later period replaces one of a period at most a quarter before; the next one replaces that."""

SAME_TIME_DAYS = 45
"""Undated numbers published, and promises and their fulfilment dated, within that are about the same time."""

EVENT_DAYS = 7
"""An arrest is reported on another day of the same week; one a month later is another arrest."""

RATIO, SAME_DAYS_RATIO, LOOSE_RATIO = 3.0, 5.0, 1.5
"""Numbers further apart than this count different things, whatever they are called: of one place; of one place on the
same days; where only one of the two says of which place it is."""


class Side:
    """A claim as disputes see it. What its statements say is looked up only where the claims' rows leave it open."""

    def __init__(self, conn: sqlite3.Connection, row: dict[str, Any]) -> None:
        self._conn = conn
        self.id: str = row["id"]
        self.row = row
        self.span = span_of(row["date"])
        self.days = Span(row["day_from"], row["day_to"])
        self.place = fold_name(row["place"]) if row["place"] else None

    @cached_property
    def _statements(self) -> list[Any]:
        return self._conn.execute(
            "SELECT id, article_id, sentence FROM statements WHERE claim_id = ? ORDER BY id", (self.id,)
        ).fetchall()

    @cached_property
    def _parties(self) -> list[Any]:
        return self._conn.execute(
            "SELECT p.role, p.name, p.entity_id, p.statement_id FROM statements s "
            "JOIN parties p ON s.id = p.statement_id WHERE s.claim_id = ? ORDER BY p.statement_id, p.position",
            (self.id,),
        ).fetchall()

    @cached_property
    def who(self) -> frozenset[str]:
        """See ``store.facts.people_keys``."""
        return people_keys([(p["name"], p["entity_id"]) for p in self._parties if p["role"] == "who"])

    @cached_property
    def articles(self) -> frozenset[str]:
        return frozenset(s["article_id"] for s in self._statements)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Who vouches for it; where nobody is named, the article itself."""
        said = {p["statement_id"]: p for p in self._parties if p["role"] == "said_by"}
        keys = {s: party_key(p["name"], p["entity_id"]) for s, p in said.items()}
        return frozenset(keys.get(s["id"], f"@{s['article_id']}") for s in self._statements)

    @cached_property
    def partial(self) -> bool:
        """Whether all its sentences say that it counts others than those counted before."""
        return all(_partial(s["sentence"], self.row) for s in self._statements)


def update_disputes(conn: sqlite3.Connection, changed: Iterable[str]) -> None:
    """Compare the claims with all that they may dispute; a claim that is gone has lost its disputes already."""
    ids = sorted(set(changed))
    stale = [d for (d,) in select_in(conn, "SELECT DISTINCT dispute_id FROM disputes WHERE claim_id IN ({})", ids)]
    conn.executemany("DELETE FROM disputes WHERE dispute_id = ?", [(d,) for d in stale])
    rows: set[tuple[str, str, str]] = set()
    for row in list(select_in(conn, f"{_COLUMNS} WHERE c.id IN ({{}}) AND c.kind <> 'quote'", ids)):
        side = Side(conn, dict(row))
        for other in _candidates(conn, side):
            kind = compare(*sorted((side, other), key=lambda s: s.id))
            if kind:
                ident = stable_id("d", sorted((side.id, other.id)))
                kind = "revision" if _revised(conn, side, other) else kind
                rows |= {(ident, side.id, kind), (ident, other.id, kind)}
    conn.executemany("INSERT INTO disputes (dispute_id, claim_id, kind) VALUES (?, ?, ?)", sorted(rows))


def compare(a: Side, b: Side) -> str | None:
    """The kind of dispute between two claims, None where there is none."""
    if a.row["kind"] != b.row["kind"] or a.row["kind"] == "quote":
        return None
    return _figures(a, b) if a.row["kind"] == "figure" else _events(a, b)


def _figures(a: Side, b: Side) -> str | None:
    first, second = a.row, b.row
    hedges = {first["hedge"], second["hedge"]}
    if "denied" in hedges or (len(hedges) > 1 and first["unit"] != "count"):
        return None
    same_value = _ends(first) == _ends(second)
    if (same_value and len(hedges) == 1) or not _same_measure(a, b):
        return None
    personal = first["measure_key"] in PERSONAL_MEASURES
    if not personal and _ratio(first, second) > _widest(a, b):
        return None
    if first["measure_key"] == "age":
        kind = "contradiction" if _age_differs(a, b) else None
    else:
        kind = _relation(a, b, same_value=same_value, listed=_listed(first["measure"]))
    if kind is None and not _series(a, b):
        return None
    if a.who != b.who or (personal and not a.who) or a.partial or b.partial:
        return None
    if hedges == {"asserted"} and _one_voice(a, b):
        return "update" if _series(a, b) else None
    return kind


def _relation(a: Side, b: Side, *, same_value: bool, listed: bool) -> str | None:
    """By when the two are true: at the same time they contradict or admit each other, else one updates the other."""
    if same_value or _admits(a.row, b.row) or _admits(b.row, a.row):
        return "compatible" if a.days.gap(b.days) <= SAME_TIME_DAYS and (listed or _same_day(a, b)) else None
    one_place = a.place == b.place and (a.place is not None or a.row["measure_key"] in PERSONAL_MEASURES)
    if not listed:
        return "contradiction" if _same_day(a, b) and one_place else None
    if not one_place and not _same_day(a, b) and not a.sources & b.sources:
        return None
    if a.span and b.span:
        if a.span.overlaps(b.span):
            return "contradiction"
        return "update" if a.span.gap(b.span) <= UPDATE_DAYS else None
    gap = a.days.gap(b.days)
    return "contradiction" if gap <= SAME_TIME_DAYS else "update" if gap <= UPDATE_DAYS else None


def _widest(a: Side, b: Side) -> float:
    if a.place != b.place:
        return LOOSE_RATIO
    return SAME_DAYS_RATIO if a.place and _same_day(a, b) else RATIO


def _one_voice(a: Side, b: Side) -> bool:
    """Whether one article gives both numbers and nobody but one source vouches for them."""
    return len(a.articles | b.articles) == 1 and not (a.sources - b.sources and b.sources - a.sources)


def _series(a: Side, b: Side) -> bool:
    """Whether the one voice gives the numbers of two dates within a year, as in "up from 11 a year earlier"."""
    if a.span is None or b.span is None or a.span.overlaps(b.span):
        return False
    return a.place == b.place and a.span.gap(b.span) <= 366


def _same_measure(a: Side, b: Side) -> bool:
    first, second = a.row, b.row
    if first["measure_key"] is None or (first["measure_key"], first["unit"]) != (second["measure_key"], second["unit"]):
        return False
    return first["measure_key"] in PERSONAL_MEASURES or a.place is None or b.place is None or a.place == b.place


def _same_day(a: Side, b: Side) -> bool:
    return a.span is not None and b.span is not None and (a.span.contains(b.span) or b.span.contains(a.span)) and (
        min(a.span.days, b.span.days) <= 31
    )  # fmt: skip


def _listed(measure: str | None) -> bool:
    """Whether the measure means the same wherever it is counted, as those of the lexicon do but for generic ones."""
    return measure in _measures()


@cache
def _measures() -> frozenset[str]:
    return frozenset(load_lexicon().measures) - _words("generic_measures.txt")


def _ends(row: dict[str, Any]) -> tuple[Any, ...]:
    between = row["bound"] == "between"
    return (row["value"], row["low"] if between else None, row["high"] if between else None,
            FAMILIES.get(row["bound"] or "exact", "up"))  # fmt: skip


def _ratio(a: dict[str, Any], b: dict[str, Any]) -> float:
    low, high = sorted(abs(x) for x in (_middle(a), _middle(b)))
    return high / low if low else (1.0 if not high else float("inf"))


def _middle(row: dict[str, Any]) -> float:
    numbers = [row[c] for c in ("value", "low", "high") if row[c] is not None]
    return float(row["value"] if row["value"] is not None else sum(numbers) / len(numbers) if numbers else 0)


def _admits(open_: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the bound of one claim leaves room for the other's number, "more than 1,000" for 1,150."""
    if open_["bound"] in (None, "exact", "about") or other["value"] is None:
        return False
    value = other["value"]
    low = open_["low"] if open_["low"] is not None else float("-inf")
    high = open_["high"] if open_["high"] is not None else float("inf")
    return bool(low <= value <= high)


def _age_differs(a: Side, b: Side) -> bool:
    """A year more is no contradiction where as much time has passed."""
    years = abs(_middle(a.row) - _middle(b.row))
    return abs(years - a.days.gap(b.days) / 365.25) > 1 or (years >= 1 and a.days.gap(b.days) < UPDATE_DAYS)


def _events(a: Side, b: Side) -> str | None:
    first, second = a.row, b.row
    if (first["event"], first["hedge"], second["hedge"]) != (second["event"], "asserted", "asserted"):
        return None
    if _counted(a) and _counted(b):
        return _event_counts(a, b)
    named = {k for k in a.who & b.who if not k.startswith(("~", "#"))}
    if not named or a.span is None or b.span is None or max(a.span.days, b.span.days) > 31:
        return None
    # Who was arrested twice in a week is told so by one article; who is reported arrested on two days, by two sources.
    if a.span.overlaps(b.span) or a.span.gap(b.span) > EVENT_DAYS:
        return None
    if a.place and b.place and a.place != b.place and first["event"] in ("transfer", "trial", "imprisonment"):
        return None
    if a.articles & b.articles and not a.sources - b.sources:
        return None
    return "contradiction"


def _counted(side: Side) -> float | None:
    """How many unnamed people the event happened to, where that is told."""
    return float(next(iter(side.who))[1:]) if len(side.who) == 1 and next(iter(side.who)).startswith("#") else None


def _event_counts(a: Side, b: Side) -> str | None:
    low, high = sorted((_counted(a) or 1, _counted(b) or 1))
    if low == high or high / low > SAME_DAYS_RATIO or a.place is None or a.place != b.place:
        return None
    return "contradiction" if _same_day(a, b) and not _one_voice(a, b) else None


# --- claims from the store --------------------------------------------------------------------------------------------


_COLUMNS = """SELECT c.id, c.kind, c.measure, c.event, c.value, c.low, c.high, c.bound, c.unit, c.date, c.place,
  c.hedge, c.measure_key, c.day_from, c.day_to FROM claims c"""
_SAME_MEASURE = f"""{_COLUMNS}
WHERE c.measure_key = :measure_key AND c.unit IS :unit AND c.kind = :kind AND c.id <> :id
  AND (c.kind = 'event' OR c.who IS (SELECT who FROM claims WHERE id = :id))
  AND (:personal OR c.value IS NULL OR :value IS NULL
       OR (c.value <= :value * :ratio AND :value <= c.value * :ratio))
  AND c.day_from <= :last AND c.day_to >= :first"""  # noqa: S608  (a constant)
_SAME_PEOPLE = f"""{_COLUMNS}
WHERE c.id <> :id AND c.id IN (
  SELECT s.claim_id FROM json_each(:cores) k
  JOIN cores ON cores.core = k.value JOIN statements s ON s.id = cores.statement_id)
  AND c.day_from <= :last AND c.day_to >= :first"""  # noqa: S608  (a constant)


def _candidates(conn: sqlite3.Connection, side: Side) -> Iterator[Side]:
    """Claims that may dispute the one: of the same measure about that time, or of the same event and people."""
    row = side.row
    if row["measure_key"]:
        # An article that gives the numbers of two dates itself may go back a year; others are compared less far.
        reach = 366 if len(side.articles) == 1 else UPDATE_DAYS
        more: dict[str, Any] = {"personal": row["measure_key"] in PERSONAL_MEASURES, "ratio": SAME_DAYS_RATIO}
        sql = _SAME_MEASURE
    elif row["kind"] == "event":
        reach = EVENT_DAYS
        named = sorted(key for key in side.who if not key.startswith(("~", "#")))
        more = {"cores": json.dumps([f"event|{row['event']}|asserted|{key}" for key in named])}
        sql = _SAME_PEOPLE
    else:
        return
    for found in conn.execute(sql, row | more | {"first": side.days.first - reach, "last": side.days.last + reach}):
        yield Side(conn, dict(found))


@cache
def _words(file: str) -> frozenset[str]:
    """A list of ``store/data``: folded words, one entry a line."""
    lines = files("store").joinpath("data", file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _partial(sentence: str, row: dict[str, Any]) -> bool:
    """Whether the sentence says that the number counts others than those counted before ("another 80")."""
    value = row["value"]
    if value is None:
        return False
    plain = fold(re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", sentence)).split()
    number = format(value, ".10g")
    return any(word == number and set(plain[max(0, i - 2) : i]) & _words("scope.txt") for i, word in enumerate(plain))


def _revised(conn: sqlite3.Connection, a: Side, b: Side) -> bool:
    """Whether one claim rests on an earlier text of an article whose newest text the other rests on."""
    for old, new in ((a, b), (b, a)):
        rows = conn.execute("SELECT DISTINCT article_id FROM history WHERE claim_id = ?", (old.id,))
        if {i for (i,) in rows} & new.articles - old.articles:
            return True
    return False

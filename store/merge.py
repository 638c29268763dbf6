"""Which statements are one claim: a pure function of the set of statements, whatever their order.

Statements with the same slots are one. Of the rest, the most specific combinations of slots (date, place, who) stand
for claims: two of them that contradict each other in no slot are one, if that holds for all that are so connected.
What says less joins the only claim that it is compatible with, and stands alone where there are several.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz

from store.edtf_match import Span
from store.folding import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.facts import Fact

Node = TypeVar("Node", int, str)

_EVER = 10**7
NEAR_EQUAL = 90
"""Percentage of words that two quotes must have in common, in order, to be the same words."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One claim: its id and the ids of its statements, sorted."""

    id: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Slots that several statements share. ``extent``: the days it may be about, where undated those within reach of
    the days ``seen`` on which it was published."""

    facts: tuple[Fact, ...]
    who: frozenset[str]
    place: str | None
    span: Span | None
    extent: Span
    seen: Span
    reach: int | None
    kind: str

    @property
    def order(self) -> tuple[object, ...]:
        return (sorted(self.who), self.place or "", self.extent, self.facts[0].id)


def merge(facts: Iterable[Fact]) -> list[Cluster]:
    """Clusters of a group of facts: all that share cores with one another, directly or over others."""
    bodies: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        bodies[fact.body].append(fact)
    clusters: list[Cluster] = []
    for body in sorted(bodies):
        members = sorted(bodies[body], key=lambda f: f.id)
        groups = _same_words(members) if members[0].kind == "quote" else _same_slots(members)
        clusters.extend(_named(body, groups))
    return clusters


# --- quotes -----------------------------------------------------------------------------------------------------------


def near_equal(a: str, b: str) -> bool:
    """Whether two quotes (folded) are the same words, or one is a stretch of the other: five words or more,
    and at least half of it."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short.split()) >= 5 and 2 * len(short) >= len(long) and f" {short} " in f" {long} ":
        return True
    return fuzz.ratio(a.split(), b.split()) >= NEAR_EQUAL or fuzz.ratio(a, b) >= NEAR_EQUAL + 5


def _same_words(facts: Sequence[Fact]) -> list[list[Fact]]:
    by_words: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_words[fact.words].append(fact)
    by_core: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        for core in fact.cores:
            by_core[core].add(fact.words)
    # Only words under one core are compared: what else happens to be in the group must make no difference.
    pairs = {(a, b) for core, texts in by_core.items() for a, b in combinations(sorted(texts), 2)
             if core.startswith("twin|") or near_equal(a, b)}  # fmt: skip
    edges = sorted(pairs)
    return [[f for text in texts for f in by_words[text]] for texts in components(by_words, edges)]


# --- figures and events -----------------------------------------------------------------------------------------------


def _same_slots(facts: Sequence[Fact]) -> list[list[Fact]]:
    slots = sorted(_combinations(facts), key=lambda c: c.order)
    pairs = list(_compatible_pairs(slots))
    coarse = {i for i, j in pairs if refines(slots[j], slots[i])}
    coarse |= {j for i, j in pairs if refines(slots[i], slots[j])}
    top = [i for i in range(len(slots)) if i not in coarse]
    near: dict[int, set[int]] = defaultdict(set)
    for i, j in pairs:
        near[i].add(j)
        near[j].add(i)
    claims: list[list[int]] = []
    for component in components(top, [(i, j) for i, j in pairs if i not in coarse and j not in coarse]):
        whole = all(len(near[i].intersection(component)) == len(component) - 1 for i in component)
        claims.extend([component] if whole else [[i] for i in component])
    claim_of = {i: n for n, claim in enumerate(claims) for i in claim}
    joined: dict[int, list[int]] = {n: list(claim) for n, claim in enumerate(claims)}
    alone: list[list[int]] = []
    for i in sorted(coarse):
        fitting = {claim_of[j] for j in near[i] if j in claim_of}
        if len(fitting) == 1:
            joined[fitting.pop()].append(i)
        else:
            alone.append([i])
    return [[f for i in group for f in slots[i].facts] for group in [*joined.values(), *alone]]


def _combinations(facts: Sequence[Fact]) -> Iterator[Combination]:
    same: dict[tuple[frozenset[str], str | None, Span | None], list[Fact]] = defaultdict(list)
    for fact in facts:
        same[fact.who, fact.place, fact.span].append(fact)
    for (who, place, span), members in same.items():
        for part in [members] if span else _in_time(members):
            seen = Span(min(f.seen for f in part), max(f.seen for f in part))
            reach = part[0].reach
            around = Span(-_EVER, _EVER) if reach is None else Span(seen.first - reach, seen.last + reach)
            yield Combination(tuple(part), who, place, span, span or around, seen, reach, part[0].kind)


def _in_time(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Undated facts in runs whose publication dates are within reach of each other."""
    run: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (f.seen, f.id)):
        if run and fact.reach is not None and fact.seen - run[-1].seen > fact.reach:
            yield run
            run = []
        run.append(fact)
    if run:
        yield run


def _compatible_pairs(slots: Sequence[Combination]) -> Iterator[tuple[int, int]]:
    """Pairs that contradict each other in no slot; a sweep over time spares comparing what lies far apart."""
    open_: list[int] = []
    for i in sorted(range(len(slots)), key=lambda i: (slots[i].extent.first, i)):
        first = slots[i].extent.first
        open_ = [j for j in open_ if slots[j].extent.last >= first]
        for j in open_:
            if compatible(slots[i], slots[j]):
                yield (min(i, j), max(i, j))
        open_.append(i)


def compatible(a: Combination, b: Combination) -> bool:
    """Whether the two may be about the same: no slot of one contradicts the other's."""
    if a.span and b.span:
        if not (a.span.contains(b.span) or b.span.contains(a.span)):
            return False
    elif a.span or b.span:
        if not a.extent.overlaps(b.extent):
            return False
    elif a.reach is not None and a.seen.gap(b.seen) > a.reach:
        return False
    one_day = a.span is not None and a.span == b.span and a.span.days == 1
    if a.place and b.place and a.place != b.place and not (a.kind == "event" and one_day):
        return False  # reports of one event on one day name its place as village, town or province
    if a.kind == "event":
        common = len(a.who & b.who)
        return common == min(len(a.who), len(b.who)) or (one_day and 2 * common >= len(a.who | b.who))
    return not a.who or not b.who or a.who <= b.who or b.who <= a.who


def refines(fine: Combination, coarse: Combination) -> bool:
    """Whether ``fine`` says all that the compatible ``coarse`` says, and more of it."""
    if coarse.span and not (fine.span and coarse.span.contains(fine.span)):
        return False
    if (coarse.place and not fine.place) or not coarse.who <= fine.who:
        return False
    return (fine.span, fine.place, fine.who) != (coarse.span, coarse.place, coarse.who) and not (
        fine.place != coarse.place and fine.place and coarse.place
    )


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """Connected components, each sorted, in the order of their first nodes."""
    parent = {n: n for n in nodes}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in edges:
        parent[root(a)] = root(b)
    found: dict[Node, list[Node]] = defaultdict(list)
    for node in parent:
        found[root(node)].append(node)
    return sorted(sorted(members) for members in found.values())


# --- ids --------------------------------------------------------------------------------------------------------------


def _named(body: str, groups: Sequence[Sequence[Fact]]) -> Iterator[Cluster]:
    """Ids from the claims' keys. Claims of one key (an undated number of two different years, say) are told apart by
    the month of their first statement, and where that is the same by their first statement's id."""
    keys = [_key(body, group) for group in groups]
    by_key: dict[str, list[int]] = defaultdict(list)
    for n, key in enumerate(keys):
        by_key[stable_id("c", key)].append(n)
    for claim_id, numbers in by_key.items():
        numbers.sort(key=lambda n: (min(f.seen for f in groups[n]), min(f.id for f in groups[n])))
        for n in numbers:
            also = [] if n == numbers[0] else [min(f.id for f in groups[n])]
            ident = stable_id("c", [*keys[n], *also]) if also else claim_id
            yield Cluster(ident, tuple(sorted(f.id for f in groups[n])))


def _key(body: str, group: Sequence[Fact]) -> list[object]:
    if group[0].kind == "quote":
        counts: dict[str, int] = defaultdict(int)
        for fact in group:
            counts[fact.words] += 1
        return [body, max(sorted(counts), key=lambda w: (counts[w], len(w)))]
    who = sorted(frozenset().union(*(f.who for f in group)))
    spans = sorted({f.span for f in group if f.span}, key=lambda s: (s.days, s))
    places = sorted({f.place for f in group if f.place})
    place = max(places, key=lambda p: (sum(f.place == p for f in group), p)) if places else None
    return [body, who, [spans[0].first, spans[0].last] if spans else None, place]

"""Makes a fact sheet: asks the store, leaves out what is too doubtful, numbers the sources in the order they
are met."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desk.evidence import GRAVEST_FIRST, best_first, claims_by_id, outlets_of, pairs, rows, vouchers
from desk.factsheet.chart import draw, last_day
from desk.factsheet.model import Citation, Dispute, LeftOut, Line, Measure, Sheet, Source
from desk.factsheet.question import interpret
from desk.outlet_names import outlet_name
from desk.wording import amount, assertion, day, first_day
from store.search import Question, find_claims, match_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.factsheet.question import Interpretation
    from store.search import Claim
    from store.search import Source as Stand
    from store.store import Store

THRESHOLD = 0.5
FIGURES, OTHER_MEASURES, EVENTS, QUOTES, DISPUTES, LEDE = 15, 8, 20, 8, 8, 3
COUNTS = """
SELECT (SELECT max(fetched) FROM versions) AS as_of, count(*) FILTER (WHERE unread IS NULL) AS articles,
  count(DISTINCT outlet) FILTER (WHERE unread IS NULL) AS outlets, count(*) FILTER (WHERE unread IS NOT NULL) AS unread
FROM articles
"""
# Events and quotes of articles that are about a measure: it is in the title, or counted there more than once.
EVENTS_BESIDE = """
SELECT DISTINCT e.claim_id AS id FROM statements e WHERE e.kind IN ('event', 'quote') AND e.article_id IN (
  SELECT f.article_id FROM statements f WHERE f.claim_id IN (SELECT value FROM json_each(?1))
  GROUP BY f.article_id HAVING count(DISTINCT f.claim_id) > 1
  UNION SELECT a.id FROM articles a WHERE a.pk IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?2))
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and what limits it. Dates as in EDTF: a year, a month, a day."""

    question: str
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    threshold: float = THRESHOLD


def build(store: Store, asked: Asked, version: str) -> Sheet | None:
    """The fact sheet, or None where no claim answers the question surely enough."""
    meaning = interpret(asked.question)
    found = _answers(store, asked, meaning)
    sure = [claim for claim in found if claim.confidence >= asked.threshold]
    lines = {claim.id: _line(claim) for claim in sure}
    if not lines:
        return None
    measures, beyond_figures = _measures(lines.values(), meaning)
    events = _of(lines.values(), "event")
    timeline, beyond_events = _most((line for line in events if line.date), EVENTS)
    quotes, beyond_quotes = _most(_of(lines.values(), "quote"), QUOTES)
    figures = [line for measure in measures for line in measure.lines]
    disputes, more_disputes = _disputes(store, {line.claim: line for line in (*figures, *timeline)})
    counts = next(rows(store, COUNTS))
    sheet = Sheet(
        question=" ".join(asked.question.split()),
        understood=meaning.words,
        scope=_scope(asked),
        as_of=counts["as_of"] or "",
        version=version,
        articles=counts["articles"],
        outlets=counts["outlets"],
        unread=counts["unread"],
        threshold=asked.threshold,
        lede=_lede(measures, disputes),
        measures=measures,
        disputes=disputes,
        more_disputes=more_disputes,
        timeline=tuple(sorted(timeline, key=_by_day)),
        quotes=quotes,
        chart=draw(measures[0].name, measures[0].lines, disputes) if measures else None,
        sources=(),
        left_out=LeftOut(
            doubtful=len(found) - len(sure),
            undated=sum(not line.date for line in events),
            beyond=beyond_figures + beyond_events + beyond_quotes,
        ),
    )
    return replace(sheet, sources=_sources(sheet, sure))


def _answers(store: Store, asked: Asked, meaning: Interpretation) -> list[Claim]:
    """The claims that answer: by measure, or by words; and what else happened and was said in the same articles."""
    limits = Question(since=asked.since, until=asked.until, outlet=asked.outlet, limit=0)
    found = {
        claim.id: claim
        for phrase in meaning.phrases
        for claim in find_claims(store, replace(limits, text=f'"{phrase}"'))
    }
    if meaning.measure is None:
        return list(found.values())
    figures = find_claims(store, replace(limits, kind="figure", measure=meaning.measure, place=meaning.place))
    words = " OR ".join(match_expression(f'"{phrase}"') for phrase in meaning.phrases)
    titled = f"title : ({words})"
    beside = [row["id"] for row in rows(store, EVENTS_BESIDE, json.dumps([claim.id for claim in figures]), titled)]
    events = find_claims(store, replace(limits, event=meaning.event, place=meaning.place)) if meaning.event else []
    found |= {claim.id: claim for claim in (*figures, *events, *claims_by_id(store, beside))}
    return [claim for claim in found.values() if claim.kind != "figure" or _narrower(claim.measure, meaning.measure)]


def _narrower(measure: str | None, wanted: str) -> bool:
    """Whether a measure is the one wanted or a part of it: "women political prisoners" of "political prisoners"."""
    return measure is not None and (measure == wanted or f" {wanted} " in f" {measure} ")


def _line(claim: Claim) -> Line:
    best: dict[str, Stand] = {}
    for stand in best_first(claim.sources):
        best.setdefault(stand.article_id, stand)
    published = sorted(stand.published for stand in best.values() if stand.published)
    return Line(
        claim=claim.id,
        kind=claim.kind,
        said=assertion(claim, claim.who),
        amount=amount(claim),
        measure=claim.measure,
        unit=claim.unit,
        value=claim.value,
        low=claim.low,
        high=claim.high,
        bound=claim.bound,
        event=claim.event,
        who=claim.who,
        said_by=vouchers(claim),
        date=claim.date,
        published=published[0] if published else None,
        place=claim.place,
        hedge=None if claim.hedge in (None, "asserted") else claim.hedge,
        quote=claim.quote,
        confidence=claim.confidence,
        outlet=outlet_name(outlets_of(claim)[0]),
        outlets=claim.outlet_count,
        independent=claim.independent_sources,
        cited=tuple(Citation(one, " ".join(best[one].sentence.split()), best[one].language or "") for one in best),
    )


def _of(lines: Iterable[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _by_day(line: Line) -> tuple[str, str]:
    return first_day(line.date) or first_day(line.published) or "", line.claim


def _most(lines: Iterable[Line], room: int) -> tuple[tuple[Line, ...], int]:
    """The lines that stand best, newest first, and how many there was no room for."""
    ranked = sorted(lines, key=_by_day, reverse=True)
    ranked.sort(
        key=lambda line: (line.date is None, -line.independent, line.hedge is not None, -round(line.confidence, 1))
    )
    return tuple(sorted(ranked[:room], key=_by_day, reverse=True)), max(0, len(ranked) - room)


def _measures(lines: Iterable[Line], meaning: Interpretation) -> tuple[tuple[Measure, ...], int]:
    """The figures by measure: the one that was asked for first, then by how much there is of each.

    A count of one province does not stand among those of the country: figures of another place than most of a
    measure's follow in a group of their own.
    """
    groups: dict[str, list[Line]] = {}
    for line in _of(lines, "figure"):
        groups.setdefault(line.measure or "what is counted is not told", []).append(line)
    names = sorted(groups, key=lambda name: (name != meaning.measure, -len(groups[name]), name))
    beyond = sum(len(groups[name]) for name in names[OTHER_MEASURES:])
    measures = []
    for name in names[:OTHER_MEASURES]:
        here = _main_place(groups[name], meaning.place)
        for elsewhere in (False, True):
            kept, dropped = _most(
                [line for line in groups[name] if (line.place not in (None, here)) == elsewhere], FIGURES
            )
            # Who counted and when is what makes a figure worth citing: those that tell both come first.
            ordered = tuple(sorted(kept, key=lambda line: (not line.said_by, line.date is None)))
            measures += [Measure(name, elsewhere, ordered)] if kept else []
            beyond += dropped
    return tuple(measures), beyond


def _main_place(lines: Iterable[Line], asked: str | None) -> str | None:
    """The place of most of the figures, by how well they stand."""
    weights: Counter[str] = Counter()
    for line in lines:
        if line.place:
            weights[line.place] += line.outlets + line.independent
    return asked or min(weights, key=lambda place: (-weights[place], place), default=None)


def _disputes(store: Store, lines: dict[str, Line]) -> tuple[tuple[Dispute, ...], int]:
    """Who disagrees, gravest and best supported first, and how many more pairs there are.

    Somebody disagrees with somebody else: pairs in which a side names nobody, or both name the same, are only counted,
    and a series that goes on is no disagreement. Of several pairs with the same two amounts the best supported stands
    for all.
    """
    every = [
        Dispute(kind, *sorted((lines[left], lines[right]), key=_by_day))
        for _, kind, left, right in pairs(store, lines)
        if kind != "update"
    ]
    found = [d for d in every if d.kind == "revision" or _differ(d.left, d.right)]
    found.sort(
        key=lambda d: (GRAVEST_FIRST.index(d.kind), [-int(part) for part in min(_support(d.left), _support(d.right))])
    )
    distinct = {(d.kind, d.left.measure, frozenset((d.left.said, d.right.said))): d for d in reversed(found)}
    kept = [d for d in found if any(d is one for one in distinct.values())]
    return tuple(kept[:DISPUTES]), len(every) - len(kept[:DISPUTES])


def _differ(left: Line, right: Line) -> bool:
    return bool(left.said_by and right.said_by) and not set(left.said_by).intersection(right.said_by)


def _support(line: Line) -> tuple[bool, bool, int, int]:
    return line.date is not None, bool(line.said_by), line.independent, line.outlets


def _lede(measures: Sequence[Measure], disputes: Sequence[Dispute]) -> tuple[Line, ...]:
    """The newest firm and dated figure of each who counted, of the first measure; those in a contradiction first."""
    if not measures or measures[0].elsewhere:
        return ()
    argued = {line.claim for d in disputes if d.kind == "contradiction" for line in (d.left, d.right)}
    newest: dict[str, Line] = {}
    for line in sorted(measures[0].lines, key=_by_day, reverse=True):
        if line.hedge is None and line.said_by and last_day(line.date):
            newest.setdefault(line.said_by[0], line)
    ranked = sorted(newest.values(), key=lambda line: (line.claim not in argued, -line.independent, -line.outlets))
    return tuple(ranked[:LEDE])


def _scope(asked: Asked) -> tuple[str, ...]:
    limits = []
    if asked.since or asked.until:
        limits.append(f"From {day(asked.since) or 'the beginning'} to {day(asked.until) or 'now'}.")
    if asked.outlet:
        limits.append(f"As published by {asked.outlet}.")
    return tuple(limits)


def _sources(sheet: Sheet, claims: Iterable[Claim]) -> tuple[Source, ...]:
    """What the sheet cites, numbered as a reader meets it."""
    lines = [
        *sheet.lede,
        *(point.line for point in (sheet.chart.points if sheet.chart else ())),
        *(line for dispute in sheet.disputes for line in (dispute.left, dispute.right)),
        *(line for measure in sheet.measures for line in measure.lines),
        *sheet.timeline,
        *sheet.quotes,
    ]
    articles = {stand.article_id: stand for claim in claims for stand in claim.sources}
    numbers = {
        article: n for n, article in enumerate(dict.fromkeys(c.article for line in lines for c in line.cited), 1)
    }
    return tuple(_source(articles[article], numbers) for article in numbers)


def _source(stand: Stand, numbers: dict[str, int]) -> Source:
    return Source(
        number=numbers[stand.article_id],
        article=stand.article_id,
        outlet=outlet_name(stand.outlet),
        title=" ".join(stand.title.split()),
        authors=stand.authors,
        published=stand.published,
        url=stand.url if urlsplit(stand.url).scheme in ("http", "https") else None,
        language=stand.language or "",
        accessed=stand.fetched,
        digest=stand.capture_digest or "no capture",
        same_as=numbers.get(stand.duplicate_of or stand.translation_of or ""),
    )

"""Asking the store: claims by words and by slots, with the statements and sources they stand on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extract.article import LANGUAGES
from extract.lexicon import load_lexicon
from store.folding import fold, fold_name
from store.schema import CLAIM_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.store import Store

_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_LONGEST_TERM = 5
"""Words that a measure's or an organization's name in a question may have."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Empty fields ask for nothing; those given must all hold.

    ``text``: words that must all occur, in the slots or the sentences, whatever their accents and case; words in double
    quotes in that order; a measure or an organization known to the lexicon in either language stands for its words in
    both. ``since``, ``until``: ISO dates, both included, between which an article that says it was published (captured,
    where it tells no date). ``outlet``: its id. ``said_by``, ``who``, ``place``: accents and case do not count, and
    names match in part ("Ferrer"). ``measure``: the lexicon's label or any words for it in either language; measures
    that have it in them are found too ("women political prisoners"). ``limit``: 0 for all.
    """

    text: str = ""
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    said_by: str | None = None
    kind: str | None = None
    who: str | None = None
    measure: str | None = None
    event: str | None = None
    place: str | None = None
    hedge: str | None = None
    min_confidence: float = 0.0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Source:
    """One statement of a claim and where it stands. ``start``, ``end``: code points into the article's text.
    ``capture`` is the WARC-Record-ID, ``capture_digest`` the digest of what was captured; None where nothing was."""

    statement_id: str
    article_id: str
    outlet: str
    title: str
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    url: str
    sentence: str
    start: int
    end: int
    said_by: str | None
    confidence: float
    fetched: str
    capture: str | None
    capture_digest: str | None
    duplicate_of: str | None
    translation_of: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its sources, oldest first. The slots are those of the table (see ``store.schema.SLOTS``)."""

    id: str
    kind: str
    measure: str | None
    event: str | None
    who: str | None
    agent: str | None
    value: float | None
    low: float | None
    high: float | None
    bound: str | None
    unit: str | None
    date: str | None
    place: str | None
    said_by: str | None
    quote: str | None
    hedge: str | None
    detail: str | None
    confidence: float
    first_seen: str
    last_seen: str
    statement_count: int
    outlet_count: int
    independent_sources: int
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that differ, and how: contradiction, update, definition, revision or compatible."""

    id: str
    kind: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How much there is of everything. ``copies`` and ``translations`` are among the articles."""

    articles: int
    copies: int
    translations: int
    unread: int
    versions: int
    captures: int
    names: int
    entities: int
    figures: int
    dates: int
    statements: int
    claims: int
    figure_claims: int
    event_claims: int
    quote_claims: int
    shared_claims: int = field(metadata={"says": "claims with two independent sources or more"})
    disputes: int


def find_claims(store: Store, question: Question) -> list[Claim]:
    """The claims that answer a question, newest first, then the surest. Any text is a valid question."""
    store.conn.create_function("folded", 1, lambda text: fold(text or ""), deterministic=True)
    where, values = _conditions(question)
    limit = question.limit if question.limit > 0 else -1
    rows = store.conn.execute(
        f"SELECT c.id, {', '.join('c.' + name for name in CLAIM_COLUMNS)} FROM claims c "  # noqa: S608
        f"{'WHERE ' + ' AND '.join(where) if where else ''} "
        "ORDER BY c.last_seen DESC, c.confidence DESC, c.id LIMIT :limit",
        values | {"limit": limit},
    ).fetchall()
    sources = _sources(store, [row["id"] for row in rows])
    return [Claim(**dict(row), sources=sources.get(row["id"], ())) for row in rows]


def get_claim(store: Store, claim_id: str) -> Claim | None:
    """The claim with that id, or the one it has become since; None where no statement makes it any more."""
    row = store.conn.execute("SELECT new_id FROM claim_redirects WHERE old_id = ?", (claim_id,)).fetchone()
    ident = row[0] if row else claim_id
    found = store.conn.execute(
        f"SELECT id, {', '.join(CLAIM_COLUMNS)} FROM claims WHERE id = ?", (ident,)  # noqa: S608
    ).fetchone()  # fmt: skip
    return Claim(**dict(found), sources=_sources(store, [ident]).get(ident, ())) if found else None


def disputes_of(store: Store, claims: Iterable[str] | None = None) -> list[Dispute]:
    """The disputes that the claims take part in (None: all there are), with both sides, by id."""
    wanted = None if claims is None else json.dumps(sorted(set(claims)))
    rows = store.conn.execute(
        "SELECT d.dispute_id, d.kind, json_group_array(d.claim_id) FROM disputes d WHERE ?1 IS NULL OR d.dispute_id IN "
        "(SELECT dispute_id FROM disputes WHERE claim_id IN (SELECT value FROM json_each(?1))) "
        "GROUP BY d.dispute_id ORDER BY d.dispute_id",
        (wanted,),
    )
    return [Dispute(ident, kind, tuple(sorted(json.loads(ids)))) for ident, kind, ids in rows]


def summary(store: Store) -> Summary:
    """Counts of everything in the store."""

    def count(what: str) -> int:
        number: int = store.conn.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608
        return number

    return Summary(
        articles=count("articles"), copies=count("articles WHERE duplicate_of IS NOT NULL"),
        translations=count("articles WHERE translation_of IS NOT NULL"),
        unread=count("articles WHERE unread IS NOT NULL"),
        versions=count("versions"), captures=count("captures"), names=count("names"), entities=count("entities"),
        figures=count("figures"), dates=count("dates"), statements=count("statements"), claims=count("claims"),
        figure_claims=count("claims WHERE kind = 'figure'"), event_claims=count("claims WHERE kind = 'event'"),
        quote_claims=count("claims WHERE kind = 'quote'"), shared_claims=count("claims WHERE independent_sources > 1"),
        disputes=count("(SELECT DISTINCT dispute_id FROM disputes)"),
    )  # fmt: skip


# --- conditions -------------------------------------------------------------------------------------------------------


_PUBLISHED = "coalesce(a.published, a.fetched)"
# "2025-03-24T14:00:00Z" sorts behind "2025-03-24" and before "2025-03-24~".
_ARTICLE = f"""EXISTS (
  SELECT 1 FROM statements s JOIN articles a ON a.id = s.article_id WHERE s.claim_id = c.id
    AND (:outlet IS NULL OR lower(a.outlet) = lower(:outlet))
    AND (:since IS NULL OR {_PUBLISHED} >= :since)
    AND (:until IS NULL OR {_PUBLISHED} < :until || '~'))"""  # noqa: S608  (a constant)
_PARTY = """EXISTS (
  SELECT 1 FROM json_each(:{role}) form, statements s JOIN parties p ON p.statement_id = s.id
    LEFT JOIN entities e ON e.id = p.entity_id
  WHERE s.claim_id = c.id AND p.role = '{role}'
    AND instr(' ' || p.folded || ' ' || coalesce(e.folded, '') || ' ', form.value))"""
_CONDITIONS = {
    "match": "c.pk IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH :match)",
    "kind": "c.kind = :kind",
    "event": "c.event = :event",
    "hedge": "c.hedge = :hedge",
    "min_confidence": "c.confidence >= :min_confidence",
    "measure": "EXISTS (SELECT 1 FROM json_each(:measure) m WHERE instr(' ' || c.measure_key || ' ', m.value))",
    "place": "EXISTS (SELECT 1 FROM json_each(:place) p WHERE instr(' ' || folded(c.place) || ' ', p.value))",
    "said_by": _PARTY.format(role="said_by"),
    "who": _PARTY.format(role="who"),
}


def _conditions(q: Question) -> tuple[list[str], dict[str, Any]]:
    """The conditions of a query on ``claims c`` and their parameters."""
    values: dict[str, Any] = {"kind": q.kind, "event": q.event, "hedge": q.hedge, "min_confidence": q.min_confidence}
    if q.text.strip():
        values["match"] = match_expression(q.text)
    if q.measure:
        values["measure"] = _padded(_measure_keys(q.measure))
    for field_, name in (("said_by", q.said_by), ("who", q.who), ("place", q.place)):
        if name:
            values[field_] = _padded(_name_forms(name))
    where = [_CONDITIONS[name] for name, value in values.items() if value]
    if q.text.strip() and not values["match"]:
        where.append("0")  # only punctuation: no claim has such words
    if q.outlet or q.since or q.until:
        where.append(_ARTICLE)
        values |= {"outlet": q.outlet or None, "since": q.since or None, "until": q.until or None}
    return where, values


def _padded(words: list[str]) -> str:
    """As JSON, with spaces around, so that whole words alone are found."""
    return json.dumps([f" {w} " for w in words])


def _name_forms(name: str) -> list[str]:
    """The name folded, and the lexicon's canonical name where it knows one ("Amnistía Internacional")."""
    entry = load_lexicon().lookup(name)
    return list(dict.fromkeys(f for f in (fold_name(name), fold_name(entry.canonical) if entry else "") if f)) or ["\0"]


def _measure_keys(measure: str) -> list[str]:
    return sorted({fold_name(measure), *(fold_name(label) for label in _labels_for(measure))})


def _labels_for(words: str) -> set[str]:
    """Canonical labels of the measure that words in either language name, and nothing but it."""
    lexicon = load_lexicon()
    return {label for language in LANGUAGES if (label := lexicon.measure(words, language))}


# --- full text --------------------------------------------------------------------------------------------------------


def match_expression(text: str) -> str:
    """An FTS5 expression for any text: words that must all occur, each in quotation marks so that none is an operator;
    "" where there is no word in it. A term of the lexicon may also occur as its label."""
    parts: list[str] = []
    words: list[str] = []
    for quoted, word in _PART.findall(text):
        if quoted:
            parts.extend([*_loose(words), _phrase(quoted)])
            words = []
        else:
            words.extend(_WORD.findall(word))
    return " AND ".join(p for p in [*parts, *_loose(words)] if p)


def _loose(words: list[str]) -> list[str]:
    """Conditions for words outside quotation marks, the longest terms of the lexicon first."""
    words = [w for w in words if fold(w) not in _small_words()] or words
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_TERM, len(words) - at), 0, -1):
            term = words[at : at + size]
            labels = _terms(term)
            if labels:
                every = " AND ".join(_phrase(w) for w in term)
                found.append("(" + " OR ".join([f"({every})", *(_phrase(label) for label in labels)]) + ")")
                at += size
                break
        else:
            found.append(_phrase(words[at]))
            at += 1
    return found


def _terms(term: list[str]) -> list[str]:
    """Labels of the claims about a term, if it is one of the lexicon's: a measure, or a name in either language.

    Not where fewer words would do: in "political prisoners Matanzas" the last word asks for something more.
    """
    labels = _labels_for(" ".join(term))
    for fewer in (term[1:], term[:-1]):
        labels -= _labels_for(" ".join(fewer))
    entry = load_lexicon().lookup(" ".join(term))
    return sorted(labels | ({entry.canonical} if entry else set()))


@cache
def _small_words() -> frozenset[str]:
    lines = files("store").joinpath("data/question_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _phrase(words: str) -> str:
    """A quoted FTS5 string. Only letters and digits are left, so that nothing can end it or be a syntax of its own."""
    plain = " ".join(_WORD.findall(words.replace("\0", " ")))
    return f'"{plain}"' if plain else ""


# --- sources ----------------------------------------------------------------------------------------------------------


_SOURCES = """
SELECT s.claim_id, s.id, s.article_id, a.outlet, a.title, a.authors, a.published, a.language, a.url, s.sentence,
  s.start_char, s.end_char, s.said_by, s.confidence, v.fetched, c.id, c.digest, a.duplicate_of, a.translation_of
FROM statements s
JOIN articles a ON a.id = s.article_id
JOIN versions v ON v.article_id = a.id AND v.version = a.version
LEFT JOIN captures c ON c.id = v.capture
WHERE s.claim_id IN (SELECT value FROM json_each(?))
ORDER BY coalesce(a.published, a.fetched), a.url, s.start_char, s.id
"""


def _sources(store: Store, claims: list[str]) -> dict[str, tuple[Source, ...]]:
    rows = store.conn.execute(_SOURCES, (json.dumps(claims),))
    found: dict[str, list[Source]] = {}
    for claim, ident, article, outlet, title, authors, *rest in rows:
        source = Source(ident, article, outlet, title, tuple(json.loads(authors)), *rest)
        found.setdefault(claim, []).append(source)
    return {claim: tuple(sources) for claim, sources in found.items()}

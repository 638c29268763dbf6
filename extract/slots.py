"""When, where and to whom a statement holds: the date, place and person that go with a word of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.reading import Date, Name

WHERE = frozenset(
    (
        "in",
        "at",
        "on",
        "near",
        "across",
        "throughout",
        "outside",
        "inside",
        "within",
        "to",
        "en",
        "a",
        "al",
        "hacia",
        "sobre",
    )
)
"""Prepositions after which a place is where it happened (or, of a transfer, where to)."""
SEAT = re.compile(
    r"(?i)(?:\b(?:based|headquartered) in|con (?:sede|base) en|radicad[ao]s? en|asentad[ao]s? en|ubicad[ao]s? en)\s"
)
"""What makes a place the seat of an organization, not where a thing happened."""
ASIDE = frozenset(("acl", "relcl", "acl:relcl", "amod"))
FAR = 1000
_LISTED = re.compile(r"\s*(?:,? (?:con|with)|:|\(|,)\s*")


_COMPARED = re.compile(
    r"(?i)\b(?:than|que|versus|from|frente a)(?: in| on| en| el| los| las| al| de)*\s+(?:the |el |los |las )?$"
)
"""What makes a date one that is compared with ("one more than in March")."""
_SINCE = re.compile(r"(?i)\b(?:since|desde)\s+(?:the |el |los )?$")


def _rank(context: Context, token: Token, head: Token, speech: frozenset[int]) -> int | None:
    """How closely ``head`` goes with ``token``: 0 under it, 1 in its clause, 2 in a clause above, 3 elsewhere.

    None where it belongs to an act of saying ("said on Tuesday that …").
    """
    if token.is_ancestor(head):
        return 0
    clause, other = context.clause(token), context.clause(head)
    if other.i == clause.i:
        return 1 if other.i not in speech or other.i == token.i or token.is_ancestor(other) else 2
    if other.i in speech:
        return None
    if other.is_ancestor(token):
        return 2
    return 3


def _steps(token: Token, below: Token) -> int:
    """How many steps of the parse ``below`` stands under ``token``."""
    return next((n for n, above in enumerate(below.ancestors) if above.i == token.i), FAR)


def of_something_else(context: Context, token: Token, date: Date) -> bool:
    """Whether a date is an occasion's own: "sentenced over the protests of July 11"."""
    above = context.head_of(date.start, date.end).head
    if above.pos_ not in {"NOUN", "PROPN"} and above.dep_ == "prep":
        above = above.head
    return above.i != token.i and lemma(above) in context.lexicon.words("occasion", context.language)


def date_for(context: Context, token: Token, sentence: Sentence, speech: frozenset[int]) -> tuple[Date | None, bool]:
    """The date in the sentence that goes with ``token``, and whether that is plain (hangs near it, or is the only one).

    ``speech`` are the indexes of the sentence's reporting verbs, whose dates tell when it was said.
    """
    dates = context.dates_between(sentence.start, sentence.end)
    ranked = []
    for date in dates:
        if len(dates) > 1 and parted(context, token.idx, date.start):
            continue
        if _COMPARED.search(context.article.text, max(0, date.start - 20), date.start):
            continue
        head = context.head_of(date.start, date.end)
        rank = _rank(context, token, head, speech)
        if rank is not None:
            ranked.append((rank, _steps(token, head) if rank == 0 else abs(date.start - token.idx), date))
    if not ranked:
        return None, True
    rank, _, best = min(ranked, key=lambda r: (r[0], r[1]))
    if rank == 3 and len(ranked) > 1:
        before = [r for r in ranked if r[2].start < token.idx]
        best = max(before, key=lambda r: r[2].start)[2] if before else best
    return best, rank < 3 or len(ranked) == 1


def parted(context: Context, char: int, later: int) -> bool:
    """Whether ``later`` comes after a code point and a semicolon: what a sentence tells later is not told of before."""
    at = context.article.text.find(";", char, later)
    return at >= 0 and context.quote_at(at) is None


def as_slot(context: Context, date: Date) -> str:
    """A date as a slot: "since 2021" lasts until publication, in the precision in which it is said."""
    published = context.published_day
    if published and "/" not in date.date and _SINCE.search(context.article.text, max(0, date.start - 15), date.start):
        start = date.date.rstrip("~?")
        end = published[: len(start)]
        return f"{start}/{end}" if start < end else date.date
    return date.date


def _aside(token: Token, below: Token) -> bool:
    """Whether a clause that tells something else of a noun stands between: "Ana, born in Trinidad, left"."""
    return token.is_ancestor(below) and any(a.dep_ in ASIDE and token.is_ancestor(a) for a in below.ancestors)


def place_for(context: Context, token: Token, sentence: Sentence) -> tuple[Name | None, bool]:
    """The place in the sentence where what is said at ``token`` holds, and whether that is plain."""
    ranked = []
    for name in context.names_between(sentence.start, sentence.end, "place"):
        head = context.head_of(name.start, name.end)
        if not is_where(context, name) or parted(context, token.idx, name.start) or _aside(token, head):
            continue
        rank = _rank(context, token, head, frozenset())
        ranked.append((FAR if rank is None else rank, abs(name.start - token.idx), name))
    if not ranked:
        return None, True
    rank, _, best = min(ranked, key=lambda r: (r[0], r[1]))
    return (best, rank < 3) if rank < 3 or len(ranked) == 1 else (None, True)


def counted_place(context: Context, sentence: Sentence, start: int, token: Token) -> Name | None:
    """The place of a count at ``start`` in a list by places: "Santiago de Cuba con 168", "Villa Clara had 13"."""
    text = context.article.text
    for name in context.names_between(sentence.start, start, "place"):
        if _LISTED.fullmatch(text, name.end, start):
            return name
    clause = context.clause(token)
    for child in clause.children:
        subject = context.name_of(child) if child.dep_.startswith("nsubj") else None
        if subject is not None and subject.kind == "place":
            entry = context.lexicon.lookup(subject.entity, "place")
            return subject if entry is not None and entry.type != "country" else None
    return None


def is_where(context: Context, name: Name) -> bool:
    """Whether a place is told as where something happens, not as somebody's seat or as who acts."""
    seats = SEAT.finditer(context.article.text, max(0, name.start - 30), name.start)
    based = context.article.text[name.end : name.end + 6].lower() == "-based"
    return not based and not any(m.end() == name.start for m in seats) and _preposition(context, name) in WHERE


def _after_place(context: Context, comma: Token) -> bool:
    """Whether a comma follows a place: "in Jatibonico, Sancti Spíritus"."""
    before = context.name_of(comma.nbor(-1)) if comma.text == "," and comma.i else None
    return before is not None and before.kind == "place"


def _preposition(context: Context, name: Name) -> str | None:
    """The preposition before a place, over its head noun ("in the prison of Guanajay" → in); None without."""
    text = context.article.text
    token = context.token_at(name.start)
    for i in range(token.i - 1, max(-1, token.i - 7), -1):
        before = token.doc[i]
        if before.pos_ == "ADP" or before.lower_ in {"al", "del"}:
            word = before.lower_
            if word in {"of", "de", "del"} and i > 0 and token.doc[i - 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
                continue
            return word
        if before.is_punct and before.text not in {'"', "“", "«"} and not _after_place(context, before):
            return None
        if before.pos_ in {"VERB", "AUX"} or "\n" in text[before.idx : name.start]:
            return None
    return None


def present_tense(context: Context, token: Token) -> bool:
    """Whether the clause of ``token`` tells of the present ("holds", "hay")."""
    verb = context.clause(token)
    forms = [verb, *(c for c in verb.children if c.dep_ in {"aux", "cop"})]
    if any(
        "Past" in morph(f, "Tense") and f.pos_ in {"VERB", "AUX"} and "Part" not in morph(f, "VerbForm") for f in forms
    ):
        return False
    return any("Pres" in morph(f, "Tense") for f in forms) or any(lemma(f) in {"have", "haber"} for f in forms)


def latest(dates: Sequence[Date]) -> Date | None:
    """The date mentioned last."""
    return max(dates, key=lambda d: d.start, default=None)

"""Where a word of a sentence holds, from that sentence: the places that go with it in the parse."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.slots import ASIDE, BESIDE, OWN, RELATIVE, SEAT, of_document, parted, rank
from extract.wordlists import triggers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.lexicon import Entry
    from extract.reading import Name

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
TOWARDS = frozenset(("to", "a", "al", "hacia"))
"""Prepositions of places that one moves to: after a noun ("the road to Bayamo") they say no where."""
FROM = frozenset(("from", "de", "del"))
"""Prepositions after which a place is where somebody was let out of."""
WIDE = frozenset(("province", "country", "state", "region", "island", "special_municipality", "territory"))
APPOSITION = 40
"""Code points that may stand between a place and the clause or larger place told of it."""
_LISTED = re.compile(r"\s*(?:,? (?:con|with)|:|\(|,)\s*")
_WITHIN = re.compile(
    r"(?i)\s*,?\s*\(?(?:(?:an?|the|una?|el|la)\s+(?:[^\W\d_]+[\s-]+){1,5})?(?:(?:in|of|en|de|del)\s+)?(?:(?:the|la|el)\s+)?"
    r"(?:[^\W\d_]+\s+(?:of|de)\s+|[^\W\d_]+\s+)?"
)
"""What stands between a place and the larger one that it lies in: "Placetas, in the province of Villa Clara"."""
_WHERE_CLAUSE = frozenset(("where", "donde"))


def _aside(token: Token, below: Token) -> bool:
    """Whether a clause that tells something else of a noun stands between: "Ana, born in Trinidad, left"."""
    return token.is_ancestor(below) and any(a.dep_ in ASIDE and token.is_ancestor(a) for a in below.ancestors)


def place_for(
    context: Context, token: Token, sentence: Sentence, speech: frozenset[int], *, out_of: bool = False
) -> tuple[Name | None, int]:
    """The place in the sentence where what is said at ``token`` holds, and how closely it goes with it.

    ``out_of``: the place that somebody is let out of counts, too.
    """
    found = []
    antecedent = _antecedent(context, token, sentence)
    if antecedent is not None:
        return antecedent, OWN
    for name in context.names_between(sentence.start, sentence.end, "place"):
        if not is_where(context, name, out_of=out_of) or parted(context, token.idx, name.start):
            continue
        head = context.head_of(name.start, name.end)
        if _aside(token, head) or of_document(context, head):
            continue
        near = rank(context, token, head, speech)
        if near is not None and near != BESIDE:
            entry = entry_of(context, name)
            country = entry is not None and entry.type == "country"
            found.append((near, head.dep_ == "compound", country, abs(name.start - token.idx), name))
    if not found:
        return None, BESIDE
    near, _, _, _, best = min(found, key=lambda r: r[:4])
    return smallest(context, best, [r[4] for r in found]), near


def _antecedent(context: Context, token: Token, sentence: Sentence) -> Name | None:
    """The place of whose clause ``token`` is part: "the office in Miramar, where he was detained"."""
    for clause in (token, *token.ancestors):
        if clause.dep_ in RELATIVE and any(t.lower_ in _WHERE_CLAUSE for t in clause.lefts):
            nouns = {clause.head.i, clause.head.head.i if clause.head.dep_ == "appos" else clause.head.i}
            start = clause.left_edge.idx
            names = [
                n
                for n in context.names_between(sentence.start, start, "place")
                if start - n.end < APPOSITION and nouns & _line(context.head_of(n.start, n.end))
            ]
            if names:
                return smallest(context, names[-1], names)
    return None


def _line(token: Token) -> set[int]:
    """The indexes of a token and of all above it."""
    return {token.i, *(t.i for t in token.ancestors)}


def smallest(context: Context, name: Name, names: Sequence[Name]) -> Name:
    """The place among ``names`` that ``name`` is only told of to say where that lies: "Placetas, Villa Clara"."""
    for other in names:
        if other.end <= name.start and lies_in(context, other, name):
            return other
    return name


def lies_in(context: Context, small: Name, large: Name) -> bool:
    """Whether ``large`` stands after ``small`` as what it lies in."""
    between = context.article.text[small.end : large.start]
    entry = entry_of(context, large)
    if len(between) > APPOSITION or not (entry is not None and entry.type in WIDE):
        return False
    return bool(_WITHIN.fullmatch(between)) and ("," in between or "(" in between or " in " in between)


def entry_of(context: Context, name: Name) -> Entry | None:
    """What the lexicon knows of a place."""
    return context.lexicon.lookup(name.entity, "place")


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
            entry = entry_of(context, subject)
            return subject if entry is not None and entry.type != "country" else None
    return None


def is_where(context: Context, name: Name, *, out_of: bool = False) -> bool:
    """Whether a place is told as where something happens, not as somebody's seat or as who acts."""
    seats = SEAT.finditer(context.article.text, max(0, name.start - 30), name.start)
    based = context.article.text[name.end : name.end + 6].lower() == "-based"
    if based or any(m.end() == name.start for m in seats):
        return False
    before = _preposition(context, name)
    if before is None:
        return False
    governor = before.head if before.dep_ == "prep" else before.head.head
    entry = entry_of(context, name)
    if before.lower_ in FROM:
        prison = entry is not None and entry.type == "prison"
        return out_of and (prison or governor.pos_ == "VERB")
    if before.lower_ in TOWARDS and governor.pos_ in {"NOUN", "PROPN"}:
        return lemma(governor) in _moves_of(context.language)
    return before.lower_ in WHERE and not _of_body(context, before)


@cache
def _moves_of(language: str) -> frozenset[str]:
    """Nouns of moving: "her transfer to Guanajay"."""
    return frozenset(w for w, told in triggers(language).items() if any(t.event == "transfer" for t in told))


def _of_body(context: Context, before: Token) -> bool:
    """Whether a preposition hangs under a body or person: "the Foreign Ministry in Havana", "an attorney in Tampa"."""
    noun = before.doc[before.i - 1] if before.i else before
    name = context.name_of(noun)
    if name is not None:
        return name.kind == "organization" and before.head.i == noun.i
    return False


def _after_place(context: Context, comma: Token) -> bool:
    """Whether a comma follows a place: "in Jatibonico, Sancti Spíritus"."""
    before = context.name_of(comma.nbor(-1)) if comma.text == "," and comma.i else None
    return before is not None and before.kind == "place"


def _preposition(context: Context, name: Name) -> Token | None:
    """The preposition before a place, over its head nouns ("in the ward of the prison of Guanajay" → in); or None."""
    text = context.article.text
    token = context.token_at(name.start)
    for i in range(token.i - 1, max(-1, token.i - 12), -1):
        before = token.doc[i]
        if before.pos_ == "ADP" or before.lower_ in {"al", "del"}:
            if before.lower_ in {"of", "de", "del"} and i > 0 and token.doc[i - 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
                continue
            return before
        if before.is_punct and before.text not in {'"', "“", "«"} and not _after_place(context, before):
            return None
        if before.pos_ in {"VERB", "AUX"} or "\n" in text[before.idx : name.start]:
            return None
    return None

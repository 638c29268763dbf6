"""Where a word of a sentence holds, from that sentence: the places that go with it in the parse."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.slots import ABOVE, ASIDE, BESIDE, OWN, RELATIVE, SEAT, of_document, parted, rank
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
        "through",
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
CAPITALS = frozenset(("Washington, D.C.", "La Habana", "Madrid", "Moscow", "Beijing", "Brussels", "Caracas"))
"""Cities that stand for their governments, too."""
APPOSITION = 40
"""Code points that may stand between a place and the clause or larger place told of it."""
_LISTED = re.compile(r"(?:,? (?:con|with)|:| ?\(|,)?\s*")
_RIGHT_AFTER = re.compile(
    r"(?:\s+(?:of (?:them|these|those)|de (?:ell[oa]s|est[oa]s)))?\s+(?:en|in|at)\s+(?:(?:the|la|el|los|las)\s+)?"
)
"""What stands between a count and the place told of it alone: "tres en Placetas"."""
_COMPARED_PLACE = re.compile(
    r"(?i)\b(?:than(?: (?:in|at))?|as (?:in|at)|"
    r"(?:m[aá]s|menos|mayor|menor|superior|inferior)(?: \w+){0,2} que(?: en| la de| el de)?|"
    r"como en|compared (?:to|with)|frente a|igual que en|[uú]nlike(?: in)?|a diferencia de)\s+(?:the |la |el )?$"
)
"""What makes a place one that is compared with: "two fewer than in Panama"."""
_NAMING = re.compile(
    r"(?i)\b(?:known (?:\w+ )?as|called|named|nicknamed|conocid[oa]s? (?:\w+ )?(?:como|por)|llamad[oa]s?|nombrad[oa]s?|"
    r"denominad[oa]s?)\s+(?:the |la |el |los |las |l')?$"
)
"""What stands between the noun of a place and its name: "the unit known as Técnico"."""
_WITHIN = re.compile(
    r"(?i)\s*,?\s*\(?(?:(?:an?|the|una?|el|la)\s+(?:[^\W\d_]+[\s-]+){1,5})?(?:(?:in|of|en|de|del)\s+)?(?:(?:the|la|el)\s+)?"
    r"(?:[^\W\d_]+\s+(?:of|de)\s+|[^\W\d_]+\s+)?"
)
"""What stands between a place and the larger one that it lies in: "Placetas, in the province of Villa Clara"."""
_PART_OF = re.compile(r"(?i)\b(?:of (?:them|these|those|whom)|de (?:ell[oa]s|est[oa]s|l[oa]s cuales))\b")
_WHERE_CLAUSE = frozenset(("where", "donde", "adonde"))
_FRONT_WORDS = 10
"""Words that may stand before a place with which a sentence begins and which is told of all of it."""


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
        head = _head(context, name)
        if _aside(token, head) or of_document(context, head) or _told_of_part(context, token, name):
            continue
        near = rank(context, token, head, speech)
        if near is None and fronted(context, name.start, name.end, sentence):
            near = ABOVE  # "In Placetas, the group says, 40 were arrested"
        if near is not None and near != BESIDE:
            entry = entry_of(context, name)
            country = entry is not None and entry.type == "country"
            found.append((near, head.dep_ == "compound", country, abs(name.start - token.idx), name))
    if not found:
        return None, BESIDE
    near, _, _, _, best = min(found, key=lambda r: r[:4])
    return smallest(context, best, [r[4] for r in found]), near


def _naming(context: Context, name: Name) -> Token | None:
    """The word by which a noun before it is given its name: "known" in "the prison known as Guanajay"."""
    found = _NAMING.search(context.article.text, max(0, name.start - 40), name.start)
    return context.token_at(found.start()) if found is not None else None


def _head(context: Context, name: Name) -> Token:
    """The head of a place, or of the noun phrase that says what it is: "the prison known as Guanajay"."""
    head, naming = context.head_of(name.start, name.end), _naming(context, name)
    if naming is None:
        return head
    return next((t for t in head.ancestors if t.i < naming.i and t.pos_ == "NOUN"), head)


def _told_of_part(context: Context, token: Token, name: Name) -> bool:
    """Whether a place is told of a part of what is counted before it: "seven: three in X", "700, most of them in X"."""
    text = context.article.text
    colon = text.find(":", token.idx, name.start)
    between = (
        [f for f in context.figures if token.idx < f.start and f.end <= name.start] if token.idx < name.start else []
    )
    if between and colon >= 0:
        return any(colon < f.start for f in between)
    return any(_PART_OF.search(text, f.number_start, name.start) for f in between)


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


def fronted(context: Context, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a sentence begins with a phrase that goes from before ``start`` to ``end``, and a comma."""
    text = context.article.text
    before = text[sentence.start : start]
    if text[end : end + 1] != "," or "," in before or len(before.split()) > _FRONT_WORDS:
        return False
    words = context.doc.char_span(sentence.start, start, alignment_mode="contract")
    return words is None or not any(t.pos_ in {"VERB", "AUX"} for t in words)


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


def counted_place(context: Context, sentence: Sentence, start: int, end: int, token: Token) -> Name | None:
    """The place of a count from ``start`` to ``end`` that stands beside it or is what has so many: "Santiago de Cuba
    con 168", "tres en Placetas", "Villa Clara had 13"."""
    text = context.article.text
    names = context.names_between(sentence.start, sentence.end, "place")
    for name in names:
        if name.start >= end and _RIGHT_AFTER.fullmatch(text, end, name.start):
            return smallest(context, name, names)
    for name in names:
        if name.end <= start and _LISTED.fullmatch(text, name.end, start):
            return name
    clause = context.clause(token)
    for child in clause.children:
        subject = context.name_of(child) if child.dep_.startswith("nsubj") else None
        if subject is not None and subject.kind == "place":
            return subject if _counts_itself(context, clause, subject) else None
    return None


def _counts_itself(context: Context, verb: Token, subject: Name) -> bool:
    """Whether a place as subject is where things are counted, and not the government that does something."""
    entry = entry_of(context, subject)
    if entry is None:
        return False
    if entry.type == "country" or entry.canonical in CAPITALS:
        return lemma(verb) in context.lexicon.words("place_count", context.language)
    return True


def is_where(context: Context, name: Name, *, out_of: bool = False) -> bool:
    """Whether a place is told as where something happens, not as somebody's seat or as who acts."""
    seats = SEAT.finditer(context.article.text, max(0, name.start - 30), name.start)
    based = context.article.text[name.end : name.end + 6].lower() == "-based"
    if based or any(m.end() == name.start for m in seats):
        return False
    if _COMPARED_PLACE.search(context.article.text, max(0, name.start - 40), name.start):
        return False
    before = _preposition(context, name)
    if before is None:
        return False
    governor = before.head if before.dep_ == "prep" else before.head.head
    entry = entry_of(context, name)
    if before.lower_ in FROM:
        prison = entry is not None and entry.type == "prison"
        return out_of and (prison or governor.pos_ == "VERB")
    if before.lower_ in TOWARDS and before.i and before.nbor(-1).lower_ == "according":
        return False
    if before.lower_ in TOWARDS and governor.pos_ in {"NOUN", "PROPN"}:
        moves = lemma(governor) in context.lexicon.words("travel", context.language)
        return moves or lemma(governor) in _moves_of(context.language)
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
    naming = _naming(context, name)
    if naming is not None:
        token = naming
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

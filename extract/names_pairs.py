"""Names that the text itself says are one: long forms with their acronyms, people with what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.entities import SMALL, Bearer
from extract.lexicon import fold, fold_words
from extract.names_spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extract.names_words import Word

_ALIAS_GAP = re.compile(
    r"[ ,]{1,2}"
    r"(?:\(?(?:alias|a\.k\.a\.|aka|conocid[oa]|(?:better |also )?known|dubbed|nicknamed|apodad[oa])\b[^.;\n]{0,40})?"
    r" ?[\"“«(]{1,2}(?:El |La )?"
)
_CALLED_GAP = re.compile(
    r"(?:, (?:an?|the|el|la|un|una)(?: (?!(?:of|in|at|from|by|de|del|en|por|y|and)\b)[^\W\d_A-Z]+){1,4}|,)?"
    r" (?:(?:better |also )?known as|alias|a\.k\.a\.|(?:más |también )?conocid[oa] como|apodad[oa])"
    r" (?:el |la |the )?[\"“«]?"
)
_BREAK = re.compile(r"[.!?;:\n()]")
_ONE_WORD = frozenset(("capital", "name_word"))
ACRONYM = re.compile(r"[^\W\d_a-z]{2,8}\d?")


@dataclass(slots=True)
class Candidate:
    """A candidate on its way: ``votes`` for each kind, ``kind`` and ``bearer`` once they are settled. ``weak``: it
    stands in a heading, where capitals say nothing."""

    span: Span
    start: int
    end: int
    text: str
    key: str
    votes: dict[str, float]
    weak: bool
    kind: str | None = None
    bearer: Bearer | None = None
    rule: str = ""


def acronyms(text: str, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Acronym and long form, where one stands in parentheses behind the other. Both get votes as organizations."""
    pairs = []
    for a, b in pairwise(candidates):
        between = text[a.end : b.start]
        if between.strip("\"'“”‘’«» ") != "(" or text[b.end : b.end + 1] != ")":
            continue
        short, long = (b, a) if len(b.text) < len(a.text) else (a, b)
        if not (_abbreviates(short.text, long.text) or _may_abbreviate(short, long)):
            continue
        pairs.append((short, long))
        for c in (short, long):
            if c.votes["place"] < 5:
                c.votes["organization"] += 4.0
    return pairs


def with_long_forms(
    text: str, words: Sequence[Word], candidates: list[Candidate], make: Callable[[Span], Candidate]
) -> list[Candidate]:
    """``candidates`` with every long form whose acronym follows in parentheses taken whole.

    The long form begins at the capitalised word from which the initials spell the acronym (after Schwartz and Hearst,
    "A simple algorithm for identifying abbreviation definitions in biomedical text", 2003).
    """
    for short in [c for c in candidates if ACRONYM.fullmatch(c.text)]:
        last = short.span.first
        if last == 0 or text[words[last - 1].end : short.start] != " (" or text[short.end : short.end + 1] != ")":
            continue
        first = _long_form(text, words, last, fold(short.text).rstrip("0123456789"))
        if first is None:
            continue
        start, end = words[first].start, words[last - 1].end
        inside = [c for c in candidates if c.start < end and start < c.end]
        if any(c.start <= start and c.end == end for c in inside):
            continue
        candidates = sorted(
            [c for c in candidates if c not in inside] + [make(Span(first, last, "long_form"))], key=lambda c: c.start
        )
    return candidates


def _long_form(text: str, words: Sequence[Word], last: int, letters: str) -> int | None:
    """The first word of what ends before word ``last`` and whose initials spell ``letters``; one may be left out."""
    left, skipped = len(letters), 0
    for i in range(last - 1, max(-1, last - 1 - 3 * len(letters) - 2), -1):
        if i < last - 1 and _BREAK.search(text[words[i].end : words[i + 1].start]):
            return None
        if left and words[i].folded[:1] == letters[left - 1]:
            left -= 1
        elif words[i].folded not in SMALL:
            skipped += 1
        if skipped > 1:
            return None
        if left == 0:
            return i if words[i].cap and words[i].folded not in SMALL else None
    return None


def called(text: str, person: Candidate, following: Candidate) -> bool:
    """Whether ``following`` is what the bearer of ``person`` is called: "Ana Ruiz, «La Fiera»", "X, known as Y"."""
    gap = text[person.end : following.start]
    if _CALLED_GAP.fullmatch(gap):
        return True
    if gap in {", el ", ", la "} and person.kind == "person" and following.span.match is None:
        return text[following.end : following.end + 1] in set(",.;)") and following.span.pattern in _ONE_WORD
    closed = text[following.end : following.end + 2].lstrip(",.")[:1] in set('"”»)')
    return bool(closed and _ALIAS_GAP.fullmatch(gap) and not following.text.isupper())


def _may_abbreviate(short: Candidate, long: Candidate) -> bool:
    """Whether capitals in parentheses go with a name of another language, as they stand right behind it."""
    acronym = short.start > long.end and short.text.isupper() and 2 <= len(short.text) <= 8 and short.span.match is None
    return acronym and long.span.pattern in {"capitals", "organization_head", "organization_tail"}


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` can be the acronym of ``long``: capitals, most of them initials of its words, in order."""
    letters = fold(short).replace(".", "")
    if not short.replace(".", "").isalnum() or sum(c.isupper() for c in short) < 2 or len(fold_words(long)) < 2:
        return False
    initials = [w[0] for w in fold_words(long) if w]
    at = hits = 0
    for letter in letters:
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
            hits += 1
    return hits >= max(2, 0.6 * len(letters))

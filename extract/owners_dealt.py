"""To whom terms and fines are dealt out: "siete años a X y cinco a Y", "nine years for her and seven for him"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.wordlists import roles

if TYPE_CHECKING:
    from extract.context import Context, Sentence
    from extract.reading import Figure, Name
    from extract.reference import People

_TO = re.compile(
    r"(?i)(?:\s+(?:de|in|of)\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?)?(?:\s+(?:por|for)\s+[^\W\d_]+)??"
    r"\s+(?:a|al|para|for)\s+(?:(?P<pronoun>ella|él|her|him)\b(?!\s+[^\W\d_]+(?:er|or|an|nd|e)\b)|)"
)
_OBJECT = re.compile(r"(?i)\b(?P<pronoun>her|him)\s+(?:each\s+)?to\s+(?:up\s+to\s+|at\s+least\s+)?$")
_KIN = re.compile(r"(?i)\b(?:su|his|her|the|el|la)\s+(?P<noun>[^\W\d_]+),?\s+(?:a\s+|to\s+|got\s+)?$")
_FELL = re.compile(
    r"(?i),?\s+(?:recay\w+\s+(?:en|sobre)|fue(?:ron)?\s+para|correspond\w+\s+a|went\s+to|fell\s+(?:on|to))\s+(?P<pronoun>\b\B)?"
)
_OF = re.compile(r"(?i)\s+(?:la|el|las)\s+(?:[^\W\d_]+\s+)?de\s+(?P<pronoun>\b\B)?")
AND = re.compile(r"(?i)\s*(?:,|,?\s+(?:y|e|and))\s+(?:(?:su|his|her)\s+[^\W\d_]+,?\s+)?")
_ROW = re.compile(r"(?i)\s*(?:,|,?\s+(?:y|e|and))\s+")
_GENDERS = {"ella": "f", "her": "f", "él": "m", "him": "m"}
NEAR = 40
"""How many characters after "a" or "for" a name may stand, past what its bearer is called."""


class Dealt:
    """Finds for whom a term or fine is, where the sentence deals out one or more."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people

    def of(self, figure: Figure, sentence: Sentence, people: list[Name]) -> tuple[str, ...] | None:
        """The people for whom a term is; empty where it is for somebody unknown, None where nothing says for whom."""
        here = (f for f in self.context.figures if sentence.start <= f.start and f.end <= sentence.end)
        row = [f for f in here if f.measure == figure.measure]
        at = row.index(figure) if figure in row else 0
        return self._to(figure, people) or self._in_turn(row, at, people) or self._before(figure, row, at, people)

    def _to(self, figure: Figure, people: list[Name]) -> tuple[str, ...] | None:
        """ "siete años a Ana Ruiz", "seven for him"."""
        text = self.context.article.text
        to = next((m for p in (_TO, _FELL, _OF) if (m := p.match(text, figure.end))), None)
        if to is None:
            return None
        if to["pronoun"]:
            known = self.people.last_meant(figure.start, _GENDERS[to["pronoun"].lower()])
            return (known.text,) if known is not None else ()
        near = [n for n in people if to.end() <= n.start <= to.end() + NEAR]
        if not near or re.search(r"[.;:\d]|\b(?:y|and)\b", text[to.end() : near[0].start]):
            return None
        found = [near[0]]
        for name in people:
            if name.start > found[-1].end and AND.fullmatch(text, found[-1].end, name.start):
                found.append(name)
        return tuple(dict.fromkeys(n.entity for n in found))

    def _in_turn(self, row: list[Figure], at: int, people: list[Name]) -> tuple[str, ...] | None:
        """ "Ana Ruiz y Luis Mora recibieron doce y catorce años": to each the number in the same place."""
        text = self.context.article.text
        joined = all(_ROW.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
        named = list(dict.fromkeys(n.entity for n in people if row and n.end <= row[0].start))
        return (named[at],) if len(row) > 1 and joined and len(named) == len(row) else None

    def _before(self, figure: Figure, row: list[Figure], at: int, people: list[Name]) -> tuple[str, ...] | None:
        """ "sentenced her to seven years and Luis Mora, a fisherman, to six"."""
        text = self.context.article.text
        if (object_ := _OBJECT.search(text, max(0, figure.start - NEAR), figure.start)) is not None:
            known = self.people.last_meant(figure.start, _GENDERS[object_["pronoun"].lower()])
            return (known.text,) if known is not None else ()
        if at == 0:
            return None
        begin = max(row[at - 1].end, text.rfind(";", 0, figure.start))
        named = [n for n in people if begin <= n.start and n.end <= figure.start]
        if named:
            together = named[:1]
            for name in named[1:]:
                if AND.fullmatch(text, together[-1].end, name.start):
                    together.append(name)
            return tuple(dict.fromkeys(n.entity for n in together))
        kin = _KIN.search(text, row[at - 1].end, figure.start)
        if kin is None or kin["noun"].lower() not in roles(self.context.language):
            return None
        known = self.people.phrase(self.context.token_at(kin.start("noun")))
        named_one = known is not None and known.name is not None and known.name.kind == "person"
        return (known.text,) if known is not None and named_one else ()

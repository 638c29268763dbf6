"""Names in an article: persons, organizations and places, each with the entity it stands for.

Candidates are cut from the text (``extract.names_spans``), each is voted on (``extract.names_kinds``), the votes of all
mentions of one form are added up, and short forms find their bearer in the article (``extract.entities``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extract.entities import SMALL, Bearer, Entities, units
from extract.lexicon import fold, fold_words
from extract.names_kinds import KINDS, Kinds
from extract.names_spans import Cutter, Span
from extract.names_words import words_of
from extract.reading import Name

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.lexicon import Lexicon
    from extract.reading import NameKind

_QUOTED = re.compile(r"[\"“«](.+?)[\"”»]")
_ALIAS_GAP = re.compile(
    r"[ ,]{1,2}(?:\(?(?:alias|a\.k\.a\.|aka|conocid[oa] como|known as|dubbed|apodad[oa]) (?:el )?)?[\"“«(]{1,2}"
)
ENOUGH = 1.5
ENOUGH_ALONE = 2.0
ENOUGH_INITIAL = 3.0


@dataclass(slots=True)
class _Candidate:
    span: Span
    start: int
    end: int
    text: str
    key: str
    votes: Counter[str]
    weak: bool
    kind: str | None = None
    bearer: Bearer | None = None
    rule: str = ""


def find_names(doc: Doc, language: str, lexicon: Lexicon) -> list[Name]:
    """The names in ``doc``, a text in ``language`` ("en" or "es"), in order and not overlapping.

    Offsets are code points into ``doc.text``. ``rule`` tells how a name was cut and settled: "lexicon", "person",
    "organization_head", "capitals+context", "known_form" and the like.
    """
    words = words_of(doc)
    cutter = Cutter(doc.text, words, language, lexicon)
    return _Reader(cutter, Entities(lexicon, language)).names()


class _Reader:
    """One article's candidates on their way to names."""

    def __init__(self, cutter: Cutter, entities: Entities) -> None:
        self.cutter = cutter
        self.words = cutter.words
        self.text = cutter.joints.text
        self.entities = entities
        self.lexicon = cutter.joints.lexicon
        kinds = Kinds(cutter)
        self.candidates = [self._candidate(span, kinds) for span in cutter.spans()]
        self.by_first = {c.span.first: c for c in self.candidates}

    def _candidate(self, span: Span, kinds: Kinds) -> _Candidate:
        start, end = self.words[span.first].start, self.words[span.last - 1].end
        words = self.words[span.first : span.last]
        weak = words[0].heading and span.match is None
        votes = Counter() if weak else kinds.votes(span)
        return _Candidate(span, start, end, self.text[start:end], " ".join(w.folded for w in words), votes, weak)

    def names(self) -> list[Name]:
        """All names, settled."""
        pairs = self._acronyms()
        self._decide()
        self._bear(pairs)
        self._resolve_short()
        self._find_known_forms()
        settled = [c for c in self.candidates if c.kind is not None and c.bearer is not None]
        settled.sort(key=lambda c: c.start)
        return [self._name(c) for c in settled]

    def _name(self, c: _Candidate) -> Name:
        assert c.bearer is not None
        return Name(c.start, c.end, c.text, cast("NameKind", c.kind), c.bearer.entity, c.rule or c.span.pattern)

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _acronyms(self) -> list[tuple[_Candidate, _Candidate]]:
        """Long forms with the acronym that follows or stands before them in parentheses."""
        pairs = []
        for a, b in zip(self.candidates, self.candidates[1:], strict=False):
            between = self.text[a.end : b.start]
            if between.strip("\"'“”‘’«» ") != "(" or self.text[b.end : b.end + 1] != ")":
                continue
            short, long = (b, a) if len(b.text) < len(a.text) else (a, b)
            if _abbreviates(short.text, long.text) or _may_abbreviate(short, long):
                pairs.append((short, long))
                for c in (short, long):
                    if "place" not in c.votes or c.votes["place"] < 5:
                        c.votes["organization"] += 4.0
        return pairs

    def _decide(self) -> None:
        """Settle the kind of every candidate whose votes suffice, all mentions of one form together."""
        groups: dict[str, list[_Candidate]] = defaultdict(list)
        for c in self.candidates:
            groups[c.key].append(c)
        for group in groups.values():
            total: dict[str, float] = dict.fromkeys(KINDS, 0.0)
            for c in group:
                for kind, weight in c.votes.items():
                    total[kind] += weight / len(group) ** 0.5
            kind = max(KINDS, key=lambda k: (total[k], -KINDS.index(k)))
            alone = group[0].span.last - group[0].span.first == 1
            initial = all(self.words[c.span.first].initial for c in group)
            need = (ENOUGH_INITIAL if initial else ENOUGH_ALONE) if alone else ENOUGH
            if total[kind] < need or self._is_ordinary(group[0]):
                continue
            for c in group:
                if not c.weak:
                    c.kind = kind

    def _is_ordinary(self, c: _Candidate) -> bool:
        """Whether the candidate is made of words that name no one: "Gobierno", "President", "Cubans"."""
        if c.span.match is not None:
            return False
        cut = self.cutter.joints
        words = [w.folded for w in self.words[c.span.first : c.span.last]]
        ordinary = cut.generic | cut.demonym | cut.titles | cut.calendar | SMALL
        if len(words) == 1:
            ordinary = ordinary | cut.organization_head | cut.place_head
            return words[0] in ordinary and words[0] not in cut.surname and words[0] not in cut.given
        return all(w in ordinary for w in words)

    # -- bearers -----------------------------------------------------------------------------------------------------

    def _bear(self, pairs: list[tuple[_Candidate, _Candidate]]) -> None:
        """Give every settled candidate its bearer: full names first, so that short forms find them."""
        persons = [c for c in self.candidates if c.kind == "person" and self._parts(c) > 1]
        for c in sorted(persons, key=lambda c: (-self._parts(c), c.start)):
            c.bearer = self.entities.add_person(c.text, c.start, self._nickname_inside(c))
        for c in self.candidates:
            if c.kind in {"organization", "place"}:
                c.bearer = self._named(c)
        for short, long in pairs:
            if long.bearer is not None and short.kind == long.kind == "organization":
                known = self.lexicon.lookup(short.text, "organization")
                if known is not None and self.lexicon.lookup(long.text, "organization") is None:
                    known = None
                self.entities.alias(long.bearer, short.text)
                short.bearer = long.bearer
        for c in self.candidates:
            if c.bearer is not None:
                c.bearer.mentions.append(c.start)
                if c.kind == "person":
                    self._nickname_after(c)
        self._rebind(pairs)
        alone = {c.key for c in self.candidates if c.span.last - c.span.first == 1}
        for bearer in self.entities.bearers:
            bearer.familiar = bearer.kind == "person" and len(bearer.parts) > 1 and bearer.parts[0] in alone

    def _rebind(self, pairs: list[tuple[_Candidate, _Candidate]]) -> None:
        """Every further mention of an acronym goes to the long form that it was introduced with."""
        introduced = {short.key: long.bearer for short, long in pairs if long.bearer is not None}
        for c in self.candidates:
            if c.kind == "organization" and c.key in introduced:
                c.bearer = introduced[c.key]

    def _named(self, c: _Candidate) -> Bearer:
        kind = cast("str", c.kind)
        found = self.entities.find(" ".join(fold_words(c.text)), c.start, kind)
        return found or self.entities.add_named(kind, c.text, c.start)

    def _parts(self, c: _Candidate) -> int:
        nickname = self._nickname_inside(c)
        bare = c.text.replace(nickname, " ") if nickname else c.text
        return len(units([fold(w) for w in re.findall(r"[\w.'’-]+", bare)]))

    def _nickname_inside(self, c: _Candidate) -> str | None:
        found = _QUOTED.search(c.text)
        return found.group(1) if found else None

    def _nickname_after(self, c: _Candidate) -> None:
        """A nickname in quotes behind a full name is the same person: Ana Ruiz, «La Fiera», ..."""
        following = next((d for d in self.candidates if d.start >= c.end), None)
        if (
            following is None
            or following.bearer is not None
            and following.kind == "person"
            and self._parts(following) > 1
        ):
            return
        gap = self.text[c.end : following.start]
        closed = self.text[following.end : following.end + 1] in set('"”»)')
        if _ALIAS_GAP.fullmatch(gap) and closed and c.bearer is not None and not following.text.isupper():
            following.kind, following.bearer, following.rule = "person", c.bearer, "nickname"
            self.entities.alias(c.bearer, following.text)

    # -- short forms -------------------------------------------------------------------------------------------------

    def _resolve_short(self) -> None:
        for c in self.candidates:
            if c.bearer is not None and c.kind == "person":
                continue
            person = self.entities.find(c.key, c.start, "person")
            if person is not None and self._means_person(c, person):
                self._settle(c, "person", person, "short_form")
            elif c.kind == "person":
                self._lone_person(c)
            elif c.kind is None or (c.kind == "place" and c.span.match is not None and not c.span.match.sure):
                known = self.entities.find(c.key, c.start, "organization" if c.kind else None)
                if known is not None:
                    self._settle(c, known.kind, known, "short_form")

    def _means_person(self, c: _Candidate, person: Bearer) -> bool:
        if c.kind in {None, "person"} or (c.kind == "organization" and c.span.match is None):
            return c.kind != "organization" or c.span.pattern in {"name_word", "capital"}
        close = person.forms[c.key] <= 1
        place = self.words[c.span.first - 1].folded if c.span.first else ""
        here = place in self.lexicon.folded("place_preposition", self.cutter.joints.language) or c.votes["place"] >= 8
        return close and not here and c.span.pattern in {"lexicon", "name_word", "capital"} and c.kind == "place"

    def _settle(self, c: _Candidate, kind: str, bearer: Bearer, rule: str) -> None:
        c.kind, c.bearer, c.rule = kind, bearer, rule
        bearer.mentions.append(c.start)

    def _lone_person(self, c: _Candidate) -> None:
        entry = self.lexicon.lookup(c.text, "person")
        bearer = Bearer("person", entry.canonical if entry else c.text, first_at=c.start)
        bearer.claim(c.key, 0)
        self.entities.bearers.append(bearer)
        self.entities.alias(bearer, c.text)
        self._settle(c, "person", bearer, c.rule)

    def _find_known_forms(self) -> None:
        """Forms that the article's bearers go by, where no candidate or only an unsettled one stands."""
        forms = {tuple(f.split()) for f in self.entities.forms()}
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for form in forms:
            by_first[form[0]].append(form)
        taken = [(c.start, c.end) for c in self.candidates if c.bearer is not None]
        folded = [w.folded for w in self.words]
        extra: list[_Candidate] = []
        at = 0
        while at < len(self.words):
            found = self._known_form(at, by_first.get(folded[at], ()), folded, taken)
            if found is None:
                at += 1
                continue
            extra.append(found)
            at = found.span.last
        spans = [(c.start, c.end) for c in extra]
        self.candidates = [c for c in self.candidates if c.bearer or not _overlaps((c.start, c.end), spans)] + extra

    def _known_form(
        self, at: int, forms: list[tuple[str, ...]] | tuple[()], folded: list[str], taken: list[tuple[int, int]]
    ) -> _Candidate | None:
        for form in sorted(forms, key=len, reverse=True):
            last = at + len(form)
            words = self.words[at:last]
            if tuple(folded[at:last]) != form or not all(w.cap or w.folded in SMALL for w in words):
                continue
            if not (words[0].cap and words[-1].cap) or (len(form) == 1 and not self._stands_out(at)):
                continue
            start, end = words[0].start, words[-1].end
            if _overlaps((start, end), taken) or "\n" in self.text[start:end]:
                continue
            bearer = self.entities.find(" ".join(form), start)
            if bearer is None or (len(form) == 1 and bearer.forms[form[0]] > self._loosest(bearer, at)):
                continue
            span = Span(at, last, "known_form")
            found = _Candidate(span, start, end, self.text[start:end], " ".join(form), Counter(), weak=False)
            found.kind, found.bearer = bearer.kind, bearer
            return found
        return None

    def _loosest(self, bearer: Bearer, at: int) -> int:
        """The rank up to which a single word may stand for ``bearer`` at word ``at``."""
        return 3 if bearer.kind == "organization" and not self.words[at].initial else 2

    def _stands_out(self, at: int) -> bool:
        word = self.words[at]
        return not word.plain and word.folded not in SMALL and len(word.text) > 2


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)


def _may_abbreviate(short: _Candidate, long: _Candidate) -> bool:
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

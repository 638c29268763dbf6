"""Names in an article: persons, organizations and places, each with the entity it stands for.

Candidates are cut from the text (``extract.names_spans``), each is voted on (``extract.names_kinds``), the votes of all
mentions of one form are added up, and short forms find their bearer in the article (``extract.entities``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, cast

from extract.considered import drop
from extract.doctext import text_of
from extract.entities import HEAD, SMALL, Bearer, Entities, units
from extract.lexicon import fold, fold_words
from extract.names_kinds import KINDS, Kinds
from extract.names_pairs import Candidate, acronyms, called, with_long_forms
from extract.names_spans import Cutter, Span
from extract.names_words import words_of
from extract.reading import Name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from extract.lexicon import Lexicon
    from extract.reading import NameKind

_QUOTED = re.compile(r"[\"“«](.+?)[\"”»]")
_JOINED = re.compile(r",? (?:y|e|and|o|or|&) (?:(?:the|el|la|los|las|en|in|de|a|al) )?|, ")
ENOUGH = 1.5
ENOUGH_ALONE = 2.0
ENOUGH_INITIAL = 3.0


def find_names(doc: Doc, language: str, lexicon: Lexicon) -> list[Name]:
    """The names in ``doc``, a text in ``language`` ("en" or "es"), in order and not overlapping.

    Offsets are code points into ``doc.text``. ``rule`` tells how a name was cut and settled: "lexicon", "person",
    "organization_head", "capitals+context", "known_form" and the like.
    """
    words = words_of(doc)
    cutter = Cutter(text_of(doc), words, language, lexicon)
    return _Reader(cutter, Entities(lexicon, language)).names()


class _Reader:
    """One article's candidates on their way to names."""

    def __init__(self, cutter: Cutter, entities: Entities) -> None:
        self.cutter = cutter
        self.words = cutter.words
        self.text = cutter.joints.text
        self.entities = entities
        self.lexicon = cutter.joints.lexicon
        self.kin = self.lexicon.folded("kinship", "en") | self.lexicon.folded("kinship", "es")
        self.kinds = Kinds(cutter)
        candidates = [self._candidate(span) for span in cutter.spans()]
        self.candidates = with_long_forms(self.text, self.words, candidates, self._candidate)

    def _candidate(self, span: Span) -> Candidate:
        start, end = self.words[span.first].start, self.words[span.last - 1].end
        words = self.words[span.first : span.last]
        weak = words[0].heading and span.match is None
        votes = dict.fromkeys(KINDS, 0.0) if weak else self.kinds.votes(span)
        return Candidate(span, start, end, self.text[start:end], " ".join(w.folded for w in words), votes, weak)

    def names(self) -> list[Name]:
        """All names, settled."""
        pairs = acronyms(self.text, self.candidates)
        self._coordinate()
        self._decide()
        self._bear(pairs)
        self._resolve_short()
        self._find_known_forms()
        settled = [c for c in self.candidates if c.kind is not None and c.bearer is not None]
        settled.sort(key=lambda c: c.start)
        for c in self.candidates:
            if c.kind is None or c.bearer is None:
                votes = ", ".join(f"{kind} {vote:.1f}" for kind, vote in c.votes.items())
                drop(c.start, c.end, "name", f"name:{c.span.pattern}", f"too few votes for a name ({votes})")
        return [self._name(c) for c in settled]

    def _name(self, c: Candidate) -> Name:
        assert c.bearer is not None
        return Name(c.start, c.end, c.text, cast("NameKind", c.kind), c.bearer.entity, c.rule or c.span.pattern)

    # -- deciding ----------------------------------------------------------------------------------------------------

    def _coordinate(self) -> None:
        """Names in a row are of one kind: the unknown takes after the neighbour that "and" or a comma joins."""
        for a, b in pairwise(self.candidates):
            if _JOINED.fullmatch(self.text[a.end : b.start]):
                if _are_surnames(a, b):
                    a.votes["person"] += 2.0
                    b.votes["person"] += 2.0
                for one, other in ((a, b), (b, a)):
                    kind = max(KINDS, key=lambda k: other.votes[k])
                    open_ = one.span.match is not None and len(one.span.match.kinds) > 1
                    if other.votes[kind] >= 4 and (open_ or max(one.votes.values(), default=0) < 3):
                        one.votes[kind] += 1.5

    def _decide(self) -> None:
        """Settle the kind of every candidate whose votes suffice, all mentions of one form together."""
        groups: dict[str, list[Candidate]] = defaultdict(list)
        for c in self.candidates:
            groups[c.key].append(c)
        for key, group in groups.items():
            first, _, last = key.rpartition(" ")
            if group[0].span.pattern == "capitals" and first and last in groups and first not in groups:
                group[0].votes["person"] += 1.5  # "Zbigniew Brzozowski ... Brzozowski said"
        for group in groups.values():
            total = {kind: sum(c.votes[kind] for c in group) / len(group) ** 0.5 for kind in KINDS}
            alone = group[0].span.last - group[0].span.first == 1
            initial = all(self.words[c.span.first].initial for c in group)
            need = (ENOUGH_INITIAL if initial else ENOUGH_ALONE) if alone else ENOUGH
            if max(total.values()) < need or self._is_ordinary(group[0]):
                continue
            for c in group:
                if not c.weak:
                    c.kind = self._kind(c, total)

    def _kind(self, c: Candidate, total: dict[str, float]) -> str:
        """The kind that all mentions together call for; a name of several things can be another one at each mention."""
        if c.span.match is None or len(c.span.match.kinds) == 1:
            return max(KINDS, key=lambda k: total[k])
        return max(("place", "organization", "person"), key=lambda k: c.votes[k] + total[k] / 2)

    def _is_ordinary(self, c: Candidate) -> bool:
        """Whether the candidate is made of words that name no one: "Gobierno", "President", "Cubans"."""
        if c.span.match is not None:
            return False
        cut = self.cutter.joints
        words = [w.folded for w in self.words[c.span.first : c.span.last]]
        ordinary = cut.generic | cut.demonym | cut.titles | cut.calendar | SMALL
        if len(words) == 1 and self._is_the_paper(c.span.first):
            return False
        if len(words) == 1:
            ordinary = ordinary | cut.organization_head | cut.place_head
            return words[0] in ordinary and words[0] not in cut.surname and words[0] not in cut.given
        return all(w in ordinary for w in words)

    def _is_the_paper(self, at: int) -> bool:
        """ "The Ledger", "the Courier": a newspaper by the last word of its name."""
        media = self.lexicon.folded("media_word", "en")
        return at > 0 and self.words[at - 1].folded == "the" and self.words[at].folded in media

    def _is_told_as_relative(self, c: Candidate) -> bool:
        """Whether a person is named beside a word of kin: "su hermana Lucrecia Zamora", "his wife, Rosa Zamora"."""
        before = self.words[max(0, c.span.first - 1) : c.span.first]
        return any(w.folded in self.kin for w in before)

    # -- bearers -----------------------------------------------------------------------------------------------------

    def _bear(self, pairs: list[tuple[Candidate, Candidate]]) -> None:
        """Give every settled candidate its bearer: full names first, so that short forms find them."""
        persons = [c for c in self.candidates if c.kind == "person" and self._parts(c) > 1]
        for c in sorted(persons, key=lambda c: (-self._parts(c), c.start)):
            c.bearer = self.entities.add_person(c.text, c.start, self._nickname_inside(c))
            c.bearer.relative |= self._is_told_as_relative(c)
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
        for c, following in zip_longest(self.candidates, self.candidates[1:]):
            if c.bearer is not None:
                c.bearer.mention(c.start)
                if following is not None and c.kind in {"person", "organization"}:
                    self._called(c, following)
        self._rebind(pairs)
        alone = {c.key for c in self.candidates if c.span.last - c.span.first == 1}
        for bearer in self.entities.bearers:
            bearer.familiar = bearer.kind == "person" and len(bearer.parts) > 1 and bearer.parts[0] in alone

    def _rebind(self, pairs: list[tuple[Candidate, Candidate]]) -> None:
        """Every further mention of an acronym goes to the long form that it was introduced with."""
        introduced = {short.key: long.bearer for short, long in pairs if long.bearer is not None}
        for c in self.candidates:
            if c.kind == "organization" and c.key in introduced:
                c.bearer = introduced[c.key]

    def _named(self, c: Candidate) -> Bearer:
        kind = cast("str", c.kind)
        found = self.entities.find(" ".join(fold_words(c.text)), c.start, kind)
        if found is not None and not (found.entity.isupper() and not c.text.isupper()):
            return found
        return self.entities.add_named(kind, c.text, c.start)

    def _parts(self, c: Candidate) -> int:
        nickname = self._nickname_inside(c)
        bare = c.text.replace(nickname, " ") if nickname else c.text
        return len(units([fold(w) for w in re.findall(r"[\w.'’-]+", bare)]))

    def _nickname_inside(self, c: Candidate) -> str | None:
        found = _QUOTED.search(c.text)
        return found.group(1) if found else None

    def _called(self, c: Candidate, following: Candidate) -> None:
        """What someone or something is said to be called is the same: Ana Ruiz, «La Fiera», ..."""
        if c.bearer is None or not called(self.text, c, following):
            return
        if following.kind not in {None, c.kind} and not _is_quoted(self.text, following) and following.span.match:
            return
        if following.kind == "person" and following.bearer is not None and self._parts(following) > 1:
            return
        following.kind, following.bearer, following.rule = c.kind, c.bearer, "called"
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
            elif c.kind == "organization" and c.span.match is None:
                place = self.entities.find(c.key, c.start, "place")
                if place is not None:
                    self._settle(c, "place", place, "short_form")
            elif c.kind is None or (c.kind == "place" and c.span.match is not None and not c.span.match.sure):
                known = self.entities.find(c.key, c.start, "organization" if c.kind else None)
                if known is not None:
                    self._settle(c, known.kind, known, "short_form")

    def _means_person(self, c: Candidate, person: Bearer) -> bool:
        if c.kind in {None, "person"} or (c.kind == "organization" and c.span.match is None):
            alias = person.forms[c.key] == 0  # "El Pincel", as she is known
            return c.kind != "organization" or c.span.pattern in {"name_word", "capital"} or alias
        close = person.forms[c.key] <= 1
        place = self.words[c.span.first - 1].folded if c.span.first else ""
        owns = self.words[c.span.last - 1].possessive
        prepositions = self.lexicon.folded("place_preposition", self.cutter.joints.language)
        here = (place in prepositions and not owns) or c.votes["place"] >= 8
        return close and not here and c.span.pattern in {"lexicon", "name_word", "capital"} and c.kind == "place"

    def _settle(self, c: Candidate, kind: str, bearer: Bearer, rule: str) -> None:
        c.kind, c.bearer, c.rule = kind, bearer, rule
        bearer.mention(c.start)

    def _lone_person(self, c: Candidate) -> None:
        named = [e for e in c.span.match.entries if e.kind == "person"] if c.span.match else []
        title = self.words[c.span.first - 1].folded if c.span.first else ""
        entry = named[0] if len(named) == 1 else self.lexicon.lookup(c.text, "person")
        entry = entry or (self.lexicon.lookup(f"{title} {c.text}", "person") if title in {"pope", "papa"} else None)
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
        taken = self._words_of(c for c in self.candidates if c.bearer is not None)
        folded = [w.folded for w in self.words]
        extra: list[Candidate] = []
        at = 0
        while at < len(self.words):
            found = self._known_form(at, by_first.get(folded[at], ()), folded, taken)
            if found is None:
                at += 1
                continue
            extra.append(found)
            at = found.span.last
        new = self._words_of(extra)
        kept = [c for c in self.candidates if c.bearer or not any(new[c.span.first : c.span.last])]
        self.candidates = kept + extra

    def _words_of(self, candidates: Iterable[Candidate]) -> bytearray:
        """For each word of the article whether it is one of a candidate's."""
        taken = bytearray(len(self.words))
        for c in candidates:
            taken[c.span.first : c.span.last] = b"\1" * (c.span.last - c.span.first)
        return taken

    def _known_form(
        self, at: int, forms: list[tuple[str, ...]] | tuple[()], folded: list[str], taken: bytearray
    ) -> Candidate | None:
        for form in sorted(forms, key=len, reverse=True):
            last = at + len(form)
            words = self.words[at:last]
            if tuple(folded[at:last]) != form or not all(w.cap or w.folded in SMALL for w in words):
                continue
            if not (words[0].cap and words[-1].cap) or (len(form) == 1 and not self._stands_out(at)):
                continue
            start, end = words[0].start, words[-1].end
            if any(taken[at:last]) or "\n" in self.text[start:end]:
                continue
            bearer = self.entities.find(" ".join(form), start)
            if bearer is None or (len(form) == 1 and bearer.forms[form[0]] > self._loosest(bearer, at)):
                continue
            span = Span(at, last, "known_form")
            found = Candidate(
                span, start, end, self.text[start:end], " ".join(form), dict.fromkeys(KINDS, 0.0), weak=False
            )
            found.kind, found.bearer = bearer.kind, bearer
            return found
        return None

    def _loosest(self, bearer: Bearer, at: int) -> int:
        """The rank up to which a single word may stand for ``bearer`` at word ``at``."""
        if self._is_definite(bearer, at):
            return HEAD
        return 3 if bearer.kind == "organization" and not self.words[at].initial else 2

    def _is_definite(self, bearer: Bearer, at: int) -> bool:
        """Whether word ``at`` has an article and nothing of a name beside it, and ``bearer`` was named before."""
        word = self.words[at]
        joints = self.cutter.joints
        if at == 0 or word.initial or bearer.kind != "organization" or bearer.first_at >= word.start:
            return False
        if self.words[at - 1].folded not in {"the", "el", "la", "los", "las", "del", "al"} or not joints.adjoins(
            at - 1
        ):
            return False
        return not (joints.adjoins(at) and self._goes_on(at + 1))

    def _goes_on(self, i: int) -> bool:
        """Whether word ``i`` makes what stands before it another body: "Foro Cubano", "Comité de ...", "Red cubana"."""
        word = self.words[i]
        return (
            word.cap or word.folded in {"de", "del", "of", "for", "para"} or word.folded in self.cutter.joints.demonym
        )

    def _stands_out(self, at: int) -> bool:
        word = self.words[at]
        return not word.plain and word.folded not in SMALL and len(word.text) > 2


def _are_surnames(a: Candidate, b: Candidate) -> bool:
    """Whether two surnames stand side by side and nothing makes them streets or towns: "Zamora y Quintana"."""
    alone = all(c.span.pattern == "name_word" and c.span.match is None for c in (a, b))
    return alone and max(a.votes["place"], b.votes["place"]) < 2


def _is_quoted(text: str, c: Candidate) -> bool:
    return text[c.start - 1 : c.start] in set("\"'“‘«") and text[c.end : c.end + 1] in set("\"'”’»,.")

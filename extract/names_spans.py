"""Candidate names: stretches of capitalised words, parted where one name ends and the next begins.

A stretch is read from left to right. At each word the longest of these is taken: a form of the lexicon, a name that
opens or closes with the kind of thing it names ("Asociación …", "… Association", "Calle …"), a person's name (given names,
surnames, particles, a nickname in quotes), or else the capitalised words as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexicon import Lexicon, Match
    from extract.names_words import Word

_SPACE = re.compile(r"[ \t\u00a0\u202f]{1,2}|[-‐‑–]|(?<=\.)")
_POSSESSIVE_GAP = re.compile(r"['’](?:s)? ?")
_NICK_OPEN = re.compile(r",? [\"“‘«'(]{1,2}")
_NICK_CLOSE = re.compile(r"[\"”’»')]{1,2} ")
_PERSON_PARTICLES = (
    ("de", "la"), ("de", "las"), ("de", "los"), ("de", "el"), ("del",), ("de",), ("da",), ("do",), ("dos",), ("di",),
    ("van", "der"), ("van", "den"), ("van",), ("von", "der"), ("von",), ("bin",), ("al",), ("la",), ("d",),
)  # fmt: skip
_ORG_LINKS = {
    "es": (
        ("de", "la"), ("de", "las"), ("de", "los"), ("del",), ("de",), ("para", "la"), ("para", "el"), ("para", "los"),
        ("para", "las"), ("para",), ("por", "la"), ("por", "el"), ("por", "los"), ("por", "una"), ("por", "un"), ("por",),
        ("contra", "la"), ("contra", "el"), ("contra",), ("sobre", "la"), ("sobre",), ("sin",), ("con",), ("pro",),
        ("a", "la"), ("al",), ("y", "la"), ("y", "el"), ("y", "los"), ("y",), ("e",),
    ),
    "en": (
        ("of", "the"), ("of",), ("for", "the"), ("for", "a"), ("for",), ("against",), ("on", "the"), ("on",), ("to",),
        ("without",), ("with",), ("and", "the"), ("and",), ("de", "la"), ("de", "los"), ("del",), ("de",), ("sin",),
        ("por",), ("y",), ("para",),
    ),
}  # fmt: skip
MAX_PERSON = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``first`` up to ``last`` (not included) as one candidate; ``pattern`` says how it was cut, ``match`` which
    form of the lexicon it is, if any."""

    first: int
    last: int
    pattern: str
    match: Match | None = None


class Cutter:
    """Cuts the words of one article into candidate names."""

    def __init__(self, text: str, words: Sequence[Word], language: str, lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.language = language
        self.lexicon = lexicon
        folded = lexicon.folded
        self.given = folded("given_name", language)
        self.surname = folded("surname", language)
        self.demonym = lexicon.demonyms | folded("demonym", "en") | folded("demonym", "es")
        self.calendar = folded("month", language) | folded("weekday", language)
        self.titles = folded("honorific", language) | folded("title", language)
        self.generic = folded("generic_noun", language)
        self.org_head = folded("organization_head", language) | (folded("organization_head", "es"))
        self.org_tail = folded("organization_head", "en") if language == "en" else frozenset()
        self.place_head = folded("place_head", language)
        self.law = folded("law_head", language)
        self.links = _ORG_LINKS[language]
        self.matches = self._lexicon_matches()

    def _lexicon_matches(self) -> dict[int, tuple[int, Match]]:
        """First word of each form of the lexicon in the text -> the word after its last, and the match."""
        starts = {w.start: i for i, w in enumerate(self.words)}
        ends = {w.end: i for i, w in enumerate(self.words)}
        found = {}
        for match in self.lexicon.find(self.text):
            first = starts.get(match.start)
            last = ends.get(match.end)
            if first is not None and last is not None and self.words[first].cap:
                found[first] = (last + 1, match)
            elif first is not None and last is not None and match.form[0].isdigit():
                found[first] = (last + 1, match)
        return found

    def spans(self) -> list[Span]:
        """All candidates, in order, not overlapping."""
        found: list[Span] = []
        at = 0
        while at < len(self.words):
            if not (self.words[at].cap or at in self.matches):
                at += 1
                continue
            span = self._cut(at)
            if span.pattern != "none":
                found.append(span)
            at = max(span.last, at + 1)
        return found

    def _cut(self, at: int) -> Span:
        known = self.matches.get(at)
        word = self.words[at]
        if known is None and self._is_law(at):
            return Span(at, self._end_of_law(at), "none")
        options: list[Span] = []
        if known is not None:
            options.append(Span(at, self._extended(at, *known), "lexicon", known[1]))
        person = self._person(at)
        if person is not None and not (known and known[0] >= person.last):
            options.append(person)
        organization = self._organization(at)
        if organization is not None:
            options.append(organization)
        place = self._place(at)
        if place is not None:
            options.append(place)
        if options:
            return max(options, key=lambda s: (s.last, s.pattern == "lexicon"))
        if word.folded in self.demonym or word.folded in self.calendar or word.folded in self.titles:
            return Span(at, at + 1, "none")
        if word.initial and word.plain:
            return Span(at, at + 1, "none")
        return self._bare(at)

    def _extended(self, at: int, last: int, match: Match) -> int:
        """A court or an office of prosecutors takes the place it is of into its name."""
        types = {e.type for e in match.entries}
        if not types & {"court", "prosecutor"} or last - at > 5:
            return last
        link = self._link(last, (("de", "la"), ("de",), ("del",), ("of",)))
        if link is not None and link in self.matches and "place" in self.matches[link][1].kinds:
            return self.matches[link][0]
        return last

    # -- joining -----------------------------------------------------------------------------------------------------

    def _gap(self, i: int) -> str:
        """What stands between word ``i`` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start]

    def _adjoins(self, i: int) -> bool:
        """Whether word ``i`` + 1 follows word ``i`` within one name."""
        if i + 1 >= len(self.words) or self.words[i].possessive:
            return False
        gap = self._gap(i)
        return bool(_SPACE.fullmatch(gap)) or (gap == "" and self.words[i].text.endswith("."))

    def _link(self, at: int, links: Sequence[tuple[str, ...]]) -> int | None:
        """The index of the capitalised word after the connecting words that begin at ``at``, if there are any."""
        for link in links:
            end = at + len(link)
            if end >= len(self.words):
                continue
            if tuple(w.folded for w in self.words[at:end]) != link or any(w.cap for w in self.words[at:end]):
                continue
            if self.words[end].cap and all(self._adjoins(i) for i in range(at - 1, end)):
                return end
        return None

    # -- persons -----------------------------------------------------------------------------------------------------

    def _name_word(self, i: int) -> bool:
        word = self.words[i]
        parts = word.folded.replace("'", "-").split("-")
        return any(p in self.given or p in self.surname for p in parts)

    def _is_initial_letter(self, i: int) -> bool:
        text = self.words[i].text
        return len(text) == 2 and text[1] == "." and text[0].isupper()

    def _opens_person(self, at: int) -> bool:
        word = self.words[at]
        if not word.cap or word.upper or word.folded in self.calendar:
            return False
        first = word.folded.split("-")[0]
        if first in self.given:
            return True
        return self._is_initial_letter(at) or (self._name_word(at) and word.folded not in self.titles)

    def _person(self, at: int) -> Span | None:
        """A person's name from word ``at`` on; None where it does not begin like one or is a single word."""
        start = at
        article = self.words[at].folded in {"de", "del", "la"} and self.words[at].cap
        if article:
            return self._particle_surname(at)
        if not self._opens_person(at):
            return None
        end, count = at + 1, 1
        while end < len(self.words) and count < MAX_PERSON:
            step = self._person_step(end, count)
            if step is None:
                break
            end = step
            count += 1
        return Span(start, end, "person" if count > 1 else "name_word")

    def _particle_surname(self, at: int) -> Span | None:
        """A surname that opens a sentence with its particle: "De la Guardia"."""
        for link in _PERSON_PARTICLES:
            end = at + len(link)
            if end >= len(self.words) or tuple(w.folded for w in self.words[at:end]) != link:
                continue
            if self.words[end].cap and all(self._adjoins(i) for i in range(at, end)) and self._name_word(end):
                known = self.matches.get(end)
                if known is None or "place" not in known[1].kinds:
                    return Span(at, end + 1, "particle_surname")
        return None

    def _person_step(self, end: int, count: int) -> int | None:
        """The index after the next part of a person's name that has reached ``end``, or None."""
        if self._adjoins(end - 1) and self._continues(end):
            return end + 1
        if self._adjoins(end - 1):
            following = self._link(end, _PERSON_PARTICLES)
            if following is not None and self._continues(following) and self._after_particle(end, following):
                return following + 1
        return self._nickname(end) if count >= 1 else None

    def _continues(self, i: int) -> bool:
        word = self.words[i]
        if not word.cap or word.folded in self.calendar or word.folded in self.demonym or word.initial:
            return False
        if word.upper and len(word.text) > 2 and not self.words[i - 1].upper:
            return False
        if self._is_initial_letter(i) or self._name_word(i):
            return True
        known = self.matches.get(i)
        return known is None and word.folded not in self.org_tail and word.folded not in self.titles

    def _after_particle(self, particle: int, i: int) -> bool:
        if self._name_word(i) and i not in self.matches:
            return True
        if i in self.matches and "place" in self.matches[i][1].kinds:
            return i - particle > 1 and self._name_word(i)
        return i not in self.matches

    def _nickname(self, end: int) -> int | None:
        """The index after a nickname in quotes at ``end`` that more of the name follows, or that closes the name."""
        if end >= len(self.words) or not _NICK_OPEN.fullmatch(self._gap(end - 1)) or "," in self._gap(end - 1):
            return None
        if self._gap(end - 1).strip() == "(":
            return None
        for stop in range(end + 1, min(end + 5, len(self.words))):
            if not all(
                self.text[w.end : v.start] == " "
                for w, v in zip(self.words[end:stop], self.words[end + 1 : stop], strict=False)
            ):
                return None
            if _NICK_CLOSE.fullmatch(self._gap(stop - 1)) and self.words[end].cap:
                follows = self.words[stop].cap and self._name_word(stop)
                return stop if follows else None
        return None

    # -- organizations and places ------------------------------------------------------------------------------------

    def _organization(self, at: int) -> Span | None:
        """A name that opens with what it names, or, in English, closes with it."""
        word = self.words[at]
        if not word.cap:
            return None
        best = None
        if word.folded in self.org_head or (word.folded in self.demonym and self.language == "en"):
            end = self._organization_end(at + 1)
            headed = word.folded in self.org_head
            if headed and end > at + 1:
                best = Span(at, end, "organization_head")
        if self.language == "en":
            tail = self._organization_tail(at)
            if tail is not None and (best is None or tail > best.last):
                best = Span(at, tail, "organization_tail")
        return best

    def _organization_end(self, end: int) -> int:
        """The index after the last word of a name with its head first, of which the words before ``end`` are read."""
        while end < len(self.words):
            if not self._adjoins(end - 1):
                break
            word = self.words[end]
            if word.cap and not word.initial and word.folded not in self.calendar:
                known = self.matches.get(end)
                end = known[0] if known else end + 1
                continue
            following = self._link(end, self.links)
            if following is None or self._begins_another(end, following):
                break
            known = self.matches.get(following)
            end = known[0] if known else following + 1
        return end

    def _begins_another(self, link: int, following: int) -> bool:
        """Whether what follows "y", "and", "en" or "to" is the next name rather than more of this one."""
        if self.words[link].folded not in {"y", "e", "and", "con", "with", "a", "al", "to", "on"}:
            return following in self.matches and self.matches[following][1].kinds == {"person"}
        if following in self.matches or self.words[following].upper:
            return True
        folded = self.words[following].folded
        if self.words[link].folded in {"y", "e", "and"} and following - link > 1:
            return True
        return folded in self.given or folded in self.org_head or folded in self.demonym

    def _organization_tail(self, at: int) -> int | None:
        """The index after the last capitalised word from ``at`` on that names a kind of organization, if one does."""
        end, tail = at + 1, None
        if self.words[at].folded in self.titles and self.words[at].folded not in self.org_tail:
            return None
        while end < len(self.words):
            if not self._adjoins(end - 1) and not self._possessive_joins(end - 1):
                break
            word = self.words[end]
            if not word.cap or word.initial or word.folded in self.calendar:
                break
            end += 1
            if word.folded in self.org_tail:
                tail = end
        if tail is None:
            return None
        return self._organization_end(tail)

    def _possessive_joins(self, i: int) -> bool:
        """ "People's Court", but not "Cuba's Supreme Court"."""
        if i + 1 >= len(self.words) or not self.words[i].possessive:
            return (
                self.words[i].text.endswith("s") and self._gap(i) in {"' ", "’ "} if i + 1 < len(self.words) else False
            )
        return bool(_POSSESSIVE_GAP.fullmatch(self._gap(i))) and i not in self.matches and not self._name_word(i)

    def _place(self, at: int) -> Span | None:
        """ "Calle Ocho", "Plaza de Armas", "Hospital Amalia Simoni": the kind of place with a capital."""
        word = self.words[at]
        if not word.cap or word.folded not in self.place_head or word.folded in self.org_head:
            return None
        end = at + 1
        while end < len(self.words) and self._adjoins(end - 1):
            if self.words[end].cap and not self.words[end].initial and self.words[end].folded not in self.calendar:
                end += 1
                continue
            following = self._link(end, _PERSON_PARTICLES)
            if following is None:
                break
            end = following + 1
        return Span(at, end, "place_head") if end > at + 1 else None

    def _is_law(self, at: int) -> bool:
        if self.words[at].folded in self.law:
            return True
        if self.language == "es":
            return False
        end = at + 1
        while end < len(self.words) and self._adjoins(end - 1) and self.words[end].cap:
            end += 1
        return end - at > 1 and self.words[end - 1].folded in self.law and at not in self.matches

    def _end_of_law(self, at: int) -> int:
        end = at + 1
        while end < len(self.words) and self._adjoins(end - 1):
            if self.words[end].cap and end not in self.matches:
                end += 1
                continue
            following = self._link(end, _PERSON_PARTICLES)
            if following is None or following in self.matches:
                break
            end = following + 1
        return end

    def _bare(self, at: int) -> Span:
        """Capitalised words as they stand; in a name that opens with an article or a common noun also beyond "de"."""
        end = at + 1
        while end < len(self.words) and self._adjoins(end - 1):
            word = self.words[end]
            if word.cap and not word.initial and word.folded not in self.calendar:
                if word.folded in self.titles and not self._name_word(end):
                    return Span(at, end, "none")
                if end in self.matches and self.matches[end][0] - end > 1:
                    break
                end += 1
                continue
            following = self._link(end, self.links)
            if following is None or self._begins_another(end, following) or not self._opens_title(at, end):
                break
            end = following + 1
        return Span(at, end, "capitals" if end - at > 1 else "capital")

    def _opens_title(self, at: int, end: int) -> bool:
        """Whether the capitals from ``at`` to ``end`` can go on behind a preposition, as in "El Faro de Regla"."""
        first = self.words[at]
        if first.folded in {"el", "la", "los", "las", "the"} and end - at > 1:
            return True
        return not first.initial and first.pos in {"NOUN", "ADJ"} and not self._name_word(at)

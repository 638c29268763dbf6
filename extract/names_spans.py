"""Candidate names: stretches of capitalised words, parted where one name ends and the next begins.

A stretch is read from left to right. At each word the longest of these is taken: a form of the lexicon, a name that
opens or closes with the kind of thing it names ("Asociación …", "… Association", "Calle …"), a person's name (given
names, surnames, particles, a nickname in quotes), or else the capitalised words as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.names_joints import Joints
from extract.names_persons import person_at
from extract.names_things import law_at, organization_at, place_at, place_tail, street_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexicon import Lexicon, Match
    from extract.names_words import Word

_CLOSING = frozenset("\"'”’»")
_DOMAIN = re.compile(r"\w+\.(?:com|org|net|info|cu|es)")
_ARTICLES = frozenset(("el", "la", "los", "las", "the"))
SAINTS = frozenset(("san", "santa", "santo", "saint", "st", "our", "nuestra"))
_LOOSE = frozenset(("y", "e", "and", "to", "on", "con", "en", "in", "al", "a"))
_LOOSE_LINKS = (("al",), ("a", "la"), ("en", "la"), ("en",), ("in", "the"), ("in",))
_NUMBERED = frozenset(
    ("no", "num", "nro", "box", "suite", "ste", "apartado", "apartamento", "apartment", "apto", "apt")
)
LONGEST_QUOTED = 7


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
        self.joints = Joints(text, words, language, lexicon)
        self.words = words

    def spans(self) -> list[Span]:
        """All candidates, in order, not overlapping."""
        found: list[Span] = []
        at = 0
        while at < len(self.words):
            if not (self.words[at].cap or at in self.joints.matches):
                street = street_at(self.joints, at)
                if street is not None:
                    found.append(Span(at, street, "place_tail"))
                at = street or at + 1
                continue
            span = self._cut(at)
            if span.pattern != "none":
                found.append(span)
            at = max(span.last, at + 1)
        return found

    def _cut(self, at: int) -> Span:
        titled = self._titled(at)
        if titled is not None:
            return titled
        quoted = self._quoted(at)
        if quoted is not None:
            return quoted
        joints, word = self.joints, self.words[at]
        known = joints.matches.get(at)
        law = law_at(joints, at)
        if law is not None and (known is None or known[0] - at == 1 < law - at or known[0] == law - 1):
            return Span(at, law, "none")
        options = self._options(at)
        if options:
            best = max(options, key=lambda s: (s.last, s.pattern == "lexicon"))
            last = place_tail(joints, best.last)
            saint = best.pattern == "organization_tail" and word.folded in SAINTS
            church = saint and self.words[best.last - 1].folded in joints.place_head
            return best if last == best.last and not church else Span(at, last, "place_tail")
        if word.folded in joints.titles and not self._behind_place_head(at):
            return Span(at, self._end_of_title(at), "none")
        spanish = joints.language == "es" and not word.initial
        follows = joints.adjoins(at) and self.words[at + 1].cap
        paper = follows and self.words[at + 1].folded in joints.lexicon.folded("media_word", "en")
        demonym = word.folded in joints.demonym and not (spanish and follows) and not paper
        if demonym or word.folded in joints.calendar or joints.is_letter(at):
            return Span(at, at + 1, "none")
        if word.folded in _NUMBERED and at + 1 < len(self.words) and self.words[at + 1].text.isdigit():
            return Span(at, at + 1, "none")  # "No. 457", "Box 1183"
        if word.initial and word.folded in joints.many and joints.adjoins(at) and person_at(joints, at + 1):
            return Span(at, at + 1, "none")  # "Boxers Andy Cruz and ..."
        if word.upper and word.folded in joints.generic and joints.adjoins(at):
            return Span(at, at + 1, "none")  # "la ONG Iniciativa ...": the kind of thing, no part of its name
        if word.initial and word.plain and not (word.quoted and word.folded in _ARTICLES):
            return Span(at, at + 1, "none")
        return self._bare(at)

    def _options(self, at: int) -> list[Span]:
        joints = self.joints
        known = joints.matches.get(at)
        options: list[Span] = []
        if (
            known is not None
            and known[1].kinds == {"person"}
            and known[0] > at + 1
            and self.words[at].folded in joints.titles
        ):
            return [Span(at, at + 1, "none")]
        if known is not None:
            options.append(Span(at, self._extended(at, *known), "lexicon", known[1]))
        person = person_at(joints, at)
        outlet = known is not None and known[0] - at > 1 and known[1].kinds == {"organization"}
        if person is not None and not outlet and not (known and known[0] >= person[0]):
            options.append(Span(at, *person))
        organization = organization_at(joints, at)
        if organization is not None:
            options.append(Span(at, *organization))
        if known is not None and self._is_first_of_longer(known[0]):
            bare = self._bare(at)
            if bare.last > known[0]:
                options.append(bare)
        place = place_at(joints, at)
        if place is not None:
            options.append(Span(at, place, "place_head"))
        return options

    def _titled(self, at: int) -> Span | None:
        """A form of the lexicon that begins with a title, without it: "Leo XIV" of "Pope Leo XIV"."""
        known = self.joints.matches.get(at - 1) if at else None
        if known is None or known[1].kinds != {"person"} or known[0] <= at:
            return None
        return Span(at, known[0], "lexicon", known[1]) if self.words[at - 1].folded in self.joints.titles else None

    def _is_first_of_longer(self, end: int) -> bool:
        """Whether capitals go straight on behind a form of the lexicon that ends before ``end``: "Havana Daily"."""
        joints = self.joints
        if end >= len(self.words) or not joints.adjoins(end - 1) or joints.gap(end - 1) != " ":
            return False
        goes_on = joints.continues(end) and end not in joints.matches and not joints.is_name_word(end)
        return goes_on and not any(
            self.words[end].folded in ordinary for ordinary in (joints.titles, joints.demonym, joints.generic)
        )

    def _behind_place_head(self, at: int) -> bool:
        """Whether word ``at`` opens what a street, a park, a hospital is called: "calle General García"."""
        before = self.words[at - 1] if at else None
        return bool(
            before and not before.cap and before.folded in self.joints.place_head and self.joints.adjoins(at - 1)
        )

    def _behind_cue(self, at: int) -> bool:
        """Whether word ``at`` opens what an organization is called: "la plataforma Ventana al Mar"."""
        before = self.words[at - 1] if at else None
        cues = self.joints.lexicon.folded("organization_cue", self.joints.language)
        return bool(before and not before.cap and before.folded in cues and self.joints.adjoins(at - 1))

    def _end_of_title(self, at: int) -> int:
        """The index after a title and what it is over: "Secretary of State", "Minister for Health"."""
        following = self.joints.link(at + 1, (("of",), ("for",), ("of", "the"), ("de",)))
        if following is None or following in self.joints.matches or not self.words[at].cap:
            return at + 1
        end = following + 1
        while end < len(self.words) and self.joints.adjoins(end - 1) and self.joints.continues(end):
            if self.joints.is_name_word(end) or person_at(self.joints, end) is not None:
                break
            end += 1
        return end

    def _extended(self, at: int, last: int, match: Match) -> int:
        """A court or an office of prosecutors takes the place it is of into its name."""
        joints = self.joints
        if self.words[at].folded in SAINTS and match.kinds == {"place"}:
            link = joints.link(last, (("de",),))  # "San Francisco de Paula"
            return link + 1 if link is not None and link not in joints.matches else last
        if not {e.type for e in match.entries} & {"court", "prosecutor"} or last - at > 5:
            return last
        link = joints.link(last, (("de", "la"), ("de",), ("del",), ("of",)))
        if link is not None and "place" in joints.match_kinds(link):
            return joints.matches[link][0]
        return last

    def _quoted(self, at: int) -> Span | None:
        """A whole quotation in title case, of two words or more that are not a person's name: a title or a group."""
        if not self.words[at].quoted:
            return None
        last = at + 1
        while last < len(self.words) and last - at < LONGEST_QUOTED and self.joints.adjoins(last - 1):
            last += 1
        words = self.words[at:last]
        text = self.joints.text
        closing = text[words[-1].end : words[-1].end + 2].lstrip(".,")[:1]
        if closing not in _CLOSING or not closing or not words[-1].cap:
            return None
        capitals = [w for w in words if len(w.text) > 3 or w.cap]
        if len(words) < 3 or not all(w.cap for w in capitals):
            return None
        if any(s.last >= last for s in self._options(at)):
            return None
        return Span(at, last, "quoted")

    def _bare(self, at: int) -> Span:
        """Capitalised words as they stand; in a name that opens with an article or a common noun also beyond "de"."""
        joints = self.joints
        if _DOMAIN.fullmatch(self.words[at].folded):
            return Span(at, at + 1, "domain")
        end = at + 1
        while end < len(self.words) and joints.adjoins(end - 1):
            word = self.words[end]
            if joints.continues(end):
                if word.folded in joints.titles and not joints.is_name_word(end):
                    return Span(at, end, "none")
                if end in joints.matches and joints.matches[end][0] - end > 1:
                    break
                end += 1
                continue
            links = (*joints.links, *_LOOSE_LINKS) if self._behind_cue(at) else joints.links
            following = joints.link(end, links)
            if following is None or not self._goes_on(at, end, following):
                break
            end = following + 1
        if end - at > 1 and end in {place_tail(joints, end - 1), place_tail(joints, max(at + 1, end - 2))}:
            return Span(at, end, "place_tail")
        return Span(at, end, "capitals" if end - at > 1 else "capital")

    def _goes_on(self, at: int, end: int, following: int) -> bool:
        """Whether a name can go on behind a preposition, as in "El Faro de Regla"."""
        joints, first = self.joints, self.words[at]
        if "organization" in joints.match_kinds(following):
            return False
        if self._behind_cue(at) and self.words[end].folded not in _LOOSE and following not in joints.matches:
            return True
        if self.words[end].folded in _LOOSE:
            return self._behind_cue(at) and following not in joints.matches and not joints.is_name_word(following)
        if first.folded in _ARTICLES and end - at > 1:
            return True
        if first.folded in {"our", "nuestra", "nuestro"} and end - at > 1:
            return True
        common = not first.initial and not joints.is_name_word(at) and at not in joints.matches
        return common and following not in joints.matches and not joints.is_name_word(following)

"""What kind of thing a candidate names: votes of the lexicon, its own form, the words around it and the model."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extract.names_spans import SAINTS

if TYPE_CHECKING:
    from extract.names_spans import Cutter, Span
    from extract.names_words import Word

KINDS = ("person", "organization", "place")
MODEL_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
FORM_VOTES: dict[str, tuple[str, float]] = {
    "person": ("person", 3.0),
    "particle_surname": ("person", 1.5),
    "name_word": ("person", 1.0),
    "organization_head": ("organization", 4.0),
    "organization_tail": ("organization", 4.0),
    "place_head": ("place", 4.0),
    "place_tail": ("place", 4.0),
    "domain": ("organization", 2.5),
    "long_form": ("organization", 3.0),
    "quoted": ("organization", 1.0),
}
_AGE = re.compile(r",? (?:de )?\d{1,2}(?: años)?(?=[,.;)]| años| y | e | and | from | of | who | que )")
_DATELINE = re.compile(r"(?:, [^\W\d_][\w ]+\.?|\.)? ?[—–-]{1,2} ")
_COMMA = re.compile(r",[ \u00a0]")
_SPACE = re.compile(r"[ \u00a0]")
_ARTICLES = frozenset(("el", "la", "los", "las", "the"))
_PRISONS = frozenset(("prision", "carcel", "penal", "penitenciaria", "prison", "jail"))
_BODIES = frozenset(("organization_head", "organization_tail", "place_head", "place_tail", "long_form"))
_HOUSES = frozenset(("unit", "unidad", "facility", "building", "edificio", "instalacion", "ward", "celda", "cell"))
_INMATES = frozenset(("mujeres", "hombres", "jovenes", "menores", "women", "men", "youths", "minors"))
_LINKING = frozenset(("de", "del", "of", "the", "la", "el", "los", "las", "in", "en"))


class Votes(dict[str, float]):
    """How strongly each kind is called for."""

    def lower(self, by: float) -> None:
        """Take ``by`` from every kind."""
        for kind in self:
            self[kind] -= by


class Kinds:
    """Votes on the candidates of one article."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter
        joints = self.joints = cutter.joints
        self.text = joints.text
        self.words = cutter.words
        self.surname = joints.surname
        folded = joints.lexicon.folded
        language = joints.language
        self.english = language == "en"
        self.titles = joints.titles | folded("kinship", language)
        self.organization_cue = folded("organization_cue", language)
        self.abbreviations = {w for w in joints.titles if w.endswith(".")}
        self.people_head = folded("people_head", language)
        self.place_head = folded("place_head", language)
        self.place_preposition = folded("place_preposition", language)
        self.organization_role = folded("organization_role", language)
        self.personal_role = folded("personal_role", language)
        self.motion = joints.lexicon.words("motion_verb", language)
        self.work_noun = folded("work_noun", language)
        self.portfolio = folded("portfolio_title", language)
        self.place_verb = joints.lexicon.words("place_verb", language)
        self.naming = tuple(joints.lexicon.words("naming_phrase", language))
        self.media_word = folded("media_word", "en")
        self.media_name = self.media_word | folded("media_word", "es")
        self.demonym = joints.demonym
        self.attribution = joints.lexicon.words("attribution_verb", language)

    def votes(self, span: Span) -> Votes:
        """How strongly each kind is called for, by everything but the candidate's other mentions."""
        votes = Votes(dict.fromkeys(KINDS, 0.0))
        self._lexicon(span, votes)
        if span.pattern in FORM_VOTES:
            kind, weight = FORM_VOTES[span.pattern]
            votes[kind] += 1.5 if span.pattern == "person" and self._is_doubtful(span) else weight
        if span.pattern in {"organization_head", "organization_tail"} and self._is_venue(span):
            votes["place"] += 5.0
        first = self.words[span.first]
        if span.last - span.first == 1 and first.upper and len(first.text) <= 7:
            votes["organization"] += 2.0
        if span.pattern == "capitals":
            self._shape(span, votes)
        self._model(span, votes)
        self._naming(span, votes)
        self._team(span, votes)
        self._before(span, votes)
        self._after(span, votes)
        return votes

    def _goes_on_of(self, span: Span) -> bool:
        """Whether "de la", "de los" or "de una" follow: "Trabajadores de la empresa", no newspaper."""
        words = [w.folded for w in self._following(span.last, 2)]
        plural = self.words[span.first].folded in self.people_head
        return plural and words[:1] in (["de"], ["del"], ["of"])

    def _is_venue(self, span: Span) -> bool:
        """Whether something is said to be in, at or outside what is a house as much as a body: "en el Teatro X"."""
        head = self.words[span.first if span.pattern == "organization_head" else span.last - 1]
        if head.folded not in self.place_head or span.first == 0:
            return False
        i = span.first - 1
        while i > 0 and self.words[i].folded in _ARTICLES:
            i -= 1
        return self.words[i].folded in self.place_preposition and not self.words[i].cap

    def _lexicon(self, span: Span, votes: Votes) -> None:
        if span.match is None:
            return
        kinds = span.match.kinds
        whole = self.words[span.last - 1].end <= span.match.end + 1 or span.pattern == "lexicon"
        weight = (6.0 if len(kinds) == 1 else 3.5) if whole else 1.0
        first = self.words[span.first]
        if span.last - span.first == 1 and first.initial and not first.upper and first.pos not in {"PROPN", ""}:
            weight = 1.0 if not first.label else 2.5
        elif span.last - span.first == 1 and first.initial and kinds == {"organization"} and self._goes_on_of(span):
            weight = 0.0
        for kind in kinds:
            votes[kind] += weight + (1.0 if kind == "place" and len(kinds) > 1 else 0.0)

    def _shape(self, span: Span, votes: Votes) -> None:
        """An article with a capital inside a sentence opens the name of a thing; a surname closes a person's."""
        words = self.words[span.first : span.last]
        if words[0].folded in SAINTS:
            votes["place"] += 2.5
        elif any(not w.cap for w in words) or words[0].folded in self.demonym:
            votes["organization"] += 2.0
        else:
            known = self._has_name_word(span)
            votes["organization"] += (0.5 if words[0].initial else 0.75) + (0.0 if known else 0.5)
            if words[0].folded not in _ARTICLES:
                votes["person"] += (0.5 if words[0].initial else 0.75) - (0.0 if known else 0.5)
        if any(w.folded in self.demonym or w.folded in self.media_name for w in words[1:]):
            votes["organization"] += 2.0
        if self.joints.match_kinds(span.last - 1) == {"place"}:
            votes["organization"] += 1.5
        if words[0].folded in _ARTICLES and (not words[0].initial or words[0].quoted):
            votes["organization"] += 2.0
        elif words[-1].folded in self.surname and all(w.cap for w in words):
            votes["person"] += 1.5

    def _model(self, span: Span, votes: Votes) -> None:
        labels = Counter(MODEL_KINDS[w.label] for w in self.words[span.first : span.last] if w.label in MODEL_KINDS)
        if labels:
            kind, count = labels.most_common(1)[0]
            votes[kind] += 1.5 if 2 * count >= span.last - span.first else 0.75

    def _previous(self, i: int) -> Word | None:
        """The word before word ``i`` on the same line."""
        if i == 0 or "\n" in self.text[self.words[i - 1].end : self.words[i].start]:
            return None
        return self.words[i - 1]

    def _before(self, span: Span, votes: Votes) -> None:
        """What the word that governs the name says: a title, a kind of thing, a preposition, a verb."""
        word = self._previous(span.first)
        if word is None:
            self._dateline(span, votes)
            return
        gap = self.text[word.end : self.words[span.first].start].rstrip("\"'“‘«")
        if _COMMA.fullmatch(gap) and word.folded in self.titles:
            votes["person"] += 3.0
        abbreviated = gap == ". " and (word.text + ".").lower() in self.abbreviations
        if word.possessive or not (gap == "" or abbreviated or _SPACE.fullmatch(gap)):
            return
        word = self._governor(span, word)
        if word.folded in self.work_noun:
            votes.lower(3.0)
        if word.folded == "the" and self.words[span.last - 1].folded in self.media_word:
            votes["organization"] += 2.5
        elif word.folded in self.titles and word.folded not in self.organization_cue:
            votes["person"] += 3.0
        elif word.folded in self.organization_cue:
            votes["organization"] += 6.5 if span.pattern == "person" else 4.0
        elif word.folded in self.place_head:
            votes["place"] += 6.0
        elif word.folded in self.place_preposition:
            votes["place"] += 0.0 if self._owns(span) else 2.5
        elif word.lemma in self.place_verb and not word.cap:
            votes["place"] += 2.0
        elif word.folded in _LINKING:
            self._before_link(span.first - 1, votes)
        elif word.folded in {"y", "e", "and"} and self._in_portfolio(span.first - 2):
            votes.lower(4.0)
        elif not word.cap and word.pos == "NOUN" and not self._opens_with_article(span):
            votes["person"] += 1.5
        elif word.folded in {"to", "a"} and self._moves(span.first - 2):
            votes["place"] += 2.0
        elif self._is_source(span.first - 1):
            votes["person"] += 1.0
            votes["organization"] += 2.0 if span.pattern == "capitals" and not self._has_name_word(span) else 1.0
            if span.pattern == "place_head" and word.folded == "told":
                votes["organization"] += 4.0  # an island or a street is told nothing

    def _owns(self, span: Span) -> bool:
        """Whether an unknown name is whose thing something is in: "in Ocampo's hands"."""
        return self.words[span.last - 1].possessive and span.match is None

    def _team(self, span: Span, votes: Votes) -> None:
        """A plural with an article inside a sentence, one word in capitals: "los Caimanes", "the Otters"."""
        i = span.first
        word = self._previous(i) if span.last - i == 1 and span.pattern == "capital" else None
        if word is None or word.folded not in {"los", "las", "the"} or not self.words[i].text.endswith("s"):
            return
        if self.joints.adjoins(i - 1) and not self._has_name_word(span) and not self.words[i].upper:
            votes["organization"] += 3.0
            votes["place"] -= 2.0

    def _is_doubtful(self, span: Span) -> bool:
        """Whether a surname, which can be a word like another, is all that speaks for a person: "Puente Norte"."""
        if self.joints.is_given(self.words[span.first].folded.split("-")[0]) or "." in self.words[span.first].text:
            return False
        return not any(self.joints.is_name_word(i) for i in range(span.first + 1, span.last))

    def _in_portfolio(self, i: int) -> bool:
        """Whether word ``i`` is what a minister is for: "ministro de Energía y ..."."""
        words = [w.folded for w in self.words[max(0, i - 3) : i + 1]]
        return self.words[i].cap and any(
            w in self.portfolio and words[k + 1 : k + 2] in (["de"], ["of"], ["for"], ["del"])
            for k, w in enumerate(words)
        )

    def _opens_with_article(self, span: Span) -> bool:
        return span.pattern == "capitals" and self.words[span.first].folded in _ARTICLES

    def _has_name_word(self, span: Span) -> bool:
        return any(self.joints.is_name_word(i) for i in range(span.first, span.last))

    def _dateline(self, span: Span, votes: Votes) -> None:
        """A name in capitals that opens a line and has a dash behind it: "HOLGUÍN, Cuba. —"."""
        end = self.words[span.last - 1].end
        if all(w.upper for w in self.words[span.first : span.last]) and _DATELINE.match(self.text, end):
            votes["place"] += 4.0

    def _governor(self, span: Span, word: Word) -> Word:
        """``word``, or the noun before it where ``word`` is an adjective: "activista cubana X", "hospital naval X"."""
        if word.cap or span.first < 2 or word.folded in self.titles or self.words[span.first - 2].cap:
            return word
        noun = self.words[span.first - 2]
        adjective = word.folded in self.demonym or word.pos == "ADJ"
        if adjective and (noun.folded in self.titles or noun.folded in self.organization_cue):
            return noun
        behind = not self.english and word.pos not in {"ADP", "DET", "VERB", "CCONJ"} and noun.folded in self.place_head
        return noun if behind else word

    def _naming(self, span: Span, votes: Votes) -> None:
        """A name that someone is said to go by: "known only as X", "se presentó como «X»"."""
        start = self.words[span.first].start
        lead = self.text[max(0, start - 40) : start].rstrip("\"'“‘« ").lower()
        if any(lead.endswith(phrase) for phrase in self.naming):
            kind = self._named_kind(span.first - 1)
            article = self.words[span.first].folded in _ARTICLES
            votes[kind] += 6.0 if kind != "person" else 7.0 if article else 2.0
        quoted = self.words[span.first].quoted and self.text[self.words[span.last - 1].end :][:1] in set("\"”»’'")
        if quoted and span.pattern == "name_word":
            votes["person"] += 2.0

    def _named_kind(self, i: int) -> str:
        """What is said to go by a name, by the nearest noun up to word ``i`` that tells: "la unidad conocida como"."""
        for word in reversed(self.words[max(0, i - 5) : i + 1]):
            if word.cap or word.folded in self.titles:
                break
            if word.folded in self.place_head or word.folded in _HOUSES:
                return "place"
            if word.folded in self.organization_cue:
                return "organization"
        return "person"

    def _moves(self, i: int) -> bool:
        """Whether a verb of motion stands at word ``i`` or just before it."""
        return any(self.words[k].lemma in self.motion for k in range(max(0, i - 2), i + 1))

    def _is_source(self, i: int) -> bool:
        """Whether word ``i`` leads up to whoever is told or says something: "according to", "dijo a", "told"."""
        word = self.words[i]
        if word.folded in {"told", "segun"}:
            return True
        if word.folded in {"to", "a", "al", "by", "por", "with", "con"}:
            verb = self._lemma(i - 1) in self.attribution or self._lemma(i - 1) == "accord"
            return verb or (word.folded in {"by", "por"} and i > 0 and self.words[i - 1].pos in {"VERB", "ADJ"})
        return False

    def _names_follow(self, i: int) -> bool:
        """Whether a capitalised word follows word ``i``: "Power company Energia"."""
        return any(w.cap for w in self._following(i + 1, 1))

    def _in_place(self, last: Word, i: int) -> bool:
        """Whether a place that the lexicon knows follows behind a comma or in parentheses: "Jovellanos, Matanzas"."""
        gap = self.text[last.end : self.words[i].start]
        return gap in {", ", " ("} and self.joints.match_kinds(i) == {"place"}

    def _following(self, i: int, count: int) -> list[Word]:
        """Up to ``count`` words from ``i`` on that only spaces part."""
        found: list[Word] = []
        for word in self.words[i : i + count]:
            if found and not _SPACE.fullmatch(self.text[found[-1].end : word.start]):
                break
            found.append(word)
        return found

    def _lemma(self, i: int) -> str:
        return self.words[i].lemma if i >= 0 else ""

    def _before_link(self, i: int, votes: Votes) -> None:
        """What stands before "de", "of the" and the like: "province of X", "la directora de X"."""
        while i > 0 and self.words[i].folded in _LINKING and not self.words[i].cap:
            i -= 1
        word = self.words[i]
        if word.pos == "ADJ" and i > 0 and self.words[i - 1].folded in self.place_head:
            word = self.words[i - 1]
        if word.cap:
            return
        following = self.words[i + 1]
        if {word.folded, self.words[i - 1].folded if i else ""} & self.portfolio and following.folded in {
            "de",
            "of",
            "for",
        }:
            votes.lower(3.0)
        if word.folded in _INMATES and i > 1 and self.words[i - 1].folded in {"de", "of"}:
            word = self.words[i - 2]
        if word.folded in self.place_head and following.folded in {"de", "del", "of"}:
            votes["place"] += 5.0 if word.folded in _PRISONS else 3.0
        elif word.folded in self.organization_role:
            votes["organization"] += 2.0
        elif word.folded in self.personal_role:
            votes["person"] += 2.0
        elif word.folded in self.place_preposition:
            votes["place"] += 2.0

    def _after(self, span: Span, votes: Votes) -> None:
        last = self.words[span.last - 1]
        if span.last < len(self.words) and self._in_place(last, span.last):
            votes["place"] += 2.0
        if span.pattern not in _BODIES and _AGE.match(self.text, last.end):
            votes["person"] += 4.0
        if span.last >= len(self.words):
            return
        word = self.words[span.last]
        gap = self.text[last.end : word.start].lstrip("\"'”’»").removeprefix("s")
        if _COMMA.fullmatch(gap):
            title = word
            if word.folded in {"a", "an", "the", "el", "la", "un", "una", "who", "quien"} and span.last + 1 < len(
                self.words
            ):
                title = self.words[span.last + 1]
            if word.folded in {"who", "quien"}:
                votes["person"] += 3.0
            elif word.folded == "which":
                votes["organization"] += 1.0
            elif title.folded in self.titles and not title.cap:
                votes["person"] += 2.0
            elif title is not word and any(
                w.folded in self.organization_cue for w in self._following(span.last + 1, 3)
            ):
                votes["organization"] += 4.5
            return
        if not _SPACE.fullmatch(gap):
            return
        if self.english and word.folded in self.place_head and not last.possessive:
            votes["place"] += 4.0
        elif self.english and word.folded in self.organization_cue and not last.possessive:
            descriptive = (
                self.words[span.first].initial and span.last - span.first == 1 and self._names_follow(span.last)
            )
            votes["organization"] += 0.0 if descriptive else 3.0
        elif word.lemma in self.attribution and not word.cap:
            votes["person"] += 1.0
            votes["organization"] += 1.0
            votes["place"] -= 0.5

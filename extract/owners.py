"""Whom a personal figure is about: whose age, whose sentence, whose fine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.owners_dealt import AND, Dealt
from extract.reference import RELATIVE
from extract.speech import Speech
from extract.verbs import subject_of
from extract.wordlists import people_nouns, roles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from extract.events import Event
    from extract.reading import Figure, Name
    from extract.reference import People, Reference

SPEAKERS_FOR_OTHERS = frozenset(("lawyer", "relative", "official", "journalist", "doctor", "priest"))
"""Roles of those who speak of somebody else's sentence or fine."""
AGE_VERBS = frozenset(("be", "turn", "ser", "tener", "cumplir"))
_AT_AGE = re.compile(r"(?i)\b(?:at (?:the )?age(?: of)?|a los|a la edad de|con)\s+(?:only |just |apenas |solo )?$")
"""An age at which something befell the clause's person: "was arrested at the age of 32"."""
_OFFENCE = re.compile(
    r"(?i)\b(?:offen[sc]es?|crimes?|charges?|law|article|delitos?|figura|ley|decreto|artículo|cargos?)\b[^.;\n]*$"
)
_FACES = re.compile(
    r"(?i)\b(?:fac(?:e|es|ed|ing)|risk(?:s|ed|ing)?|enfrent\w+|arriesg\w+|se expon\w+|podrían? recibir"
    r"|could (?:get|receive))\b"
)
_CARRIES = re.compile(
    r"(?i)\b(?:carr(?:y|ies|ied)|punish(?:able|ed)|se castiga\w*|se sanciona\w*"
    r"|castigad[oa]s?|sancionad[oa]s?|prev[ée]n?|contempla\w*)\b[^.;]*$"
)
OFFENCE_REACH = 90
_OBJECTS = frozenset(("le", "lo", "la", "him", "her"))
_GENDERS = {"him": "m", "her": "f", "lo": "m", "la": "f"}
_AUXILIARIES = frozenset(("aux", "auxpass", "aux:pass", "cop"))
_DONE_TO = ("visit", "detention", "interrogation", "physical assault")
"""How measures begin of what is done to somebody: whoever does it is not meant."""
DEALT = frozenset(("sentence", "fine", "fines"))
"""Measures that are dealt out to several in a row."""
REACH = 3
"""How many sentences back whom something befell is still meant."""
_OF_NAME = re.compile(r"(?i)([^\W\d_]+) (?:of|de)\s$")
_OTHERS = frozenset(("'s", "’s", "and", "y", "e", "with", "con", "his", "her", "su", "sus"))
"""Words after a name that bring in somebody else: "Ana Ruiz and her son, 9"."""
BESIDE_WORDS = 3
AFTER_REACH = 25


class Owners:
    """Finds the person of a figure, and says whether that is plain or a guess."""

    def __init__(
        self, context: Context, people: People, speech: Speech, victims: Mapping[int, list[Event]] | None = None
    ) -> None:
        self.context = context
        self.people = people
        self.speech = speech
        self.victims = victims or {}
        self.dealt = Dealt(context, people)

    def of(
        self, figure: Figure, token: Token, sentence: Sentence, events: list[Event], *, told: bool = False
    ) -> tuple[tuple[str, ...], bool]:
        """The people that ``figure`` (with its syntactic head ``token``) is about, none where nobody fits.

        The second value is True where the text says so plainly: the name beside the figure, or the subject of its
        clause. ``events`` are the sentence's. ``told``: only whom the figure's own clause names or points at.
        """
        people = self.context.names_between(sentence.start, sentence.end, "person")
        speaking = self._speaking(figure, sentence)
        clause = self.context.clause(token)
        if (speaker := self._first_person(figure, clause)) is not None:
            return (speaker,), False
        apart = speaking if figure.measure != "age" else set()
        beside = self._beside([n for n in people if n.entity not in apart], figure) if not told else None
        if beside is not None:
            return (beside,), True
        if self._of_offence(figure, sentence):
            return (), True
        at_age = _AT_AGE.search(self.context.article.text, max(0, figure.start - 30), figure.number_start)
        if figure.measure == "age" and not at_age:
            person, plain = self._aged(token)
            if person is not None:  # "son" of "son, 9", but "9-year-old boy"
                person = person.split(figure.text)[0].rstrip(" ,").removesuffix(" de") or person
            return (person,) if person else (), plain
        if figure.measure in DEALT and (dealt := self.dealt.of(figure, sentence, people)) is not None:
            return dealt, False
        return self._of_clause(token, sentence, people, figure, events, told=told)

    def _of_offence(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a term is the law's, and nobody's yet: "an offense that carries up to ten years"."""
        before = self.context.article.text[max(sentence.start, figure.start - OFFENCE_REACH) : figure.start]
        offence = _OFFENCE.search(before)
        if offence is None or _FACES.search(before, offence.start()):
            return False
        return figure.bound in {"at_most", "between"} or _CARRIES.search(before) is not None

    def _speaking(self, figure: Figure, sentence: Sentence) -> set[str]:
        """Who says what the sentence tells, by name."""
        found = {f.speaker.text for f in self.speech.frames[sentence.index] if f.speaker is not None}
        quote = self.context.quote_at(figure.start)
        speaker = self.speech.speakers.get(quote, (None, ""))[0] if quote is not None else None
        return found | ({speaker.text} if speaker is not None else set())

    def _first_person(self, figure: Figure, clause: Token) -> str | None:
        """Who says of themselves: "perdí 12 kilos", "they gave me nine years"."""
        quote = self.context.quote_at(figure.start)
        speaker = self.speech.speakers.get(quote, (None, ""))[0] if quote is not None else None
        if speaker is None or speaker.name is None or speaker.name.kind != "person":
            return None
        words = {c.lower_ for c in clause.children}
        verbs = [clause, *(c for c in clause.children if c.dep_ in _AUXILIARIES)]
        first = any("1" in morph(v, "Person") and "Sing" in morph(v, "Number") for v in verbs)
        mine = words & {"i", "yo"} or (first and "nsubj" not in {c.dep_ for c in clause.children}) or "me" in words
        return speaker.text if mine and not words & _OBJECTS else None

    def _beside(self, people: list[Name], figure: Figure) -> str | None:
        """A name right before the figure ("Ana Ruiz, de 34 años") or after it ("the 34-year-old Ana Ruiz")."""
        text = self.context.article.text
        apart = ".;:()" if figure.measure == "age" else ".;:(),"
        for name in people:
            before, after = text[name.end : figure.start], text[figure.end : name.start]
            if name.end <= figure.start and self._of_another(name) is not None:
                continue
            if name.end <= figure.start and _adjoins(before):
                return name.entity
            if name.start >= figure.end and len(after) <= AFTER_REACH and not set(after) & set(apart):
                return name.entity if figure.measure == "age" or not self._joined(name, people) else None
        return None

    def _joined(self, name: Name, people: list[Name]) -> bool:
        """Whether another name goes on: "la de los hermanos Ana y Luis Mora"."""
        text = self.context.article.text
        return any(n.start > name.end and AND.fullmatch(text, name.end, n.start) for n in people)

    def _of_another(self, name: Name) -> Token | None:
        """The noun of whose relative or lawyer a name only tells: "el padre de Ana Ruiz, de 70 años" → padre."""
        before = _OF_NAME.search(self.context.article.text, max(0, name.start - 30), name.start)
        known = roles(self.context.language).get(before[1].lower(), frozenset()) if before else frozenset()
        return self.context.token_at(before.start(1)) if before and known - {"body", "authority", "source"} else None

    def _aged(self, token: Token) -> tuple[str | None, bool]:
        """Whose age: of the noun it hangs under ("el músico, de 34 años"), or the subject of "is", "tiene"."""
        at = token
        while at.head is not at and at.dep_ in {"nummod", "nmod", "npadvmod", "amod", "appos", "compound", "obl"}:
            at = at.head
            if self._is_person_noun(at):
                return self._known(self.people.phrase(self._nearer(at, token)))
        clause = self.context.clause(token)
        if lemma(clause) not in AGE_VERBS and not any(
            lemma(c) in AGE_VERBS for c in clause.children if c.dep_ == "cop"
        ):
            return None, True
        subject = subject_of(clause)
        known = self.people.phrase(subject) if subject is not None else self.people.pronoun(clause)
        return self._known(known)

    def _nearer(self, noun: Token, age: Token) -> Token:
        """``noun``, or where it is a name too far away ("Ana Ruiz and her son, 9") the noun right before the age."""
        name = self.context.name_of(noun)
        if name is None or name.end > age.idx:
            return noun
        if _adjoins(self.context.article.text[name.end : age.idx]):
            return self._of_another(name) or noun
        between = noun.doc[noun.i + 1 : age.i]
        return next((t for t in reversed(list(between)) if t.pos_ in {"NOUN", "PROPN"}), noun)

    def _is_person_noun(self, token: Token) -> bool:
        """Whether an age can hang under a token: a noun, or an adjective that stands for one ("el menor")."""
        noun = token.pos_ in {"NOUN", "PROPN"} and lemma(token) not in {"año", "year"}
        return noun or (token.pos_ == "ADJ" and lemma(token) in people_nouns(self.context.language))

    def _known(self, known: Reference | None) -> tuple[str | None, bool]:
        """Somebody named, or in the sentence's own words where these are of a person ("son", "abuela")."""
        if known is None:
            return None, True
        if known.name is not None:
            return (known.text, known.sure) if known.name.kind == "person" else (None, True)
        language = self.context.language
        words = {w.lower() for w in known.text.split()}
        return (known.text, False) if words & (people_nouns(language) | roles(language).keys()) else (None, True)

    def _of_clause(
        self, token: Token, sentence: Sentence, people: list[Name], figure: Figure, events: list[Event], *, told: bool
    ) -> tuple[tuple[str, ...], bool]:
        """The subject of the clause; else whom an event of the clause befell; else the only person of the sentence."""
        alone = [e for e in events if e.group is None and e.victims]
        others = self._speaks_for_others(sentence)
        clause = self.context.clause(token)
        subject = subject_of(clause)
        for event in alone if not told else ():
            own = subject is not None and event.token.is_ancestor(clause) and event.token.i != clause.i
            if event.token.is_ancestor(token) and not own:
                return tuple(event.victims), event.sure
        named = self._named_together(subject)
        if (figure.measure or "").startswith(_DONE_TO) and _of_thing(clause):
            meant = self._told_before(clause, figure.start, sentence, frozenset({*others, *named}))
            return ((meant[0],) if meant is not None else ()), False  # "his lawyer visited him for 20 minutes"
        if named and not others & set(named):
            return named, True
        for event in alone if not told else ():
            if self.context.clause(event.token).i == clause.i:
                return tuple(event.victims), event.sure
        quoted = self._speaking(figure, sentence) if self.context.quote_at(figure.start) is not None else set()
        apart = frozenset(others | quoted)
        if subject is not None and subject.pos_ == "PRON" and subject.lower_ not in RELATIVE:
            known = self.people.pronoun(subject) if "Plur" not in morph(subject, "Number") else None
            if known is not None and (known.text in apart or self._tells(known.text)):
                gender = self.people.gender.get(known.text)
                last = self._befell(sentence, figure.start, gender, apart)
                return (last,) if last else (), False
            return (known.text,) if known is not None else (), False
        if subject is None and clause.dep_ in {"relcl", "acl:relcl"}:
            person = self._person(clause.head)
            return (person,) if person is not None and person not in apart else (), False
        if subject is not None and (person := self._person(subject)) is not None:
            return ((person,) if person not in apart else ()), False
        if subject is None or _of_thing(clause):
            meant = self._told_before(clause, figure.start, sentence, apart)
            if meant is not None and (not told or meant[1]):
                return (meant[0],), False
        if told or (subject is not None and (subject.pos_ == "NOUN" and "Plur" in morph(subject, "Number"))):
            return (), False
        speaking = self._speaking(figure, sentence)
        left = [n for n in people if n.entity not in apart and n.entity not in speaking]
        before = [n for n in left if n.end <= figure.start]
        if len({n.entity for n in left}) == 1:
            return (left[0].entity,), bool(before)
        return ((before[-1].entity,) if before else ()), False

    def _named_together(self, subject: Token | None) -> tuple[str, ...]:
        """The people named as a subject: "Ana Ruiz", "Ana Ruiz y Luis Mora"; none where anybody else is with them."""
        if subject is None:
            return ()
        names = [self.context.name_of(t) for t in (subject, *subject.conjuncts)]
        found = [n.entity for n in names if n is not None and n.kind == "person"]
        return tuple(dict.fromkeys(found)) if len(found) == len(names) else ()

    def _person(self, subject: Token) -> str | None:
        """The person named whom a noun or a relative pronoun stands for: "the painter", "who"."""
        if "Plur" in morph(subject, "Number"):
            return None
        known = self.people.phrase(subject)
        return known.text if known is not None and known.name is not None and known.name.kind == "person" else None

    def _told_before(
        self, clause: Token, start: int, sentence: Sentence, apart: frozenset[str]
    ) -> tuple[str, bool] | None:
        """Whom "le", "him" or a missing subject stands for ("le impusieron una multa"), and whether a word says so."""
        object_ = next((c for c in clause.children if c.lower_ in _OBJECTS), None)
        if object_ is None and "Plur" in morph(clause, "Number"):
            return None
        gender = _GENDERS.get(object_.lower_) if object_ is not None else None
        known = self.people.last_meant(start, gender, apart)
        last = self._befell(sentence, start, gender, apart)
        speaking = {f.speaker.text for f in self.speech.frames[sentence.index] if f.speaker is not None}
        near = {n.entity for n in self.context.names_between(sentence.start, start, "person")} - apart - speaking
        if object_ is None and len(near) == 1 and known is not None and known.text not in near:
            return near.pop(), False  # "su marido, Luis Mora, sigue preso y ha perdido, dice ella, 20 kilos"
        if last is not None and (known is None or self._tells(known.text) or last == self.people.main):
            return last, object_ is not None
        return (known.text, object_ is not None) if known is not None else None

    def _tells(self, person: str) -> bool:
        return bool(self.people.roles.get(person, set()) & SPEAKERS_FOR_OTHERS)

    def _befell(self, sentence: Sentence, start: int, gender: str | None, apart: frozenset[str]) -> str | None:
        """The one person to whom something happened last, in this sentence before ``start`` or those just before."""
        for index in range(sentence.index, max(-1, sentence.index - REACH - 1), -1):
            for event in reversed(self.victims.get(index, [])):
                one = event.victims[0] if len(event.victims) == 1 and event.group is None else None
                if one is None or one in apart or event.token.idx > start:
                    continue
                if gender is None or self.people.gender.get(one, gender) == gender:
                    return one
        return None

    def _speaks_for_others(self, sentence: Sentence) -> set[str]:
        speakers = {f.speaker.text for f in self.speech.frames[sentence.index] if f.speaker is not None}
        return {s for s in speakers if self.people.roles.get(s, set()) & SPEAKERS_FOR_OTHERS}


def _adjoins(between: str) -> bool:
    """Whether only a comma, brackets or a few words of an apposition stand between a name and a figure."""
    words = between.replace(",", " ").replace("(", " ").lower().split()
    return len(words) <= BESIDE_WORDS and not any(c in between for c in ";:.") and not _OTHERS & set(words)


def _of_thing(clause: Token) -> bool:
    """Whether a clause with a subject of its own has somebody as its object: "le partieron dos costillas"."""
    return any(c.lower_ in _OBJECTS for c in clause.children)

"""Whom a personal figure is about: whose age, whose sentence, whose fine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.frames import subject_of
from extract.speech import Speech
from extract.wordlists import people_nouns, roles

if TYPE_CHECKING:
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
OFFENCE_REACH = 90
_OBJECTS = frozenset(("le", "lo", "la", "him", "her"))
_OF_NAME = re.compile(r"(?i)([^\W\d_]+) (?:of|de)\s$")
_OTHERS = frozenset(("'s", "’s", "and", "y", "e", "with", "con", "his", "her", "su", "sus"))
"""Words after a name that bring in somebody else: "Ana Ruiz and her son, 9"."""
BESIDE_WORDS = 3
AFTER_REACH = 25


class Owners:
    """Finds the person of a figure, and says whether that is plain or a guess."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.people = people
        self.speech = speech

    def of(self, figure: Figure, token: Token, sentence: Sentence, events: list[Event]) -> tuple[str | None, bool]:
        """The person that ``figure`` (with its syntactic head ``token``) is about, None where nobody fits.

        The second value is True where the text says so plainly: the name beside the figure, or the subject of its
        clause. ``events`` are the sentence's.
        """
        people = self.context.names_between(sentence.start, sentence.end, "person")
        beside = self._beside(people, figure)
        if beside is not None:
            return beside, True
        text = self.context.article.text
        if figure.bound == "at_most" and _OFFENCE.search(
            text, max(sentence.start, figure.start - OFFENCE_REACH), figure.start
        ):
            return None, True  # "an offense that carries up to ten years"
        at_age = _AT_AGE.search(self.context.article.text, max(0, figure.start - 30), figure.number_start)
        if figure.measure == "age" and not at_age:
            return self._aged(token)
        return self._of_clause(token, sentence, people, figure.start, events)

    def _beside(self, people: list[Name], figure: Figure) -> str | None:
        """A name right before the figure ("Ana Ruiz, de 34 años") or after it ("the 34-year-old Ana Ruiz")."""
        text = self.context.article.text
        for name in people:
            before, after = text[name.end : figure.start], text[figure.end : name.start]
            if name.end <= figure.start and self._of_another(name) is not None:
                continue
            if name.end <= figure.start and _adjoins(before):
                return name.entity
            if name.start >= figure.end and len(after) <= AFTER_REACH and not set(after) & set(".;:()"):
                return name.entity
        return None

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
        self, token: Token, sentence: Sentence, people: list[Name], start: int, events: list[Event]
    ) -> tuple[str | None, bool]:
        """The subject of the clause; else whom an event of the clause befell; else the only person of the sentence."""
        for event in events:
            if event.token.is_ancestor(token) and event.group is None and len(event.victims) == 1:
                return event.victims[0], event.sure
        others = self._speaks_for_others(sentence)
        people = [n for n in people if n.entity not in others]
        clause = self.context.clause(token)
        for name in people:
            head = self.context.head_of(name.start, name.end)
            if head.dep_.startswith("nsubj") and self.context.clause(head).i == clause.i:
                return name.entity, True
        for event in events:
            here = self.context.clause(event.token).i == clause.i
            if here and len(event.victims) == 1 and event.group is None:
                return event.victims[0], event.sure
        pronoun = next((c for c in clause.children if c.dep_.startswith("nsubj") and c.pos_ == "PRON"), None)
        if pronoun is not None:
            known = self.people.pronoun(pronoun)
            return (known.text, False) if known else (None, False)
        if not people and not events:
            known = self._told_before(clause, start)
            return (known.text, False) if known else (None, False)
        before = [n for n in people if n.end <= start]
        if len({n.entity for n in people}) == 1:
            return people[0].entity, bool(before)
        return (before[-1].entity, False) if before else (None, False)

    def _told_before(self, clause: Token, start: int) -> Reference | None:
        """Whom "le", "him" or a missing subject of a clause without names stands for: "le impusieron una multa"."""
        object_ = next((c for c in clause.children if c.lower_ in _OBJECTS), None)
        subject = subject_of(clause)
        if object_ is None and subject is not None and subject.pos_ != "PRON":
            return None
        if object_ is None and subject is None and "Plur" in morph(clause, "Number"):
            return None
        return self.people.last_meant(start, None)

    def _speaks_for_others(self, sentence: Sentence) -> set[str]:
        speakers = {f.speaker.text for f in self.speech.frames[sentence.index] if f.speaker is not None}
        return {s for s in speakers if self.people.roles.get(s, set()) & SPEAKERS_FOR_OTHERS}


def _adjoins(between: str) -> bool:
    """Whether only a comma, brackets or a few words of an apposition stand between a name and a figure."""
    words = between.replace(",", " ").replace("(", " ").lower().split()
    return len(words) <= BESIDE_WORDS and not any(c in between for c in ";:.") and not _OTHERS & set(words)

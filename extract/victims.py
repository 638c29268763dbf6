"""To whom an event happened, and who did it: subjects, objects, possessors and lists, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, lemma, morph, noun_phrase, words_of
from extract.frames import is_passive, subject_of
from extract.reference import FEMALE, MALE, People, Reference
from extract.speech import Speech
from extract.wordlists import Trigger, people_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from extract.reading import Name

_JOINT = re.compile(r"(?i)\s*(,(?! (?:y|e|and)\b)|,? (?:y|e|and)\b)\s*(?:a )?")
"""What stands between two people of a list."""
OBJECTS = frozenset(("dobj", "obj", "iobj", "obl:arg"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "nsubj:pass"))
POSSESSIVES = frozenset(("his", "her", "their", "su", "sus"))
ACTORS = frozenset(
    ("agente", "policía", "oficial", "autoridad", "tribunal", "guardia", "militar", "régimen", "gobierno", "seguridad")
)
"""Nouns that "por" can name as who did it, rather than why."""


class Victims:
    """Finds the people and the agent of an event that is told at a token."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.people = people
        self.speech = speech

    def of(self, token: Token, trigger: Trigger) -> list[Reference]:
        """To whom it happened: people by name, or a group in its own words; nobody where the sentence tells nobody."""
        if trigger.victim == "of":
            return self._nominal_victims(token)
        if trigger.victim == "subject":
            subject = self._subject(token)
            return self._references(subject) if subject is not None else self._missing_subject(token)
        if is_passive(token):
            return self._references(
                next((c for c in token.children if c.dep_ in PASSIVE_SUBJECTS), None) or self._subject(token)
            )
        if self._participial(token):
            return self._participle_victims(token)
        return self._object_victims(token)

    def _participial(self, token: Token) -> bool:
        helpers = {"aux", "auxpass", "aux:pass"} | ({"cop"} if token.pos_ == "VERB" else set())
        auxiliaries = [c for c in token.children if c.dep_ in helpers and c.lower_ != "to"]
        if auxiliaries:
            return any(lemma(c) in {"be", "ser", "get"} for c in auxiliaries)
        if self.context.language == "en":
            return token.tag_ == "VBN" or (
                token.tag_ == "VBD" and token.dep_ in {"acl", "amod", "conj"} and subject_of(token) is None
            )
        return "Part" in morph(token, "VerbForm") or token.pos_ in {"ADJ", "NOUN"}

    def _subject(self, token: Token) -> Token | None:
        """The subject of a verb, of the verb it hangs under, or the noun that its relative clause tells of."""
        at = token
        for _ in range(4):
            for child in at.children:
                if child.dep_ in {"nsubj"} | PASSIVE_SUBJECTS:
                    return child
            if at.dep_ in {"acl", "relcl", "acl:relcl", "amod"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
                return at.head
            loose = at.dep_ == "advcl" and {"Inf", "Part", "Ger"} & set(morph(at, "VerbForm"))
            if (at.dep_ in {"xcomp", "conj", "aux", "auxpass"} or loose) and at.head is not at:
                at = at.head
                continue
            break
        return None

    def _participle_victims(self, token: Token) -> list[Reference]:
        if token.i and token.nbor(-1).lower_ in {"those", "these", "quienes", "aquellos", "aquellas"}:
            return []
        if token.dep_ == "amod" and token.i < token.head.i:
            return []  # "the released individuals" presupposes, it does not tell
        subject = self._subject(token)
        if subject is None and token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
            subject = token.head
        before = token.i if token.dep_ in {"acl", "amod", "appos"} else None
        return self._references(subject, before) if subject is not None else self._missing_subject(token)

    def _object_victims(self, token: Token) -> list[Reference]:
        clitic = self._clitic(token)
        if clitic is not None:
            return clitic
        for child in token.children:
            if child.dep_ in OBJECTS and child.i > token.i and child.pos_ in {"NOUN", "PROPN", "NUM"}:
                if child.dep_ == "obl:arg" and not any(c.lower_ in {"a", "al"} for c in child.children):
                    continue
                if found := self._references(child):
                    return found
        for child in token.children:
            word = child.lower_
            if child.dep_ in OBJECTS | {"expl", "expl:pass", "expl:pv"} and (
                child.pos_ == "PRON" or word in FEMALE | MALE
            ):
                if word == "me":
                    return self._speaker(child)
                if word in {"se", "nos", "te", "us", "you", "it", "himself", "herself", "themselves"}:
                    continue
                if "Plur" in morph(child, "Number") or word in {"them", "los", "las", "les"}:
                    return []
                known = self.people.pronoun(child)
                return [known] if known else []
        if token.lower_.endswith(("rlo", "rla")) or "Refl" in morph(token, "Reflex"):
            known = self.people.pronoun(token)
            return [known] if known and token.lower_.endswith(("rlo", "rla")) else []
        return self._personal_object(token)

    def _speaker(self, token: Token) -> list[Reference]:
        """Who says "me" or "I" in direct speech, where that is somebody named."""
        quote = self.context.quote_at(token.idx)
        speaker = self.speech.speakers.get(quote, (None, ""))[0] if quote is not None else None
        named = speaker is not None and speaker.name is not None and speaker.name.kind == "person"
        return [Reference(speaker.text, speaker.name, sure=False)] if speaker is not None and named else []

    def _clitic(self, token: Token) -> list[Reference] | None:
        """Whom a Spanish pronoun right before the verb stands for ("lo condenó"); None where there is none."""
        before = token.nbor(-1) if token.i else token
        if self.context.language != "es" or before.lower_ not in {"lo", "la"} or before.pos_ not in {"DET", "PRON"}:
            return None
        known = self.people.pronoun(before, {"lo": "m", "la": "f"}[before.lower_])
        return [known] if known else []

    def _personal_object(self, token: Token) -> list[Reference]:
        """The person after the Spanish "a" that the parser did not see as object: "condenó a 4 años a Ana Ruiz"."""
        if self.context.language != "es":
            return []
        sentence = self.context.sentence_at(token.idx)
        for name in self.context.names_between(token.idx, sentence.end, "person"):
            before = self.context.article.text[token.idx + len(token.text) : name.start]
            words = token.doc[token.i + 1 : self.context.token_at(name.start).i]
            if len(before) > 90 or any(c in before for c in ",;:") or any(t.pos_ == "VERB" for t in words):
                break
            if re.search(r"(?:^|\s)(?:a|al)\s(?:(?:la|el|los|las)\s)?(?:[^\W\d_]+\s){0,2}$", before):
                return self._references(self.context.head_of(name.start, name.end)) or [Reference(name.entity, name)]
        return []

    def _missing_subject(self, token: Token) -> list[Reference]:
        """Spanish leaves out a subject that is known: "Ayer fue acusado formalmente"."""
        if self.context.language != "es" or "Plur" in morph(token, "Number"):
            return []
        if token.dep_ not in {"ROOT", "conj", "ccomp", "advcl"} or "1" in morph(token, "Person"):
            return []
        known = self.people.pronoun(token, _gender(token))
        return [known] if known else []

    def _nominal_victims(self, token: Token) -> list[Reference]:
        for child in token.children:
            if child.dep_ in {"poss", "det"} and child.lower_ in POSSESSIVES:
                if child.lower_ == "their":
                    return []
                known = self.people.pronoun(child)
                return [known] if known else []
            if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
                return self._references(child)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                return self._references(inner)
            if child.dep_ in {"nmod", "obl"} and any(c.lower_ in {"de", "del", "contra"} for c in child.children):
                return self._references(child)
        return []

    def _references(self, head: Token | None, before: int | None = None) -> list[Reference]:
        """The people under a noun: each of several named together, or one group in its own words.

        ``before`` is the index of a participle that tells of those named before it alone.
        """
        if head is None:
            return []
        if head.lower_ in {"i", "yo"}:
            return self._speaker(head)
        found: list[Reference] = []
        for each in (t for t in joined(head) if before is None or t is head or t.i < before):
            known = self.people.phrase(each)
            if known is None:
                continue
            if known.name is not None and known.name.kind == "person":
                found.append(known)
                found.extend(Reference(n.entity, n) for n in self._listed_with(known.name, head))
            elif known.name is None and self._is_group(each):
                found.append(Reference(self._group_words(each), None, sure=known.sure))
        return found

    def _listed_with(self, name: Name, head: Token) -> list[Name]:
        """The other people of a list of three or more, where the parser sees no coordination: "Ana, Luis y Eva"."""
        if self.context.name_of(head) is not name:
            return []
        text, last = self.context.article.text, name
        listed: list[Name] = []
        for other in self.context.names_between(name.end, self.context.sentence_at(name.start).end, "person"):
            joint = _JOINT.fullmatch(text, last.end, other.start)
            if joint is None:
                return []
            listed.append(other)
            if joint[1] != ",":
                return listed if len(listed) > 1 else []
            last = other
        return []

    def _is_group(self, head: Token) -> bool:
        known = people_nouns(self.context.language)
        if self.people.is_definite(head) or any(c.lower_ in POSSESSIVES for c in head.children):
            return False  # one known person, not found: "su madre", "the activist"
        return bool(known & {lemma(head), head.lower_, head.lower_.removesuffix("s")}) or self._counted(head)

    def _counted(self, head: Token) -> bool:
        """A bare number that stands for people ("the 14 would be freed")."""
        return head.pos_ == "NUM" and any(
            f.start <= head.idx < f.end and f.unit == "count" for f in self.context.figures
        )

    def _group_words(self, head: Token) -> str:
        for figure in self.context.figures:
            if figure.start <= head.idx < figure.end and figure.unit == "count":
                return figure.text
        return words_of(noun_phrase(head))

    def of_that_gender(self, victim: Reference, token: Token) -> Reference:
        """The bearer of a shared surname whom a Spanish participle can mean: "Zamora fue condenado" is not Lucrecia."""
        gender, name = _gender(token), victim.name
        if gender is None or name is None or " " in name.text or name.text not in victim.text:
            return victim
        if self.people.gender.get(victim.text, gender) == gender:
            return victim
        named = {n.entity: n for n in self.people.persons if name.text in n.entity.split()}
        fitting = [e for e in named if self.people.gender.get(e, gender) == gender]
        return Reference(fitting[0], named[fitting[0]], sure=False) if len(fitting) == 1 else victim

    def agent(self, token: Token, trigger: Trigger, victims: tuple[str, ...]) -> str | None:
        """Who did it: the subject of the active, "by"/"por" in the passive."""
        head: Token | None = None
        for child in token.children:
            if child.dep_ in {"agent", "obl:agent"} or (child.dep_ == "prep" and child.lower_ == "by"):
                head = next(
                    (c for c in child.children if c.dep_ == "pobj"), child if child.dep_ == "obl:agent" else None
                )
            elif (
                child.dep_ in {"obl", "nmod", "obj"}
                and any(c.lower_ == "por" for c in child.children)
                and child.ent_type_ != "MISC"
            ):
                head = child if self._can_act(child) else None
            elif (
                child.dep_ == "nsubj"
                and trigger.victim == "object"
                and not is_passive(token)
                and not self._participial(token)
                and not self._is_scene(child)
            ):
                head = child
            if head is not None:
                break
        known = self.people.phrase(head) if head is not None else None
        return known.text if known is not None and known.text not in victims else None

    def _is_scene(self, head: Token) -> bool:
        """Whether a noun is a town or prison, as before a report ("Holguín, 3 mar.-"); a country can act."""
        name = self.context.name_of(head)
        if name is None or name.kind != "place":
            return False
        entry = self.context.lexicon.lookup(name.entity, "place")
        return entry is None or entry.type != "country"

    def _can_act(self, head: Token) -> bool:
        name = self.context.name_of(head)
        return name.kind != "place" if name else lemma(head) in ACTORS


def joined(head: Token) -> Iterator[Token]:
    """A noun and those coordinated with it, whether the parser hangs them all under the first or in a chain."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            yield from joined(child)


def _gender(token: Token) -> str | None:
    """The gender that a Spanish participle shows: "f", "m" or None."""
    return {"Fem": "f", "Masc": "m"}.get(next(iter(morph(token, "Gender")), ""))

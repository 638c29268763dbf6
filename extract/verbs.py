"""What verbs show: their subjects, whether they are passive or participles, whether one of saying reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.context import lemma, morph

if TYPE_CHECKING:
    from spacy.tokens import Token

ABLE = frozenset(("able", "manage", "poder", "lograr", "conseguir"))
"""What turns an infinitive into a report: "has been able to confirm 231"."""
SUBJECTS = frozenset(("nsubj", "csubj"))


def subject_of(verb: Token) -> Token | None:
    """The active subject of a verb: its own, or that of the verb it is coordinated with or hangs under."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return subject_of(verb.head.head) if verb.head.head.i != verb.head.i else None
    if (
        verb.dep_ in {"conj", "xcomp", "advcl"}
        and (verb.dep_ != "advcl" or is_participle(verb))
        and verb.head.pos_ in {"VERB", "AUX"}
        and verb.head.i != verb.i
    ):
        return subject_of(verb.head)
    return None


def is_participle(verb: Token) -> bool:
    """Whether a verb is a present participle or gerund ("stating that", "señalando que")."""
    return verb.tag_ == "VBG" or "Ger" in morph(verb, "VerbForm")


def reports(verb: Token) -> bool:
    """Whether a reporting verb reports: finite or a gerund, active, no infinitive, no bare participle."""
    if is_participle(verb):
        return verb.dep_ in {"advcl", "conj"}
    if is_passive(verb) or any(lemma(c) == "ser" for c in verb.children if c.dep_ == "aux"):
        return False
    if "Inf" in morph(verb, "VerbForm") or (verb.tag_ == "VB" and verb.dep_ == "xcomp"):
        able = verb.dep_ == "xcomp" and lemma(verb.head) in ABLE
        return able or any(lemma(c) in ABLE for c in verb.children if c.dep_ == "aux")
    if verb.dep_ == "conj" and verb.lang_ == "en" and "Fin" in morph(verb.head, "VerbForm"):
        return True  # "blamed a fault and forecast a shortfall": past forms that look like participles
    return "Part" not in morph(verb, "VerbForm") or any(c.dep_ in {"aux", "nsubj"} for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive ("was arrested", "fue detenida")."""
    return any(c.dep_ in {"nsubjpass", "auxpass", "nsubj:pass", "aux:pass"} for c in verb.children)

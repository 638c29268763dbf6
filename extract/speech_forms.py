"""Finite forms of reporting verbs, made from their infinitives: beside speech a small tagger often sees no verb."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.lexicon import fold

if TYPE_CHECKING:
    from extract.lexicon import Lexicon

_AR = ("a", "an", "ó", "aron", "aba", "aban", "ando", "ará", "aría")
_ER_IR = ("e", "en", "ió", "ieron", "ía", "ían", "iendo", "erá", "irá", "ería", "iría")
_STEM_VOWEL = re.compile(r"[eo](?=[^aeiouáéíóúü]*$)")
_ADDING = {
    "es": ("abundar", "agregar", "ahondar", "añadir", "apostillar", "continuar", "insistir", "proseguir", "remachar",
           "rematar", "zanjar", "concluir", "redondear"),
    "en": ("add", "continue", "conclude", "insist", "elaborate"),
}  # fmt: skip
_CHANGES = {"e": ("e", "ie", "i"), "o": ("o", "ue", "u")}


@cache
def speech_forms(lexicon: Lexicon, language: str) -> frozenset[str]:
    """Third-person forms, in lower case, of every verb that reports, in running text or beside direct speech.

    Stem vowels are changed in all ways that Spanish knows, so that some forms are no words: they harm nobody."""
    verbs = lexicon.words("attribution_verb", language) | lexicon.words("quote_verb", language)
    inflect = _spanish if language == "es" else _english
    return frozenset(form for verb in verbs for form in inflect(verb)) | lexicon.words("speech_form", language)


@cache
def speech_verbs(lexicon: Lexicon, language: str) -> frozenset[str]:
    """The folded infinitives of the same verbs."""
    return lexicon.folded("attribution_verb", language) | {fold(v) for v in lexicon.words("quote_verb", language)}


@cache
def adding_forms(language: str) -> frozenset[str]:
    """The same forms of verbs that tell that whoever spoke goes on."""
    inflect = _spanish if language == "es" else _english
    return frozenset(form for verb in _ADDING[language] for form in inflect(verb))


def _spanish(verb: str) -> list[str]:
    stem, endings = verb[:-2], _AR if verb.endswith("ar") else _ER_IR
    vowel = _STEM_VOWEL.search(stem)
    stems = [stem[: vowel.start()] + v + stem[vowel.end() :] for v in _CHANGES[vowel.group()]] if vowel else [stem]
    return [s + e for s in stems for e in endings]


def _english(verb: str) -> list[str]:
    stem = verb.removesuffix("e")
    forms = [verb + "s", verb + "es", stem + "ed", stem + "ing", stem + stem[-1] + "ed", stem + stem[-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        forms += [verb[:-1] + "ies", verb[:-1] + "ied"]
    return forms

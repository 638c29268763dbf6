"""What holds the words of one name together: spaces and hyphens, particles, prepositions, possessives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexicon import Lexicon, Match
    from extract.names_words import Word

_SPACE = re.compile(r"[ \t\u00a0\u202f]{1,2}|[-‐‑–]|(?<=\.)")
_COINED = re.compile(r"y[aeiou]\w{2,}(?:el|il|is|ys|dy|di|ny|ni|ri|ry|sy|si|mi|ly|li|ti|er|ka|et|ra|la|ey|ei|an|in|en)")
_NATIONAL = frozenset(("nacional", "provincial", "municipal", "internacional", "popular", "interamericano"))
PERSON_PARTICLES = (
    ("de", "la"), ("de", "las"), ("de", "los"), ("de", "el"), ("del",), ("de",), ("da",), ("do",), ("dos",), ("di",),
    ("van", "der"), ("van", "den"), ("van",), ("von", "der"), ("von",), ("bin",), ("al",), ("la",), ("d",),
)  # fmt: skip
ORGANIZATION_LINKS = {
    "es": (
        ("de", "la"), ("de", "las"), ("de", "los"), ("del",), ("de",), ("para", "la"), ("para", "el"), ("para", "los"),
        ("para", "las"), ("para",), ("por", "la"), ("por", "el"), ("por", "los"), ("por", "una"), ("por", "un"),
        ("por",), ("contra", "la"), ("contra", "el"), ("contra",), ("sobre", "la"), ("sobre",), ("sin",), ("con",),
        ("pro",), ("y", "la"), ("y", "el"), ("y", "los"), ("y",), ("e",),
        ("o",), ("u",), ("de", "lo"), ("en", "el"), ("en", "la"), ("en",), ("a", "los"), ("a", "las"), ("a", "la"),
        ("al",), ("a",),
    ),
    "en": (
        ("of", "the"), ("of",), ("for", "the"), ("for", "a"), ("for",), ("against",), ("on",), ("to",), ("without",),
        ("and", "the"), ("and",), ("de", "la"), ("de", "los"), ("de", "las"), ("del",), ("de",), ("sin",), ("por",),
        ("y",), ("para",), ("or",), ("in",),
    ),
}  # fmt: skip


@lru_cache(maxsize=8)
def _lists(lexicon: Lexicon, language: str) -> dict[str, frozenset[str]]:
    folded = lexicon.folded
    tail = folded("organization_head", "en")
    return {
        "given": folded("given_name", language),
        "surname": folded("surname", language),
        "demonym": lexicon.demonyms | folded("demonym", "en") | folded("demonym", "es"),
        "calendar": folded("month", language) | folded("weekday", language),
        "titles": folded("honorific", language) | folded("title", language),
        "many": _plurals(folded("title", language)),
        "generic": folded("generic_noun", language) | folded("generic_acronym", language),
        "organization_head": folded("organization_head", language) | folded("organization_head", "es"),
        "organization_tail": tail if language == "en" else tail - folded("organization_head", "es"),
        "place_head": folded("place_head", language) | folded("place_head", "es"),
        "law": folded("law_head", language),
    }


def _plurals(words: frozenset[str]) -> frozenset[str]:
    """The regular plurals of words for people: "boxers", "escritores"."""
    plain = {w for w in words if w.isalpha()}
    return frozenset({w + "s" for w in plain} | {w + "es" for w in plain if w[-1] in "lnrdz"})


class Joints:
    """The words of one article with what is known of each, and which of them belong together."""

    def __init__(self, text: str, words: Sequence[Word], language: str, lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.language = language
        self.lexicon = lexicon
        lists = _lists(lexicon, language)
        self.given = lists["given"]
        self.surname = lists["surname"]
        self.demonym = lists["demonym"]
        self.calendar = lists["calendar"]
        self.titles = lists["titles"]
        self.many = lists["many"]
        self.generic = lists["generic"]
        self.organization_head = lists["organization_head"]
        self.organization_tail = lists["organization_tail"]
        self.place_head = lists["place_head"]
        self.law = lists["law"]
        self.links = ORGANIZATION_LINKS[language]
        self.matches = self._lexicon_matches()

    def _lexicon_matches(self) -> dict[int, tuple[int, Match]]:
        """First word of each form of the lexicon in the text -> the word after its last, and the match."""
        starts = {w.start: i for i, w in enumerate(self.words)}
        ends = {w.end: i for i, w in enumerate(self.words)}
        found = {}
        for match in self.lexicon.find(self.text):
            first, last = starts.get(match.start), ends.get(match.end)
            if first is not None and last is not None and (self.words[first].cap or match.form[0].isdigit()):
                found[first] = (last + 1, match)
        return found

    def gap(self, i: int) -> str:
        """What stands between word ``i`` and the next."""
        return self.text[self.words[i].end : self.words[i + 1].start]

    def adjoins(self, i: int) -> bool:
        """Whether word ``i`` + 1 can follow word ``i`` within one name."""
        if i + 1 >= len(self.words) or self.words[i].possessive:
            return False
        gap = self.gap(i)
        return bool(_SPACE.fullmatch(gap)) or (gap == "" and self.words[i].text.endswith("."))

    def link(self, at: int, links: Sequence[tuple[str, ...]]) -> int | None:
        """The index of the capitalised word after the connecting words that begin at ``at``, if there are any."""
        for link in links:
            end = at + len(link)
            if end >= len(self.words):
                continue
            if tuple(w.folded for w in self.words[at:end]) != link or any(w.cap for w in self.words[at:end]):
                continue
            good = self.words[end].cap and self.words[end].folded not in self.calendar
            if good and all(self.adjoins(i) for i in range(at - 1, end)):
                return end
        return None

    def continues(self, i: int) -> bool:
        """Whether word ``i`` is a capitalised word that can stand inside a name."""
        word = self.words[i]
        return word.cap and not word.initial and word.folded not in self.calendar

    def is_name_word(self, i: int) -> bool:
        """Whether word ``i``, or a part of it between hyphens, is a given name or a surname."""
        parts = self.words[i].folded.replace("'", "-").split("-")
        return any(p in self.given or p in self.surname for p in parts) or self.is_given(self.words[i].folded)

    def is_given(self, folded: str) -> bool:
        """Whether ``folded`` is a given name, or one of the coined ones with Y that Cuba has had since the 1970s."""
        return folded in self.given or bool(_COINED.fullmatch(folded))

    def is_letter(self, i: int) -> bool:
        """Whether word ``i`` is an initial: "P."."""
        text = self.words[i].text
        return len(text) == 2 and text[1] == "." and text[0].isupper()

    def is_kind_word(self, i: int) -> bool:
        """Whether word ``i`` says what kind of thing is named, or is no part of a person's name for another reason."""
        folded = self.words[i].folded
        kinds = (self.titles, self.demonym, self.generic, self.organization_head, self.place_head, self.law)
        return any(folded in words for words in kinds)

    def match_kinds(self, i: int) -> frozenset[str]:
        """The kinds of the lexicon's form that begins at word ``i``; empty where none does."""
        known = self.matches.get(i)
        return known[1].kinds if known else frozenset()


def is_institution(joints: Joints, at: int) -> bool:
    """Whether a word that is a surname too is called national: "Padrón Nacional de ..."."""
    if joints.language != "es" or not joints.adjoins(at) or not joints.words[at + 1].cap:
        return False
    return joints.words[at + 1].folded in _NATIONAL and joints.is_name_word(at) and not joints.is_kind_word(at)

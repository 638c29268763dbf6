"""Who in an article is called what beside the name ("the lawyer Ana Ruiz", "Ana Ruiz, mother of …"), and whom such a
word means where it stands alone, after the name or before it is told."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from extract.wordlists import roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.context import Context
    from extract.reading import Name

GATHERING = frozenset(("authority", "source", "relative", "official", "body"))
"""Roles whose words do not stand for each other."""
REACH = 12
"""How many sentences back a role noun looks for whom it means."""
AROUND = 110
"""How many characters beside a name are read."""
_WORDS = re.compile(r"\w+(?:[-’']\w+)*")
_HARD = re.compile(r"[.;:\n\"“”«»—(]")
_ACRONYM = re.compile(r"\s*\([^)\n]{2,12}\)")
_AGE = re.compile(r"\s*(?:de )?\d{1,3}(?: años| years old)?\s*(?:,|$)")
_LINKS = frozenset(
    [
        "de",
        "del",
        "of",
        "for",
        "in",
        "en",
        "at",
        "from",
        "a",
        "al",
        "con",
        "with",
        "por",
        "by",
        "que",
        "who",
        "and",
        "y",
        "e",
        "or",
        "o",
    ]
)
_POSSESSIVES = frozenset(["su", "sus", "his", "her", "their", "mi", "my"])
_COPULAS = re.compile(r"\s+(?:is|was|es|era)\s+(?:(?:a|an|the|un|una|el|la)\s+)?")
_RELATIVE = re.compile(r"\s*(?:who|quien|que)\s+(?:has\s+|ha\s+|also\s+|también\s+)?(\w+)")
_DOING = re.compile(r"\s+(?:has\s+|ha\s+)?(\w+)")
_SURNAME = re.compile(r"[^\W\d_]{3,}")


@cache
def kinds(word: str, language: str) -> frozenset[str]:
    """The roles of a noun, in lower case, in the singular or plural."""
    known = roles(language)
    word = word if word in known else word.removeprefix("ex-")
    forms = (
        word,
        word.removeprefix("ex"),
        word.removesuffix("'s"),
        word.removesuffix("’s"),
        word.removesuffix("s"),
        word.removesuffix("es"),
    )
    return next((known[form] for form in forms if form in known), frozenset())


class Described:
    """What the persons of an article are called. ``nouns`` and ``roles`` by entity; ``kin_of``, of whom somebody
    is said to be a relative (entities; empty where the article says "her mother" or "the mother")."""

    def __init__(self, context: Context, persons: Sequence[Name]) -> None:
        self.context = context
        self.persons = persons
        self.roles: dict[str, set[str]] = defaultdict(set)
        self.kin_of: dict[str, set[str]] = defaultdict(set)
        self.nouns: dict[str, set[str]] = defaultdict(set)
        text, words = context.article.text, context.lexicon.words
        self._verbs = dict.fromkeys(words("counsel_verb", context.language), "lawyer")
        self._verbs |= dict.fromkeys(words("heading_verb", context.language), "director")
        for name in persons:
            before = text[max(0, name.start - AROUND) : name.start]
            breaks = [m.end() for m in _HARD.finditer(before)]
            self._read_before(name, before[breaks[-1] if breaks else 0 :])
            self._read_after(name, text[name.end : name.end + AROUND])

    def _read_before(self, name: Name, before: str) -> None:
        """ "the lawyer ANA RUIZ"; "la directora de la APL, ANA RUIZ"."""
        if before.rstrip().endswith(","):
            chunk = before.rstrip()[:-1].rpartition(",")[2]
            words = [m.group().lower() for m in _WORDS.finditer(chunk)]
            for at, word in enumerate(words):
                after = words[at + 1] if at + 1 < len(words) else ""
                if (
                    kinds(word, self.context.language)
                    and (not after or after in _LINKS)
                    and not self._linked(words[:at])
                ):
                    self._learn(name, word, words[at + 1 :], name.start - AROUND)
                    return
            return
        words = [m.group().lower() for m in _WORDS.finditer(before[-40:])][-2:]
        if before[-1:].isspace() and words and words[-1] not in _LINKS:
            for word in reversed(words):
                if kinds(word, self.context.language):
                    self._learn(name, word, [], name.start)
                    return

    @staticmethod
    def _linked(words: list[str]) -> bool:
        """Whether a noun stands under a preposition: in "la casa de la madre, Ana" nobody is called mother."""
        tail = words[-2:]
        return bool(tail) and any(w in _LINKS - {"and", "y", "e"} for w in tail)

    def _read_after(self, name: Name, after: str) -> None:
        """ "ANA RUIZ, a retired nurse who …"; "ANA RUIZ, who defends …"; "ANA RUIZ is a nurse"."""
        acronym = _ACRONYM.match(after)
        offset = acronym.end() if acronym else 0
        after = after[offset:]
        doing = _DOING.match(after)
        if doing is not None and (role := self._verbs.get(doing.group(1).lower())):
            self.roles[name.entity].add(role)
        copula = _COPULAS.match(after)
        if copula is None and not after.startswith(","):
            return
        rest = after[copula.end() if copula else 1 :]
        age = _AGE.match(rest)
        rest = rest[age.end() :] if age else rest
        relative = _RELATIVE.match(rest)
        if relative is not None:
            if role := self._verbs.get(relative.group(1).lower()):
                self.roles[name.entity].add(role)
            return
        chunk = re.split(r"[,.;:\n(\"“”«»—]", rest, maxsplit=1)[0]
        if copula is None and self._has_verb(name.end + len(after) - len(rest) + offset, len(chunk)):
            return  # "According to ANA RUIZ, the officer told her …"
        words = [m.group().lower() for m in _WORDS.finditer(chunk)]
        for at, word in enumerate(words[:6]):
            if word in _LINKS:
                if at == 0 or not kinds(words[at - 1], self.context.language):
                    return
                if word not in {"y", "and", "e"}:
                    return
            if kinds(word, self.context.language):
                if word in _LINKS or (
                    words[at - 1 : at] and words[at - 1] in _POSSESSIVES and set(words[at + 1 : at + 2]) & {"y", "and"}
                ):
                    return
                self._learn(name, word, words[at + 1 :], name.end)

    def _has_verb(self, start: int, length: int) -> bool:
        """Whether a stretch of text is a clause of its own, relative clauses aside."""
        doc, at = self.context.doc, self.context.token_at(start).i
        while at < len(doc) and doc[at].idx < start + length:
            if doc[at].lower_ in {"who", "whose", "that", "que", "quien", "cuyo", "cuya"}:
                return False
            if doc[at].pos_ in {"VERB", "AUX"} and not {"Part", "Inf", "Ger"} & set(doc[at].morph.get("VerbForm", [])):
                return True
            at += 1
        return False

    def _learn(self, name: Name, noun: str, complement: list[str], start: int) -> None:
        found = kinds(noun, self.context.language)
        if "relative" in found and complement:
            if complement[0] not in _LINKS or len(complement) < 2:
                return
            named = self.context.names_between(max(0, start), start + 2 * AROUND, "person")
            whose = {
                n.entity for n in named if n.entity != name.entity and set(complement) & set(n.text.lower().split())
            }
            determined = complement[0] == "del" or complement[1] in {
                "la",
                "el",
                "the",
                "los",
                "las",
                "una",
                "un",
                "a",
                "dos",
                "two",
            }
            if not whose and not (determined and complement[1] not in {"dos", "two"}):
                return  # "mother of twins", "madre de tres": of whom the article tells is not said
            self.kin_of[name.entity] |= whose
        self.roles[name.entity] |= found
        self.nouns[name.entity].add(noun)

    # Whom a noun means

    def meant(self, noun: str, before: int, gender: str | None, genders: dict[str, str]) -> Name | None:
        """The person whom a noun that stands alone means: whoever was called so last, else the only one who is called
        so later. Relatives must be the only one of their kind."""
        wanted = kinds(noun, self.context.language)
        kin = "relative" in wanted
        wanted -= GATHERING
        fitting = [
            n for n in self.persons
            if wanted & self.roles.get(n.entity, set()) and (gender is None or genders.get(n.entity, gender) == gender)
        ]  # fmt: skip
        entities = {n.entity for n in fitting}
        if len(entities) == 1:
            near = [n for n in fitting if n.end <= before] or fitting[:1]
            return near[-1]
        if kin or not entities:
            return None
        here = self.context.sentence_at(before).index
        earlier = [n for n in fitting if n.end <= before and here - self.context.sentence_at(n.start).index <= REACH]
        return earlier[-1] if earlier else None

    def sibling(self, noun: str, of: str | None, genders: dict[str, str], gender: str | None) -> Name | None:
        """The only other person who shares a surname with ``of`` and is called nothing else: "his sister"."""
        if of is None or "relative" not in kinds(noun, self.context.language):
            return None
        surnames = set(_SURNAME.findall(of)[1:])
        fitting = {
            n.entity: n for n in reversed(self.persons)
            if n.entity != of and surnames & set(_SURNAME.findall(n.entity)[1:])
            and not self.roles.get(n.entity) and (gender is None or genders.get(n.entity, gender) == gender)
        }  # fmt: skip
        return next(iter(fitting.values())) if len(fitting) == 1 else None

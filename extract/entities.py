"""Whom the names of one article stand for: short forms, nicknames, acronyms find the fullest form of their bearer."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.lexicon import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.lexicon import Lexicon

PARTICLES = frozenset(
    ("de", "la", "las", "los", "el", "del", "da", "do", "dos", "di", "van", "von", "der", "den", "bin", "al", "y", "e")
)
SMALL = PARTICLES | frozenset(("of", "the", "and", "for", "in", "on", "to", "a", "en", "por", "para", "con", "sin"))


HEAD = 5
"""The rank of a form that is only the kind of body which its bearer is."""


def units(words: Sequence[str]) -> list[str]:
    """A person's folded name in its parts, each particle with the part it belongs to: eva, de la guardia, sotolongo."""
    found: list[str] = []
    held: list[str] = []
    for word in words:
        if word in PARTICLES:
            held.append(word)
            continue
        found.append(" ".join([*held, word]))
        held = []
    return found


_ARTICLE = re.compile(r"^(?:the|el|la|los|las) ", re.IGNORECASE)


@dataclass(eq=False)
class Bearer:
    """One entity of the article: its fullest form, the parts of a person's name, other forms, and where it occurs."""

    kind: str
    entity: str
    parts: list[str] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)
    first_at: int = 0
    mentions: list[int] = field(default_factory=list)
    relative: bool = False
    """Whether it is named as somebody's relative: then a surname that both have is not first of all the relative's."""
    familiar: bool = False
    """Whether the article also uses the given name alone: then a surname shared with a relative is the relative's."""

    def mention(self, at: int) -> None:
        """It is named at offset ``at``."""
        insort(self.mentions, at)

    def claim(self, form: str, rank: int) -> None:
        """Take ``form`` (folded) as a form of this bearer; a lower rank binds more closely."""
        if form and self.forms.get(form, 99) > rank:
            self.forms[form] = rank


class Entities:
    """The bearers of an article's names."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.lexicon = lexicon
        self.given = lexicon.folded("given_name", language)
        self.surnames = lexicon.folded("surname", language)
        self.heads = lexicon.folded("organization_head", "es") | lexicon.folded("organization_head", "en")
        self.place_heads = lexicon.folded("place_head", "es")
        self.bodies = self.heads - lexicon.folded("generic_noun", language) - lexicon.folded("people_head", language)
        self.bearers: list[Bearer] = []
        self._by_form: dict[str, list[Bearer]] = {}
        self._persons: dict[str, list[Bearer]] = {}
        """Persons by the first and the last two parts of their names, and by the letter that it begins with."""
        self._named: dict[tuple[str, str], Bearer] = {}
        self._media = lexicon.folded("media_word", "en")

    # -- persons -----------------------------------------------------------------------------------------------------

    def add_person(self, text: str, at: int, nickname: str | None = None) -> Bearer:
        """The bearer of a full name (two parts or more), new or known."""
        words = _name_words(text, nickname)
        parts = units(words)
        entry = self.lexicon.lookup(" ".join(words), "person") or self.lexicon.lookup(text, "person")
        full = entry.canonical if entry else text
        if entry:
            longer = [p for p in units(_name_words(entry.canonical, None)) if p != "pope"]
            parts = longer if len(longer) > len(parts) else parts
        bearer = self._same_person(parts, full)
        if bearer is None:
            bearer = Bearer("person", full, parts, first_at=at)
            self.bearers.append(bearer)
        elif entry:
            bearer.entity = entry.canonical
        elif len(parts) > len(bearer.parts) or (
            len(parts) == len(bearer.parts) and _initials(bearer.parts) > _initials(parts)
        ):
            bearer.entity, bearer.parts = text, parts
        self._claim_person(bearer, bearer.parts)
        if nickname:
            bearer.claim(fold(nickname), 1)
            bearer.claim(fold(nickname).removeprefix("el ").removeprefix("la "), 2)
        bearer.claim(" ".join(words), 0)
        if entry:
            for form in entry.forms:
                bearer.claim(" ".join(_name_words(form, None)), 1)
        for key in _keys(bearer.parts, bearer.entity):
            kept = self._persons.setdefault(key, [])
            if bearer not in kept:
                kept.append(bearer)
        self._index(bearer)
        return bearer

    def _same_person(self, parts: list[str], full: str) -> Bearer | None:
        if len(parts) < 2:
            return None
        near = {id(b): b for key in _search_keys(parts, full) for b in self._persons.get(key, ())}
        same = [b for b in near.values() if b.entity == full or _one_name(parts, b.parts)]
        return same[0] if len(same) == 1 else None

    def _split(self, parts: list[str]) -> int:
        """How many parts of a full name are given names: the last two of three are surnames, unless they are given."""
        if len(parts) <= 2:
            return min(1, len(parts))
        given = len(parts) - 2
        second = parts[given]
        if (second in self.given and second not in self.surnames) or (len(second) == 2 and second.endswith(".")):
            given += 1
        return given

    def _claim_person(self, bearer: Bearer, parts: list[str]) -> None:
        given = self._split(parts)
        names, surnames = parts[:given], parts[given:]
        if len(parts) == 3 and parts[1] in self.given:
            bearer.claim(parts[2], 1)
        for i, name in enumerate(names):
            bearer.claim(name, 1 if i == 0 else 3)
        bearer.claim(" ".join(names), 1)
        for i, surname in enumerate(surnames):
            bearer.claim(surname, 1 if i == 0 else 3)
            for word in surname.split():
                if word not in PARTICLES and word in self.surnames:
                    bearer.claim(word, 2 if i == 0 else 4)
        if surnames:
            bearer.claim(" ".join(surnames), 1)
            for name in (names[0], " ".join(names)) if names else ():
                bearer.claim(f"{name} {surnames[0]}", 0)
                bearer.claim(f"{name} {' '.join(surnames)}", 0)

    # -- organizations and places --------------------------------------------------------------------------------------

    def add_named(self, kind: str, text: str, at: int) -> Bearer:
        """The bearer of an organization's or a place's name, new or known."""
        entry = self.lexicon.lookup(text, kind) or self.lexicon.lookup(_ARTICLE.sub("", text), kind)
        entity = entry.canonical if entry else self._institution(text) or text
        words = fold_words(text)
        known = self._named.get((kind, entity)) or next(
            (b for b in self._by_form.get(" ".join(words), ()) if b.kind == kind), None
        )
        bearer = known or Bearer(kind, entity, first_at=at)
        if bearer.entity.isupper() and len(words) + len(text) > 6 and fold(bearer.entity) == fold(text):
            bearer.entity = text
        if known is None:
            self.bearers.append(bearer)
        self._named.setdefault((kind, bearer.entity), bearer)
        bearer.claim(" ".join(words), 0)
        plain = _without_article(words)
        bearer.claim(" ".join(plain), 0)
        if kind == "organization":
            self._claim_head(bearer, plain)
        if kind == "organization" and not entry:
            self._claim_organization(bearer, plain, text)
        if kind == "place" and not entry:
            self._claim_place(bearer, words)
        self._index(bearer)
        return bearer

    def _claim_head(self, bearer: Bearer, words: tuple[str, ...]) -> None:
        """The kind of body alone, by which it is called further on: "the Registry", "la Red"."""
        link = next((i for i, w in enumerate(words) if w in SMALL), len(words))
        for head in (words[0], words[link - 1]):
            paper = head in self._media and head is not words[0]
            if len(words) > 1 and (head in self.bodies or paper):
                bearer.claim(head, HEAD)
                return

    def _claim_place(self, bearer: Bearer, words: tuple[str, ...]) -> None:
        """A place without the kind of place that opens its name: "La Caoba" for "Centro Penitenciario La Caoba"."""
        for size in (2, 1):
            rest = words[size:]
            if " ".join(words[:size]) in self.place_heads and rest and rest[0] not in {"de", "del"}:
                bearer.claim(" ".join(rest), 2)
                return

    def _institution(self, text: str) -> str | None:
        """One name in both languages for a court or an office of prosecutors of a place: "Holguín Provincial Court"."""
        found = self.lexicon.find(text)
        known = {e.kind: e for m in found for e in m.entries if m.form in e.forms}
        rest = len(fold_words(text)) - sum(len(fold_words(text[m.start : m.end])) for m in found)
        body, place = known.get("organization"), known.get("place")
        if len(found) != 2 or body is None or place is None or rest > 2 or body.type not in {"court", "prosecutor"}:
            return None
        return f"{body.canonical} de {place.es}"

    def _claim_organization(self, bearer: Bearer, words: tuple[str, ...], text: str) -> None:
        capitals = [w for w in text.replace("-", " ").split() if w[:1].isupper() and fold(w) not in SMALL]
        if len(capitals) >= 3:
            bearer.claim(fold("".join(w[0] for w in capitals)), 2)
        if len(words) >= 2 and words[0] not in self.heads and words[0] not in self.given and words[0] not in SMALL:
            shorter = words[:-1]
            while shorter and shorter[-1] in SMALL:
                shorter = shorter[:-1]
            if shorter and not self.lexicon.candidates(" ".join(shorter)):
                bearer.claim(" ".join(shorter), 2)
        if len(words) >= 3 and words[-1] in self.heads and words[0] not in self.heads and words[0] not in SMALL:
            bearer.claim(words[0], 3)
        if len(words) >= 2 and words[0] in self.heads and words[1] not in SMALL and words[1] not in self.heads:
            bearer.claim(" ".join(words[1:]), 2 if len(words) > 2 else 3)

    def alias(self, bearer: Bearer, form: str) -> None:
        """Take ``form`` as another name of ``bearer``: an acronym in parentheses, a nickname in apposition."""
        bearer.claim(" ".join(fold_words(form)), 0)
        bearer.claim(fold(form), 0)
        self._index(bearer)

    # -- asking ----------------------------------------------------------------------------------------------------

    def _index(self, bearer: Bearer) -> None:
        for form in bearer.forms:
            known = self._by_form.setdefault(form, [])
            if bearer not in known:
                known.append(bearer)

    def find(self, form: str, at: int, kind: str | None = None) -> Bearer | None:
        """The bearer of ``form`` (folded words) at offset ``at``: whom it fits best, then who was last named."""
        owners = [b for b in self._by_form.get(form, ()) if kind is None or b.kind == kind]
        if not owners:
            return None
        closest = min(b.forms[form] for b in owners)
        owners = [b for b in owners if b.forms[form] == closest]
        if len(owners) > 1 and kind == "person":
            formal = [b for b in owners if not b.familiar]
            owners = formal or owners
            owners = [b for b in owners if not b.relative] or owners
        return min(owners, key=lambda b: (b.first_at > at, -_last_before(b, at), b.first_at))

    def forms(self) -> Iterable[str]:
        """Every form that a bearer of the article goes by."""
        return self._by_form.keys()


def _keys(parts: list[str], entity: str) -> list[str]:
    """The keys under which a person is kept: by the full name, the first part, its letter and the last two parts."""
    if not parts:
        return [f"={entity}"]
    return [f"={entity}", parts[0], f"^{parts[0][:1]}", " ".join(parts[-2:])]


def _search_keys(parts: list[str], entity: str) -> list[str]:
    """The keys under which a person of that name may be kept: an initial is that of any name which begins so."""
    initial = len(parts[0]) == 2 and parts[0].endswith(".")
    first = [f"^{parts[0][:1]}"] if initial else [parts[0], f"{parts[0][:1]}."]
    return [f"={entity}", *first, " ".join(parts[-2:])]


def _last_before(bearer: Bearer, at: int) -> int:
    before = bisect_left(bearer.mentions, at)
    return bearer.mentions[before - 1] if before else -1


def _name_words(text: str, nickname: str | None) -> list[str]:
    bare = text.replace(nickname, " ") if nickname else text
    return [w for w in (fold(x.strip("\"'“”‘’«»()")) for x in bare.replace("’", "'").split()) if w]


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] in {"the", "el", "la", "los", "las"} else words


def _initials(parts: list[str]) -> int:
    return sum(len(p) == 2 and p.endswith(".") for p in parts)


def _fits(part: str, other: str) -> bool:
    if part == other:
        return True
    return (part.endswith(".") and len(part) == 2 and other.startswith(part[0])) or (
        other.endswith(".") and len(other) == 2 and part.startswith(other[0])
    )


def _one_name(a: list[str], b: list[str]) -> bool:
    """Whether the shorter of two full names is the longer with parts left out (first part or surnames kept)."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not short or not long:
        return False
    if not _fits(short[0], long[0]) and short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(any(_fits(part, other) for other in rest) for part in short)

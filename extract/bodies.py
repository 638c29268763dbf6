"""Which body of an article is meant: the group, the ministry, the prosecution named last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from extract.lexicon import fold

if TYPE_CHECKING:
    from extract.context import Context
    from extract.reading import Name

REACH_OF_ROLES = 12
"""How many sentences back a body's kind looks."""
OFFICIAL = frozenset(("entidad", "organismo", "institución", "ente", "institution", "entity", "agency", "body"))
"""Nouns that stand for ministries, too: "recuerda esa entidad"."""


class Recent(Protocol):
    """Finds the most salient of some names before a code point, ``reach`` sentences back."""

    def __call__(self, before: int, gender: str | None, pool: list[Name], reach: int = ...) -> Name | None: ...


class Bodies:
    """The bodies ``named`` in an article."""

    def __init__(self, context: Context, named: list[Name], recent: Recent) -> None:
        self.context = context
        self.named = named
        self._recent = recent
        outlet = f"{context.article.outlet} {context.article.url}"
        self._outlet = fold(outlet).replace(" ", "").replace("-", "")

    def last(self, before: int, noun: str = "") -> Name | None:
        """The organization named last before a code point, media and courts aside where another is near. Where a
        ``noun`` says of what kind it is ("the committee"), one that is called so."""
        if noun in OFFICIAL:
            name = self._recent(before, None, [n for n in self.named if not self._is_outlet(n)], reach=5)
        elif noun and noun not in self.context.lexicon.words("generic_body", self.context.language):
            stem = fold(noun)[:6]
            called = [n for n in self.named if any(w.startswith(stem) for w in fold(n.text).split())]
            name = self._recent(before, None, called, reach=REACH_OF_ROLES)
        else:
            name = self._recent(before, None, [n for n in self.named if not self._is_medium(n)], reach=5)
        return name

    def official(self, before: int) -> Name | None:
        """The ministry, court or other authority named last before a code point: whose an "official note" is."""
        types = {"ministry", "court", "police", "government", "prosecutor"}
        for name in reversed([n for n in self.named if n.end <= before]):
            entry = self.context.lexicon.lookup(name.entity, "organization")
            if entry is not None and entry.type in types:
                return name
        return None

    def prosecutor(self, before: int) -> Name | None:
        """The prosecution as it is named last before a code point."""
        for name in reversed([n for n in self.named if n.end <= before]):
            entry = self.context.lexicon.lookup(name.entity, "organization")
            if entry is not None and entry.type == "prosecutor":
                return name
        return None

    def _is_outlet(self, name: Name) -> bool:
        return fold(name.text).replace(" ", "") in self._outlet

    def _is_medium(self, name: Name) -> bool:
        if self._is_outlet(name):
            return True
        entry = self.context.lexicon.lookup(name.entity, "organization")
        return entry is not None and entry.type in {
            "media",
            "agency",
            "ministry",
            "court",
            "police",
            "government",
            "party",
        }

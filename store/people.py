"""Which forms of persons' names name one person. Pure functions of the set of forms, whatever their order.

A form joins the one fullest form it can be short for: same first given name, its other words among the fuller form's
words and in their order ("Ana Ruiz" and "Ana María Ruiz Peña"). Where several fuller forms would do, it stands alone:
a name given to the wrong person does more harm than a name left apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTICLES = frozenset(
    ["de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "san", "santa", "von", "van"]
)
_NICKNAME = re.compile(r"""\s["“”«'‘’(][^"“”«»'‘’()]+["“”»'‘’)](?=\s)""")


def fold_person(form: str) -> str:
    """A person's name folded, without a nickname in quotation marks: 'Ana "La Voz" Peña' → "ana pena"."""
    bare = fold(_NICKNAME.sub(" ", form))
    return bare if len(bare.split()) > 1 else fold(form)


def content_words(folded: str) -> tuple[str, ...]:
    """The words that tell persons apart: no particles, no initials."""
    words = folded.split()
    return tuple(w for w in words if w not in _PARTICLES and len(w) > 1) or tuple(words)


def shortens(short: str, full: str) -> bool:
    """Whether ``short`` (folded) is ``full`` with words left out, beginning with the same given name. Transitive."""
    a, b = content_words(short), content_words(full)
    if not 1 < len(a) < len(b) or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(word in rest for word in a)


def may_name(short: str, full: str) -> bool:
    """Whether ``short`` may be understood as the person ``full``: it is short for it and names a surname.

    With four words or more, the second is a second given name: "Ana María" alone is nobody's surname.
    """
    a, b = content_words(short), content_words(full)
    return shortens(short, full) and not (len(a) == 2 and len(b) >= 4 and a[1] == b[1] and a[1] not in b[2:])


def resolve(form: str, longer: Iterable[str]) -> str:
    """The folded fullest form that ``form`` stands for, itself where none or several will do.

    ``longer``: the forms of the store that ``form`` shortens.
    """
    above = set(longer)
    fullest = {g for g in above if not any(shortens(g, h) for h in above)}
    only = fullest.pop() if len(fullest) == 1 else form
    return only if may_name(form, only) else form


def display(forms: Iterable[str]) -> str:
    """The form to show among those that fold alike: the one with most accents, then the first in code point order."""
    return min(forms, key=lambda f: (-sum(not c.isascii() and c.isalpha() for c in f), f.isupper(), f))

"""What the reader looked at and let go, and why: for ``read --explain``, so that the next rule can be written.

Rules deep inside the finders call ``drop``. Nothing is kept unless somebody listens, as with logging.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["name", "figure", "date", "event", "quote", "claim"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Code points ``start`` to ``end`` that could have been a ``kind`` but were let go by ``rule``, and ``why``."""

    start: int
    end: int
    text: str
    kind: Kind
    rule: str
    why: str


_LISTENER: ContextVar[list[tuple[int, int, Kind, str, str]] | None] = ContextVar("considered", default=None)


def drop(start: int, end: int, kind: Kind, rule: str, why: str) -> None:
    """Say that a possible ``kind`` at code points ``start`` to ``end`` of the text being read was let go."""
    listener = _LISTENER.get()
    if listener is not None:
        listener.append((start, end, kind, rule, why))


@contextmanager
def considered(text: str) -> Iterator[list[Dropped]]:
    """Collect what is dropped while ``text`` is read; the list is filled, in order of the text, when the block ends."""
    notes: list[tuple[int, int, Kind, str, str]] = []
    found: list[Dropped] = []
    token = _LISTENER.set(notes)
    try:
        yield found
    finally:
        _LISTENER.reset(token)
        found += [Dropped(a, b, text[a:b], kind, rule, why) for a, b, kind, rule, why in sorted(set(notes))]

"""How sure a statement is: a start by kind, lowered by each doubt. Weights are judged on annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

START = {"figure": 0.9, "event": 0.85, "quote": 0.97}
WEIGHT = {
    "measure": 0.25,
    "person": 0.2,
    "date": 0.03,
    "place": 0.02,
    "distant date": 0.04,
    "distant place": 0.03,
    "source": 0.03,
    "speaker": 0.08,
    "noun": 0.25,
    "group": 0.15,
    "hedge": 0.1,
    "position": 0.1,
    "unnamed": 0.15,
}
LONG_SENTENCE = 350
"""Code points from which a sentence holds more than a small parser follows."""


def confidence(kind: str, doubts: Sequence[str], sentence: str) -> float:
    """From 0.05 to 1: how sure a statement of ``kind`` with these ``doubts`` is."""
    value = START[kind] - sum(WEIGHT[d] for d in doubts) - (0.05 if len(sentence) > LONG_SENTENCE else 0)
    return round(max(0.05, value), 2)

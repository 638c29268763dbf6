"""How sure a statement is: evidence for and against, added up as log-odds.

The weights are those of a logistic regression (ridge, by Newton's method) of whether a statement was right on the
statements of annotated articles, rounded, none letting a doubt raise the confidence; a guessed person weighs more than
there, because a wrong one does more harm.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

START = {"figure": 1.9, "event": 2.9, "quote": 3.3}
WEIGHT = {
    "figure": {
        "measure": 0.7,
        "count": 0.6,
        "share": 0.5,
        "person": 0.3,
        "date": 0.6,
        "distant date": 0.2,
        "place": 0.05,
        "distant place": 0.05,
        "source": 0.3,
        "speaker": 0.1,
        "hedge": 0.5,
    },
    "event": {
        "person": 1.9,
        "group": 1.4,
        "noun": 1.0,
        "kind": 0.9,
        "hedge": 0.3,
        "date": 0.3,
        "distant date": 0.3,
        "place": 0.05,
        "distant place": 0.05,
        "speaker": 0.1,
    },
    "quote": {"unnamed": 0.9, "speaker": 0.3, "position": 0.2},
}
"""What each doubt takes away, by kind of statement."""
PLAIN = {"sentence": 1.2, "counted-noun": 0.45, "measured-noun": 0.45, "more-than": 0.6, "lasted": 0.45, "age": 0.45}
"""What is added for a figure by the rule that told what it counts: its noun stands beside it."""
ELSEWHERE = frozenset(("inherited", "part-of", "part-named", "parallel", "priced", "unit-word"))
"""Rules of figures whose noun stands elsewhere or nowhere: they raise the doubt "count"."""
SHARES = frozenset(("percent", "fraction"))
"""Units of figures of which it is easy to mistake what they are shares of: the doubt "share"."""
ELUSIVE = frozenset(("trial", "imprisonment", "death", "disappearance"))
"""Events whose words tell of much else as well: the doubt "kind"."""
LONG_SENTENCE = 350
"""Code points from which a sentence holds more than a small parser follows."""
LONG = 0.3


def confidence(kind: str, doubts: Sequence[str], sentence: str, rule: str = "") -> float:
    """From 0.05 to 1: how sure a statement of ``kind`` with these ``doubts`` is; ``rule`` is what read a figure."""
    evidence = START[kind] + (PLAIN.get(rule, 0.0) if kind == "figure" else 0.0)
    evidence -= sum(WEIGHT[kind][d] for d in doubts) + (LONG if len(sentence) > LONG_SENTENCE else 0)
    return round(max(0.05, 1 / (1 + exp(-evidence))), 3)

"""The word lists that figures are read with, as data: numerals, bounds, units, labels that make a number no figure."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from extract.reading import Bound

SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
"""White space that may stand within a figure: no line feed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number measures. ``kind`` is percent, time, money or physical; ``factor`` turns the form's values into
    ``unit`` (a decade is ten years)."""

    unit: str
    kind: str
    factor: float


@dataclass(frozen=True, slots=True)
class Part:
    """A numeral word that text2num does not know: its ``value``, what it does (``role``), and whether it is vague."""

    value: float
    role: str
    about: bool


def _rows(name: str, language: str) -> list[dict[str, str]]:
    lines = files("extract").joinpath("data", name).read_text("utf-8").splitlines()
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in reader if row["language"] in {language, "*"}]


def alternatives(forms: list[str]) -> str:
    """A pattern for any of ``forms``, the longest first, with any white space between their words."""
    ordered = sorted(set(forms), key=lambda f: (-len(f), f))
    return "|".join(rf"{SPACE}+".join(re.escape(word) for word in form.split()) for form in ordered)


def key(found: str) -> str:
    """A found form as the data files have it: lower case, single spaces."""
    return " ".join(found.casefold().split())


@cache
def units(language: str) -> dict[str, Unit]:
    """Forms of units, in lower case."""
    rows = _rows("units.tsv", language)
    return {r["form"].casefold(): Unit(r["unit"], r["kind"], float(r["factor"])) for r in rows}


@cache
def bounds(language: str, place: str) -> dict[str, Bound | None]:
    """Modifiers ``place`` ("before", "after") a number; None for those that belong to the figure but leave it exact."""
    rows = [r for r in _rows("bounds.tsv", language) if r["place"] == place]
    return {r["form"]: None if r["bound"] == "-" else cast("Bound", r["bound"]) for r in rows}


@cache
def parts(language: str, role: str) -> dict[str, Part]:
    """Numeral words by role: group, article, scale, vague, part, share, times."""
    rows = [r for r in _rows("numerals.tsv", language) if r["role"] == role]
    return {r["form"]: Part(float(r["value"]), role, r["about"] == "yes") for r in rows}


@cache
def labels(language: str) -> tuple[str, ...]:
    """Words before a number that make it a label: "law", "calle", "room"."""
    return tuple(r["before"] for r in _rows("not_figures.tsv", language))


@cache
def words(name: str, language: str) -> frozenset[str]:
    """One of the word lists of ``figure_words.tsv``; empty for a list that does not exist."""
    return frozenset(r["word"] for r in _rows("figure_words.tsv", language) if r["list"] == name)


@cache
def is_own(measure: str, language: str) -> bool:
    """Whether a measure counts what one person has or suffers: stitches, visits, letters, children."""
    return bool({*measure.casefold().split()} & (words("own_measure", language) | words("own_measure", "en")))


@cache
def verb_measures(language: str) -> dict[str, str]:
    """What is counted when something is done so many times: "summon" counts summonses."""
    return {r["verb"]: r["measure"] for r in _rows("verb_measures.tsv", language)}

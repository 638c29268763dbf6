"""The grammar of calendar expressions of one language, read from ``extract/data/dates_<language>.toml`` and compiled.

The data file's head explains its notation.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_MACRO: Final = re.compile(r"\{([a-z]+)(\d?)(_?)\}")
_GROUP: Final = re.compile(r"\(\?P<(\w+)>")
_BLANKS: Final = r"(?:[ \t\u00a0\u202f]{1,3})"
_SPACE: Final = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\.| ")
_BEFORE: Final = r"(?<!\w)(?<!\d[.,/])(?<![$#@])"
_AFTER: Final = r"(?!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar: ``op`` names what resolves its matches, "none" that they are no dates; ``needs`` names
    the word lists of which a word must be near for the rule to be tried."""

    name: str
    op: str
    pattern: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True)
class Grammar:
    """Rules and words of one language. ``words`` maps a list's name to its forms (lower case) and what they mean;
    ``cues`` are word lists that decide between readings; ``named`` maps a day's own name to it (EDTF), ``holidays`` to
    month and day ("12-25"), ``known`` a month and day to the year that it has where an event is spoken of.
    ``events`` maps a word to the kind of event that it speaks of; ``triggers`` a word (lower case) to the lists in one
    of whose forms it is the last word."""

    language: str
    rules: tuple[Rule, ...]
    words: dict[str, dict[str, str]]
    cues: dict[str, frozenset[str]]
    named: dict[str, str]
    holidays: dict[str, str]
    known: dict[str, int]
    events: dict[str, str]
    triggers: dict[str, frozenset[str]]

    def value(self, match: re.Match[str], name: str) -> str | None:
        """What the words of group ``name`` (or ``name2`` ...) mean, its text where they are no words of a list, None
        where no such group took part."""
        text = self.text(match, name)
        if text is None:
            return None
        return self.words[name].get(plain(text)) if name in self.words else text

    @staticmethod
    def text(match: re.Match[str], name: str) -> str | None:
        """The words of the first of the groups ``name``, ``name2`` ... that took part."""
        return next((text for n in _groups(match.re, name) if (text := match.group(n))), None)


@cache
def _groups(pattern: re.Pattern[str], name: str) -> tuple[int, ...]:
    """The numbers of a pattern's groups ``name``, ``name2``, ``name__other`` ..., in order."""
    return tuple(
        number
        for key, number in pattern.groupindex.items()
        if key == name or key.partition("__")[0].rstrip("0123456789") == name
    )


def plain(text: str) -> str:
    """A form as it stands in a word list: lower case, single blanks, no full stop at its end."""
    return " ".join(text.lower().replace("’", "'").split()).rstrip(".")


def forms(text: str) -> list[str]:
    """The forms of one field of the data file."""
    return [form for part in text.split(" | ") if (form := part.strip())]


def _alternatives(words: list[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        part = re.escape(word).replace("\\ ", " ").replace("'", "['’]")
        parts.append(part + "?" if word.endswith(".") else part)
    return "(?:" + "|".join(parts) + ")"


def _spaced(pattern: str) -> str:
    """``pattern`` with every space outside a character class standing for one or more blanks within a line."""
    return _SPACE.sub(lambda m: m.group() if m.group() != " " else _BLANKS, pattern)


class _Expander:
    """Puts words and pieces into the patterns of one data file."""

    def __init__(self, words: dict[str, list[str]], pieces: dict[str, str]) -> None:
        self.words = words
        self.pieces = pieces

    def expand(self, pattern: str) -> str:
        return _MACRO.sub(self._macro, pattern)

    def _macro(self, m: re.Match[str]) -> str:
        name, number, bare = m.groups()
        if name == "count":
            return self.expand(rf"(?:(?P<num{number}>\d{{1,3}}(?![\d.,]))|{{n{number}}})") if not bare else r"\d{1,3}"
        if name + number in self.pieces:
            name += number
            text = self.expand(self.pieces[name])
            return re.sub(r"\?P<\w+>", "?:", text) if bare else text
        options = _alternatives(self.words[name])
        return options if bare else f"(?P<{name}{number}>{options})"

    def compile(self, pattern: str) -> re.Pattern[str]:
        text = _spaced(self.expand(pattern))
        seen: Counter[str] = Counter()

        def once(m: re.Match[str]) -> str:
            seen[m[1]] += 1
            return m.group() if seen[m[1]] == 1 else f"(?P<{m[1]}__{seen[m[1]]}>"

        return re.compile(_BEFORE + "(?:" + _GROUP.sub(once, text) + ")" + _AFTER, re.IGNORECASE)


@cache
def load_grammar(language: str) -> Grammar:
    """The grammar for "en" or "es", loaded once a process. Raises FileNotFoundError for another language."""
    path = files("extract").joinpath(f"data/dates_{language}.toml")
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    lists: dict[str, list[str]] = {}
    words: dict[str, dict[str, str]] = {}
    for name, entries in data["words"].items():
        words[name] = {plain(form): value for value, text in entries.items() for form in forms(text)}
        lists[name] = [form for text in entries.values() for form in forms(text)]
    for name in ("named", "holidays"):
        lists[name] = [form for text in data[name].values() for form in forms(text)]
        words[name] = {plain(form): value for value, text in data[name].items() for form in forms(text)}
    expander = _Expander(lists, data["pieces"])
    rules = tuple(
        Rule(r["name"], r["op"], expander.compile(r["pattern"]), frozenset(r["needs"].split())) for r in data["rules"]
    )
    cues = {name: frozenset(forms(text)) for name, text in data["cues"].items()}
    known = {name: int(year) for name, year in data["known"].items()}
    events = {form: kind for kind, text in data["events"].items() for form in forms(text)}
    return Grammar(language, rules, words, cues, words["named"], words["holidays"], known, events, _triggers(lists))


def _triggers(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, entries in lists.items():
        for form in entries:
            if words := re.findall(r"\w+", form.lower()):
                found.setdefault(words[-1], set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}

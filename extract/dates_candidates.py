"""Finds calendar expressions in a text by the rules of the grammar, and drops those that are something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.considered import drop

if TYPE_CHECKING:
    from extract.dates_context import Surroundings
    from extract.dates_words import Grammar, Rule

_PREPOSITIONS_OF_MONTHS = frozenset((
    "in", "since", "by", "until", "till", "of", "from", "to", "through", "during", "before", "after", "between", "and",
    "early", "late", "mid", "last", "next", "this", "around", "on", "throughout", "for", "as", "end", "beginning",
))  # fmt: skip
_WORD = re.compile(r"\w+")
_LISTED_YEARS = re.compile(r"\b(?:in|en|between|entre|from) (?:(?:19|20)\d\d, )*(?:19|20)\d\d,? (?:and|or|y|o) $")
_NUMBERED = re.compile(r"\d[-/]$")
"""What stands before the end of a file number: "No. 0418-2026"."""
_REACH = 70
_DOUBTFUL_MONTHS = frozenset(("may", "march", "april", "june", "august", "mar"))
_MORNINGS = frozenset(("la", "una", "esta", "cada", "toda", "media", "esa", "aquella", "misma", "siguiente", "de"))
_ENDING = frozenset((",", ".", ";", ":", ")", "?", "!", "»", "”", "y"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of a rule, at code points ``start`` to ``end``."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


def find_candidates(grammar: Grammar, around: Surroundings) -> list[Candidate]:
    """Calendar expressions in order of the text, none overlapping another; the longest of overlapping ones counts."""
    text = around.text
    windows = _windows(grammar, text)
    found = [
        (-(m.end() - m.start()), order, m.start(), Candidate(m.start(), m.end(), rule, m))
        for order, rule in enumerate(grammar.rules)
        for start, end in _joined([w for need in rule.needs for w in windows.get(need, ())])
        for m in rule.pattern.finditer(text, start, end)
        if m.end() > m.start()
    ]
    found.sort(key=lambda f: (f[3].rule.op != "none", *f[:3]))
    taken = bytearray(len(text))
    kept: list[Candidate] = []
    for *_, candidate in found:
        if any(taken[candidate.start : candidate.end]):
            continue
        if candidate.rule.op != "none" and not _is_date(candidate, grammar, around):
            drop(candidate.start, candidate.end, "date", f"date:{candidate.rule.name}", "no date, by its neighbours")
            continue
        taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
        if candidate.rule.op != "none":
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _windows(grammar: Grammar, text: str) -> dict[str, list[tuple[int, int]]]:
    """Where in the text rules are worth trying: around each word of a list, "number" around each number."""
    found: dict[str, list[tuple[int, int]]] = {}
    for m in _WORD.finditer(text):
        word = m.group().lower()
        names = grammar.triggers.get(word, frozenset())
        if word[0].isdecimal():
            names |= {"number"}
        if names:
            start, end = _window(text, m.start(), m.end())
            for name in names:
                found.setdefault(name, []).append((start, end))
    return found


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Some words before ``start`` to some words after ``end``, within the line."""
    line = text.rfind("\n", max(0, start - _REACH), start)
    first = line + 1 if line >= 0 else max(0, start - _REACH)
    if line < 0 < first:
        first = text.find(" ", first, start) + 1 or first
    stop = text.find("\n", end, end + _REACH)
    last = stop if stop >= 0 else text.find(" ", min(end + _REACH, len(text)))
    return first, last if last >= 0 else len(text)


def _joined(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_date(c: Candidate, grammar: Grammar, around: Surroundings) -> bool:
    """Whether case, neighbours and part of speech allow the match to be a date."""
    if grammar.text(c.match, "mon") and not _month_is_month(c, grammar, around):
        return False
    if grammar.text(c.match, "wday") and not _weekday_is_weekday(c, grammar, around):
        return False
    check = _CHECKS.get(c.rule.op)
    return check is None or check(c, grammar, around)


def _month_is_month(c: Candidate, grammar: Grammar, around: Surroundings) -> bool:
    word = grammar.text(c.match, "mon") or ""
    alone = c.rule.op == "month" and not any(
        grammar.text(c.match, g) for g in ("year", "yrel", "yrelpost", "part", "mod", "post")
    )
    before, after = around.word_before(c.start), around.word_after(c.end)
    if not around.english:
        if word[0].islower() or (grammar.text(c.match, "year") and not before[:1].isupper()):
            return True
        if c.rule.op == "day":
            return before.lower() in ("el", "del", "al") and not after[:1].isupper()  # "el 26 de Julio"
        if alone and before.lower() == "de" and around.text[: c.start].rstrip()[:-2].rstrip()[-1:].isdigit():
            return False
        return word.isupper() or (alone and around.opens_sentence(c.start) and not after[:1].isupper())
    if not word[0].isupper():
        return False
    if c.rule.op in ("day", "days") and before.lower() == "in" and not grammar.text(c.match, "year"):
        return False  # "in March 20 people ..." counts people
    if not alone:
        return True
    if before.lower() in _PREPOSITIONS_OF_MONTHS:
        return not (
            word.lower() in _DOUBTFUL_MONTHS and after[:1].isupper() and before.lower() in ("and", "of", "for", "after")
        )
    following = around.token_after(c.end)
    if word.lower() in grammar.cues["month_subjects"] and following is not None and following.pos_ in ("VERB", "AUX"):
        return not before[:1].isupper()
    doubtful = word.lower().rstrip(".") in _DOUBTFUL_MONTHS or len(word.rstrip(".")) <= 3
    return not (doubtful or before[:1].isupper() or after[:1].isupper())


def _weekday_is_weekday(c: Candidate, grammar: Grammar, around: Surroundings) -> bool:
    word = grammar.text(c.match, "wday") or ""
    before = around.word_before(c.start)
    if around.english:
        short = len(word.rstrip(".")) <= 4
        if c.rule.op == "weekday" and around.is_described(c.start):
            return False  # "on a wet Sunday in 2014"
        return word[0].isupper() and not (short and c.rule.op == "weekday" and not word.endswith("."))
    if word[0].islower():
        return True
    named = around.word_after(c.end)[:1].isupper() or before in ("Santo", "San", "Santa")
    return not named and c.rule.op != "weekday"


def _year(c: Candidate, grammar: Grammar, around: Surroundings) -> bool:
    """Whether four digits alone are a year: by the word before, and what is counted after it."""
    if grammar.text(c.match, "part") or not c.match.group()[0].isdigit():
        return True
    before, after = around.word_before(c.start).lower(), around.word_after(c.end).lower()
    following = around.token_after(c.end)
    if after in grammar.cues["year_after_not"]:
        return False
    if before in grammar.cues["year_before"]:
        round_number = c.match.group().endswith("00")  # "en 2000 hogares", but "en 2024 activistas ..."
        return not round_number or following is None or following.pos_ not in ("NOUN", "ADJ")
    head = around.text[max(0, c.start - 24) : c.start].lower()
    if _LISTED_YEARS.search(head):
        return True
    if _NUMBERED.search(head):
        return False
    if before in grammar.cues["year_before_weak"] | grammar.cues["year_compared"] | grammar.cues["year_verb"]:
        at = around.text.rfind(before, 0, c.start) if before.isalpha() else -1
        if at > 0 and around.word_before(at).lower() in grammar.cues["quantifier"]:
            return False
        return following is None or following.pos_ not in ("NOUN", "ADJ", "PROPN")
    opens = around.opens_sentence(c.start) and not before.isalnum()
    return opens and following is not None and following.pos_ in ("VERB", "AUX")


def _deictic(c: Candidate, grammar: Grammar, around: Surroundings) -> bool:
    word = (grammar.text(c.match, "deictic") or "").lower()
    return not (word == "mañana" and around.word_before(c.start).lower() in _MORNINGS)


def _bare_day(c: Candidate, _: Grammar, around: Surroundings) -> bool:
    """ "the 16th", "el 12": a day only where nothing is counted or ordered by it."""
    following, after = around.token_after(c.end), around.word_after(c.end).lower()
    if around.english:
        if around.word_before(around.text.rfind("the", 0, c.start)).lower() == "in":
            return False  # "in the 6th": no day
        return following is None or (following.pos_ not in ("NOUN", "ADJ", "PROPN", "NUM") and after not in ("-", "of"))
    if "día" in c.match.group().lower():
        return after not in ("de", "del")
    if following is not None and following.pos_ in ("VERB", "AUX", "PRON"):
        return True
    if after == "por":
        return around.text[c.end : c.end + 8].lower().startswith((" por la", " por el"))
    if after in ("en", "a"):
        return around.text[c.end :].startswith((" en la ", " a las ", " a la ", " en el "))
    return not after or after in _ENDING


def _same(c: Candidate, _: Grammar, around: Surroundings) -> bool:
    """ "that year" is no date where "that" opens a clause ("said that year after year ...")."""
    return not (around.english and around.word_after(c.end).lower() in ("after", "by", "in"))


def _period(c: Candidate, grammar: Grammar, _: Surroundings) -> bool:
    """ "the next day" hangs on a date; "el próximo día" with nothing else is none."""
    word = grammar.value(c.match, "mod") or grammar.value(c.match, "post")
    return grammar.value(c.match, "one") != "day" or word in ("that", "before", "after")


_CHECKS = {"period": _period, "year": _year, "deictic": _deictic, "bare_day": _bare_day, "same": _same}

"""What a question asks for: a measure of the lexicon in either language, somebody it knows, a place, or just words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.wording import EVENTS
from extract.article import LANGUAGES
from extract.lexicon import fold_words, load_lexicon, stem

_IN = re.compile(r"\s+(?:in|en)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a question was read. ``measure`` is the lexicon's label; ``event`` the kind of event of that name, if there
    is one; ``place`` the lexicon's name for a place that limits both; ``phrases`` what to look for in the full text, in
    both languages; ``words`` says so to the reader."""

    measure: str | None
    event: str | None
    place: str | None
    phrases: tuple[str, ...]
    words: str


def interpret(question: str) -> Interpretation:
    """Read a question. Never fails: what the lexicon does not know is looked for word by word."""
    question = " ".join(question.split())
    phrase, place = _split_place(question)
    measure = _measure(phrase)
    if measure:
        where = f" in {place}" if place else ""
        event = next((kind for kind, name in EVENTS.items() if _stems(name) == _stems(measure)), None)
        what = f"Events and figures of {measure}" if event else f"Figures of {measure}"
        phrases = tuple(dict.fromkeys((*_forms(measure), phrase)))
        return Interpretation(measure, event, place, phrases, f"{what}{where}, in English and Spanish.")
    entry = load_lexicon().lookup(question)
    if entry is not None:
        forms = tuple(dict.fromkeys((entry.canonical, entry.en, entry.es)))
        return Interpretation(None, None, None, forms, f"Claims that name {' or '.join(forms)}.")
    return Interpretation(None, None, None, (question,), f"Claims with the words “{question}”.")


def _split_place(question: str) -> tuple[str, str | None]:
    parts = _IN.split(question, maxsplit=1)
    entry = load_lexicon().lookup(parts[-1], "place") if len(parts) == 2 else None
    return (parts[0], entry.canonical) if entry else (question, None)


def _measure(phrase: str) -> str | None:
    """The measure that the whole phrase names, not one that merely stands in it."""
    for language in LANGUAGES:
        label = load_lexicon().measure(phrase, language)
        if label and any(_stems(form) == _stems(phrase) for form in _forms(label)):
            return label
    return None


def _stems(words: str) -> list[str]:
    return [stem(word) for word in fold_words(words)]


def _forms(measure: str) -> tuple[str, ...]:
    """What a measure is called, in English and in Spanish, its label first."""
    return tuple(dict.fromkeys((measure, *load_lexicon().measure_forms(measure))))

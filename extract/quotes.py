"""Direct speech: where it opens and closes, in all the quotation marks of both languages, over paragraph breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_WORDS = 5
"""A stretch of direct speech of fewer words is a term or a title, not a quote."""

PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "‘": "’"}
_DASH = "—–"
_DASH_OPENS = re.compile(rf"\s*[{_DASH}-]\s?(?=[\w¿¡«“\"'])")
_DASH_INSIDE = re.compile(r"(?<=[.!?…:])\s—(?=[¿¡«“\"A-ZÁÉÍÓÚÑ])")
_DASH_TAG = re.compile(r"\s—(?=[a-záéíóúñ])")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech at code points ``start`` to ``end``, without its marks; ``outer_start``, ``outer_end``: with them.

    ``mark`` is the opening mark. A quote that runs over paragraph breaks is one.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    text: str
    mark: str

    @property
    def words(self) -> int:
        """Number of words in it."""
        return len(_WORD.findall(self.text))


def find_quotes(text: str) -> list[Quote]:
    """All stretches in quotation marks, and the stretches of speech in dialogue dashes, in order; none overlap.

    A mark that never closes in its paragraph is a quote only where the next paragraph goes on with an opening mark, as
    long speeches are set; otherwise it is ignored.
    """
    found: list[Quote] = []
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    pending: tuple[int, str] | None = None
    for number, (start, end) in enumerate(paragraphs):
        if pending is None and _DASH_OPENS.match(text, start, end):
            found.extend(_dialogue(text, start, end))
            _marked(text, found[-1].outer_end if found else start, end, None, "", found)
            continue
        turn = _turn_inside(text, start, end) if pending is None else None
        following = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        pending = _marked(text, start, turn if turn is not None else end, pending, following, found)
        if turn is not None:
            found.extend(_dialogue(text, turn, end))
    return [q for q in found if q.text.strip()]


def _turn_inside(text: str, start: int, end: int) -> int | None:
    """Where a turn of dialogue begins inside a paragraph: "Cierra la puerta. —No sé nada —dice."""
    opening = _DASH_INSIDE.search(text, start, end)
    return opening.start() if opening is not None and _DASH_TAG.search(text, opening.end(), end) else None


def _marked(
    text: str, start: int, end: int, pending: tuple[int, str] | None, following: str, found: list[Quote]
) -> tuple[int, str] | None:
    """Add the quotes of one paragraph; return what is open at its end, where the next paragraph goes on with it."""
    opened, mark = pending or (-1, "")
    at = start
    if pending and text[start] in {mark, PAIRS.get(mark, mark)}:
        at = start + 1
    depth = 0
    while at < end:
        char = text[at]
        if opened < 0:
            if char in PAIRS or (char == '"' and _straight_opens(text, at)):
                opened, mark, depth = at, char, 0
        elif char == mark and mark in PAIRS:
            depth += 1
        elif char == PAIRS.get(mark, mark) and _closes(text, at, end, mark):
            if depth:
                depth -= 1
            else:
                found.append(_quote(text, opened, at, mark))
                opened, mark = -1, ""
        at += 1
    if opened >= 0 and following in {mark, PAIRS.get(mark, mark)}:
        return opened, mark
    return None


def _closes(text: str, at: int, end: int, mark: str) -> bool:
    """Whether the mark at ``at`` closes what ``mark`` opened: no straight one that opens, no apostrophe."""
    if mark == '"':
        return not (_straight_opens(text, at) and at + 1 < end)
    if mark != "‘":
        return True
    return not text[at + 1 : at + 2].isalnum() and (text[at - 1] in ".,;!?…" or "’" not in text[at + 1 : end])


def _straight_opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([¿¡—–-:'‘") and not after.isspace()


def _quote(text: str, opened: int, closed: int, mark: str) -> Quote:
    start, end = opened + 1, closed
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Quote(start, end, opened, closed + 1, text[start:end], mark)


def _dialogue(text: str, start: int, end: int) -> list[Quote]:
    """The spoken stretches of a paragraph that opens with a dash: "—Speech —dijo X—. More speech"."""
    opening = _DASH_OPENS.match(text, start, end)
    assert opening is not None
    quotes, speech_from, at = [], opening.end(), opening.end()
    speaking = True
    for dash in re.finditer(rf"\s?[{_DASH}]", text[at:end]):
        where = at + dash.start()
        after = at + dash.end()
        if speaking and dash.group()[0].isspace() and after < end and not text[after].isspace():
            quotes.append(_stretch(text, speech_from, where))
            speaking = False
        elif not speaking:
            speech_from = after
            while speech_from < end and text[speech_from] in ".,;:!? ":
                speech_from += 1
            speaking = True
    if speaking and speech_from < end:
        quotes.append(_stretch(text, speech_from, _narration(text, speech_from, end) if quotes else end))
    return quotes


def _narration(text: str, start: int, end: int) -> int:
    """Where a last stretch of dialogue gives way to narration that quotes in other marks; ``end`` where it does not."""
    mark = re.compile(r"[«“\"]").search(text, start, end)
    if mark is None:
        return end
    stops = [m.end() for m in re.finditer(r"[.!?…](?=\s)", text[start : mark.start()])]
    return start + stops[-1] if stops else start


def _stretch(text: str, start: int, end: int) -> Quote:
    while end > start and text[end - 1].isspace():
        end -= 1
    inner = end - 1 if end > start and text[end - 1] in ".,;" else end
    return Quote(start, inner, start, end, text[start:inner], "—")


def question_turns(text: str, quotes: Sequence[Quote]) -> frozenset[Quote]:
    """The interviewer's turns in a dialogue set with dashes: whole turns that end in a question and answer none; where
    there are several, also what is put to the interviewee between two answers."""
    turns = [
        q
        for q in quotes
        if q.mark == "—" and "\n" in text[max(0, q.outer_start - 3) : q.outer_start] + "\n" * (q.outer_start < 3)
    ]
    whole = [text[q.outer_end : q.outer_end + 1] in {"", "\n"} and "\n" not in q.text for q in turns]
    asks = [w and q.text.rstrip().endswith("?") for q, w in zip(turns, whole, strict=True)]
    found: set[Quote] = set()
    asked = False
    for at, turn in enumerate(turns):
        if asked:
            asked = False
            continue
        answered = sum(asks) > 1 and at + 1 < len(turns) and not asks[at + 1]
        asked = asks[at] or (at > 0 and whole[at] and answered)
        if asked:
            found.add(turn)
    return frozenset(found)

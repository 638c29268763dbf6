"""Where sentences may begin in news prose, told to the parser before it decides.

The parser splits on its own guess of syntax; quotation marks, initials and lists of surnames mislead it. Here a line
feed always ends a sentence, a sentence may begin only after final punctuation, and the parser judges the rest.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.doctext import text_of

FINAL = frozenset((".", "!", "?", "…", "..."))
CLOSING = frozenset(('"', "'", "”", "’", "»", ")", "]", "’’", "''"))
_LAST = frozenset(".!?…")
OPENING = frozenset(("“", "‘", "«", "(", "[", "¿", "¡", "``", "—", "–", "-", "-"))
_DATELINE = re.compile(
    r"(?m)^(?=[A-ZÁÉÍÓÚÑÜ]{2})[^\n.—–:;]{2,60}?"
    r"(?:\.[ \u00a0]?[-—–]{1,2}|[ \u00a0][-—–]{1,2}|[—–])[ \u00a0]?(?=\S)"
    r"|^[A-ZÁÉÍÓÚÑ][^\W\d_]+(?: [^\W\d_]+){0,3}/(?=[A-ZÁÉÍÓÚÑ«“\"])"
)
"""A dateline: "LA HABANA, Cuba. —", "MIAMI, Estados Unidos.-", "HAVANA TIMES –"; or glued on, "Miami/El"."""
_INITIAL = re.compile(r"(?:[A-ZÁÉÍÓÚÑ]\.)+")
_ABBREVIATION = re.compile(
    r"(?i)(?:mr|mrs|ms|dr|dra|sr|sra|srta|lic|ing|prof|gen|col|cap|capt|lt|sgt|gov|sen|rep|rev|st|sto|sta|art|arts|núm|"
    r"no|nos|vs|etc|pág|av|avda|ee|uu|u\.s|ee\.uu|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\."
)


def _previous_visible(doc: Doc, i: int) -> int:
    """Index of the last token before ``i`` that is neither white space nor a closing mark; -1 where there is none."""
    i -= 1
    while i >= 0 and (doc[i].is_space or doc[i].text in CLOSING):
        i -= 1
    return i


def _may_begin(doc: Doc, i: int) -> bool | None:
    """True: a sentence begins at token ``i``; False: none does; None: the parser may judge."""
    before = doc[i - 1]
    if "\n" in before.text:
        return True
    token = doc[i]
    if token.is_space or (token.text in CLOSING and not _opens(doc, i)):
        return False
    if before.text in OPENING or _opens(doc, i - 1):
        return False
    last = _previous_visible(doc, i)
    if last < 0:
        return False
    final = doc[last].text
    ends = final in FINAL or (final[-1:] in ".!?…" and len(final) > 1)
    if not ends:
        return False
    if token.text in OPENING or _opens(doc, i):
        following = doc[i + 1].text if i + 1 < len(doc) else ""
        return following[:1].isupper() or following[:1].isdigit() or following in OPENING
    if not (token.text[:1].isupper() or token.text[:1].isdigit()):
        return False
    if _INITIAL.fullmatch(final) or _ABBREVIATION.fullmatch(final):
        return None
    if final == "." and last > 0 and not doc[last - 1].whitespace_ and len(doc[last - 1].text) == 1:
        return None
    return True if token.text[:1].isupper() else None


def _opens(doc: Doc, i: int) -> bool:
    """Whether the straight quotation mark at ``i`` opens: space before it, none after it."""
    if doc[i].text not in {'"', "'"}:
        return False
    return (i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space) and not doc[i].whitespace_


@Language.component("news_sentences")
def news_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` where it is certain; leave it open (None) where the parser should judge.

    A dateline is a sentence of its own: taken for part of the first one, it becomes the subject of its verb.
    """
    datelines = [m.span() for m in _DATELINE.finditer(text_of(doc))]
    after = {end for _, end in datelines}
    inside = {char for start, end in datelines for char in range(start + 1, end)}
    final = before = ""  # the last token that is neither white space nor a closing mark; the last one of any kind
    given = doc.to_array("SENT_START").astype(np.int64)  # set all at once: setting one looks at the whole text
    for i, token in enumerate(doc):
        text = token.text
        if i:
            at = token.idx
            # Within a line, nothing but final punctuation lets a sentence begin: most tokens need no closer look.
            judged = "\n" in before or final[-1:] in _LAST
            begins = at in after or (_may_begin(doc, i) if judged and at not in inside else False)
            given[i] = 0 if begins is None else 1 if begins else -1
        if not (token.is_space or text in CLOSING):
            final = text
        before = text
    values: Any = given.astype(np.uint64)
    return doc.from_array(["SENT_START"], values)

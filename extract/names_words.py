"""The words of an article as names are made of them: capitals, possessives, handles, starts of sentences, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.doctext import text_of
from extract.lexicon import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORD = re.compile(
    r"EE\. ?UU\.?"
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w.]))?"
    r"|[^\W\d_]\.(?= ?(?:[^\W\d_]\. ?){0,2}[^\W\d_]{2})(?<![\w][^\W\d_]\.)"
    r"|\w+(?:(?:[-‐‑'’]|\.(?=(?:com|org|net|info|cu|es)\b))\w+)*\+?"
)
_ENDING = re.compile(
    r"['’]s$|[-‐‑](?:based|born|led|backed|era|style|funded|run|controlled|wide|area|bound)$", re.IGNORECASE
)
"""What is no part of a name at the end of a word: "Cuba's", "Miami-based"."""
_EXCLUDED = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?i)\b(?:mr|mrs|ms|dr|dra|sr|sra|srta|lic|ing|prof|gen|gral|col|cnel|cap|capt|lt|tte|sgt|gov|sen|rep|rev|fr|st|sto"
    r"|sta|mons|msgr|art|núm|no|vs|av|avda|[^\W\d_])\.$"
)
_MARKS = " \t\n\r\u00a0\"'“”‘’«»([¿¡—–-"
_QUOTES = frozenset("\"'“‘«")
_OPENING = _QUOTES | frozenset("¿¡—/")
_FUNCTION = frozenset(("ADP", "DET", "PRON", "SCONJ", "CCONJ", "ADV", "VERB", "AUX", "PART", "NUM", "INTJ"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: code points ``start`` to ``end``, a possessive ending left out. ``initial``: its capital may be that of
    a sentence, a line or a quotation; ``quoted``: an opening quotation mark stands directly before it; ``heading``: its
    line is in title case or capitals throughout; ``plain``: as this sentence has it, it reads as an ordinary word."""

    start: int
    end: int
    text: str
    folded: str
    cap: bool
    upper: bool
    initial: bool
    quoted: bool
    possessive: bool
    heading: bool
    plain: bool
    pos: str
    lemma: str
    label: str


def words_of(doc: Doc) -> list[Word]:
    """The words of ``doc`` in order of the text, without handles, hashtags and addresses."""
    text = text_of(doc)
    excluded = [m.span() for m in _EXCLUDED.finditer(text)]
    tokens = _tokens_by_start(doc)
    headings = _headings(text)
    found: list[Word] = []
    skip = line = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while skip < len(excluded) and excluded[skip][1] <= start:
            skip += 1
        if skip < len(excluded) and excluded[skip][0] < end:
            continue
        possessive = _ENDING.search(text, start, end)
        stop = possessive.start() if possessive else end
        surface = text[start:stop]
        if not surface:
            continue
        before = text[max(0, start - 24) : start]
        token = tokens.get(start)
        while headings[line][1] <= start:
            line += 1
        found.append(
            Word(
                start=start,
                end=stop,
                text=surface,
                folded=fold(surface).replace("’", "'"),
                cap=surface[0].isupper(),
                upper=surface.isupper() and sum(c.isalpha() for c in surface) > 1,
                initial=_initial(before),
                quoted=before[-1:] in _QUOTES,
                possessive=possessive is not None,
                heading=headings[line][2],
                plain=token is not None and (token.is_stop or token.pos_ in _FUNCTION),
                pos=token.pos_ if token is not None else "",
                lemma=token.lemma_.lower() if token is not None else "",
                label=token.ent_type_ if token is not None else "",
            )
        )
    return found


def _tokens_by_start(doc: Doc) -> dict[int, Token]:
    return {token.idx: token for token in doc}


def _initial(before: str) -> bool:
    """Whether the capital of the word after ``before`` may be that of a sentence, a line or a quotation."""
    lead = before.rstrip(_MARKS)
    if not lead or "\n" in before[len(lead) :] or before[-1:] in _OPENING:
        return True
    return lead[-1] in ".!?…:;•" and not _ABBREVIATED.search(lead)


def _headings(text: str) -> list[tuple[int, int, bool]]:
    """Each line's range, and whether it is a heading: most of its longer words have a capital."""
    found = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        long = re.findall(r"[^\W\d_]{4,}", line)
        caps = sum(w[0].isupper() for w in long)
        open_end = not line.rstrip().endswith((".", "!", "”", '"', "»", ",", ";"))
        titled = open_end and len(long) >= 3 and caps >= 0.7 * len(long)
        shouted = len(long) >= 3 and sum(w.isupper() for w in long) >= 0.7 * len(long)
        found.append((start, end + 1, titled or shouted))
        start = end + 1
    return found

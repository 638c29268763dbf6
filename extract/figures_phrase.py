"""The noun phrase that a number counts, read from parts of speech token by token.

The small models often attach a number to the wrong head; the words next to it are safer ground. The parse is asked only
where nothing stands beside the number (``extract.measures``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.doctext import text_of
from extract.figures_data import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

NOUNS: Final = frozenset(("NOUN", "PROPN"))
_HYPHENS: Final = frozenset(("-", "‐", "‑"))
_LONGEST: Final = 9
_PARTICIPLE_ES: Final = (
    "ado",
    "ada",
    "ados",
    "adas",
    "ido",
    "ida",
    "idos",
    "idas",
    "tos",
    "tas",
    "sos",
    "sas",
    "to",
    "ta",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``start`` to ``end`` of a noun phrase without its determiner; ``core`` ends its head with what stands
    directly by it, ``end`` its complement ("of dengue"); ``head`` is the head noun's token."""

    doc: Doc
    start: int
    core: int
    end: int
    head: int

    def words(self, language: str) -> str:
        """The phrase's own words in lower case, as a measure."""
        tokens = [
            t for t in self.doc[self.start : self.end] if not t.is_space and t.text not in {'"', "“", "”", "«", "»"}
        ]
        kept = [
            t
            for i, t in enumerate(tokens)
            if t.text.casefold() not in words("article", language) or 0 < i < len(tokens) - 1
        ]
        return "".join(t.text_with_ws for t in kept).strip(" ,.;:-\u00a0").casefold()


class Tokens:
    """A document's text and tokens by code point. ``blocked`` are the indices of the tokens that touch a name or a
    date: no counted noun holds them."""

    def __init__(self, doc: Doc, names_and_dates: Sequence[tuple[int, int]]) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self._starts: list[int] = doc.to_array("IDX").tolist() if len(doc) else []
        self.blocked = frozenset(i for start, end in names_and_dates for i in self.within(start, end))

    def after(self, at: int) -> int:
        """Index of the first token that begins at or after code point ``at``."""
        return bisect_left(self._starts, at)

    def within(self, start: int, end: int) -> range:
        """Indices of the tokens that touch the code points ``start`` to ``end``."""
        first = bisect_right(self._starts, start) - 1
        return range(max(0, first), bisect_left(self._starts, end)) if start < end else range(0)


def noun_phrase(doc: Doc, at: int, language: str, blocked: frozenset[int]) -> Phrase | None:
    """The noun phrase that begins at token ``at`` (determiners are skipped), None where none does."""
    while at < len(doc) and doc[at].text.casefold() in words("article", language):
        at += 1
    if at >= len(doc):
        return None
    core = _core_en(doc, at, blocked) if language == "en" else _core_es(doc, at, blocked)
    if core is None:
        return None
    head, end = core
    return Phrase(doc, at, end, _complement(doc, end, language, blocked), head)


def _same_sentence(doc: Doc, i: int, at: int) -> bool:
    return i < len(doc) and i - at <= _LONGEST and not (i > at and bool(doc[i].is_sent_start))


def _core_en(doc: Doc, at: int, blocked: frozenset[int]) -> tuple[int, int] | None:
    """Modifiers and nouns in a row; the last noun is the head."""
    head = -1
    i = at
    lone = doc[at]
    while _same_sentence(doc, i, at):
        token = doc[i]
        if i in blocked and (head >= 0 or token.pos_ == "PROPN"):
            break
        if token.pos_ in NOUNS and not token.is_punct and any(c.isalpha() for c in token.text):
            head = i
        elif (head >= 0 and token.text in _HYPHENS and not token.whitespace_) or (head >= 0 and token.tag_ == "POS"):
            pass
        elif (head >= 0 and not _joins_nouns(doc, i)) or (head < 0 and not _modifies_en(doc, i, at)):
            break
        i += 1
    if head < 0:  # "34 wounded", "three dead"
        people = lone.pos_ == "ADJ" or (lone.tag_ in {"VBN", "VBD"} and lone.pos_ in {"VERB", "ADJ"})
        return (
            (at, at + 1)
            if people and at not in blocked and lone.text.casefold() in words("people_adjective", "en")
            else None
        )
    return head, head + 1


def _modifies_en(doc: Doc, i: int, at: int) -> bool:
    """Whether token ``i`` can stand between a number and its noun."""
    token = doc[i]
    if token.pos_ == "ADJ" or (token.tag_ in {"VBN", "VBG", "VBD"} and token.pos_ != "AUX"):
        return token.text.casefold() not in {"more", "less", "such"} or i > at
    if token.text in _HYPHENS or token.tag_ == "HYPH":
        return i > at
    if token.pos_ == "ADV":
        return i + 1 < len(doc) and (doc[i + 1].pos_ == "ADJ" or doc[i + 1].tag_ in {"VBN", "VBG"})
    if token.text == "," or token.pos_ == "CCONJ":
        return i > at and i + 1 < len(doc) and doc[i + 1].pos_ == "ADJ"
    return token.text in {"“", '"', "‘"} and i == at


def _joins_nouns(doc: Doc, i: int) -> bool:
    """Whether an adjective or participle after a noun is only the first part of more: "state run shops"."""
    return doc[i].pos_ == "ADJ" and i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN" and doc[i].head.i == i + 1


def _core_es(doc: Doc, at: int, blocked: frozenset[int]) -> tuple[int, int] | None:
    """A head, after adjectives that can stand before it, and the adjectives and participles behind it."""
    i = at
    while _same_sentence(doc, i, at) and i + 1 < len(doc) and doc[i].text.casefold() in words("before_noun", "es"):
        if not _can_head_es(doc[i + 1]):
            break
        i += 1
    if i >= len(doc) or i in blocked or not _can_head_es(doc[i]):
        return None
    head = i
    i += 1
    while _same_sentence(doc, i, at) and i not in blocked and _modifies_es(doc, i):
        i += 1
    return head, i


def _can_head_es(token: Token) -> bool:
    word = token.text.casefold()
    if not token.is_alpha or len(word) < 3 or (token.is_stop and token.pos_ not in NOUNS):
        return False
    if token.pos_ in {"NOUN", "ADJ"} or (token.pos_ == "PROPN" and not token.is_title):
        return True
    return token.pos_ == "VERB" and word.endswith(("dos", "das", "tos", "tas", "sos", "sas", "es"))


def _modifies_es(doc: Doc, i: int) -> bool:
    token = doc[i]
    if not token.is_alpha or (token.is_stop and token.pos_ != "ADJ"):
        return False
    if token.pos_ == "ADJ":
        return True
    return (
        token.pos_ == "VERB"
        and token.text.casefold().endswith(_PARTICIPLE_ES)
        and "Part" in token.morph.get("VerbForm", [])
    )


def _complement(doc: Doc, end: int, language: str, blocked: frozenset[int]) -> int:
    """The end of an "of" phrase of common nouns after a noun: "casos de dengue", "sieges of homes"."""
    links = {"of"} if language == "en" else {"de", "del"}
    for _ in range(2):
        if end + 1 >= len(doc) or doc[end].text.casefold() not in links or end in blocked:
            return end
        at = end + 1
        while at < len(doc) and doc[at].text.casefold() in words("article", language):
            at += 1
        if at >= len(doc) or at in blocked or bool(doc[at].is_sent_start):
            return end
        found = _core_en(doc, at, blocked) if language == "en" else _core_es(doc, at, blocked)
        if found is None or any(t.pos_ in {"PROPN", "NUM"} or t.i in blocked for t in doc[at : found[1]]):
            return end
        end = found[1]
        if language == "en":
            return end
    return end


def phrase_before(doc: Doc, end: int, language: str, blocked: frozenset[int]) -> Phrase | None:
    """The noun phrase whose last token stands right before token ``end``, from its left ("una huelga de hambre |")."""
    start = end
    links = {"of"} if language == "en" else {"de", "del"}
    while start > 0 and end - start < _LONGEST and not bool(doc[start].is_sent_start if start < len(doc) else False):
        token = doc[start - 1]
        word = token.text.casefold()
        noun = token.pos_ in {"NOUN", "ADJ"} or token.tag_ in {"VBN", "VBG"} or token.text in _HYPHENS
        link = word in links and start < end and start > 1 and doc[start - 2].pos_ in {"NOUN", "ADJ"}
        article = (
            word in words("article", language) and start < end and doc[start - 2].text.casefold() in links
            if start > 1
            else False
        )
        if start - 1 in blocked or not (noun or link or article):
            break
        start -= 1
    while start < end and (doc[start].text.casefold() in links or doc[start].text in _HYPHENS):
        start += 1
    return noun_phrase(doc, start, language, blocked) if start < end else None


def subtree_phrase(token: Token, language: str, blocked: frozenset[int]) -> Phrase | None:
    """The noun phrase around a noun that the parse names: from its leftmost adjective or compound on."""
    doc, start = token.doc, token.i
    while start > 0 and token.i - start < 4:
        left = doc[start - 1]
        modifies = left.pos_ in {"ADJ", "NOUN"} or left.tag_ in {"VBN", "VBG"} or left.text in _HYPHENS
        if not modifies or start - 1 in blocked or bool(doc[start].is_sent_start):
            break
        start -= 1
    if language == "es":
        start = token.i
    found = noun_phrase(doc, start, language, blocked)
    return found if found and found.start <= token.i < found.end else None

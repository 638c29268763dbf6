"""Events without a verb of their own: "condenó a siete años a Ana y a cinco a Luis", "entre los detenidos está Eva"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.context import Context, Sentence
    from extract.reading import Name

_JOINT = r"(?:\b(?:y|e|and|while|mientras)|[,;])\s+"
_TERM_BEFORE = re.compile(
    rf"(?i){_JOINT}(?:a|con)\s+([^\W_]+)(?:\s+(?:años|meses))?(?:\s+y\s+medio)?\s+(?:al|a\s+la|a)\s+"
    r"(?:[^\W\d_]+\s+){0,4}$"
)
"""A term and who gets it: "y a cinco al pescador"."""
_OPENS = re.compile(rf"(?i){_JOINT}(?:a\s+|al\s+)?(?:[^\W\d_]+\s+){{0,4}}$")
"""What stands between the clause with the verb and the next one's person: "and fisherman", "y a su cuñado"."""
_TERM_AFTER = re.compile(r"(?:,[^;.]{2,60}?,[”»\"]?|)\s+(?:(?:a|to)\s+([^\W_]+)|([^\W\d_]+))\b")
"""The term after the person, and what is said of the person between the two: ", a fisherman, to six"."""
_AMONG = re.compile(r"(?i)\b(?:entre|among) (?:los|las|those|the)(?: [^\W_]+)?(?: [^\W_]+)? $")
_BELONG = re.compile(
    r"(?i)[^.;,\n]{0,40}?\s(?:está|están|figura|figuran|se\s+encuentra|se\s+encuentran|is|are|was|were)\s+"
)
"""What leads from a group to who belongs to it: "detenidos el lunes está"."""
_TITLE = re.compile(r"(?:[^\W\d_]+\s+){0,5}")
_IS = re.compile(
    r"(?i)(?:,[^.;]{2,60},)?\s*(?:está|estaba|figura|figuraba|se\s+encuentra|se\s+encontraba|is|was)\s+(?:also\s+)?"
)
REACH = 120
"""How many code points may stand between two people of such a sentence."""


def gapped(context: Context, token: Token, sentence: Sentence, told: tuple[str, ...]) -> list[Name]:
    """Those for whom a sentence's later clauses leave out the verb at ``token``, which tells of ``told``."""
    found: list[Name] = []
    text, at = context.article.text, token.idx + len(token)
    for name in context.names_between(at, sentence.end, "person"):
        before, at = text[at : name.start], name.end
        if name.entity in told or len(before) > REACH:
            continue
        led = _TERM_BEFORE.search(before)
        if led is not None and _is_number(context, name.start - len(before) + led.start(1)):
            found.append(name)
            continue
        if _OPENS.search(before) and (term := _TERM_AFTER.match(text, name.end, sentence.end)) is not None:
            start = term.start(1) if term[1] else term.start(2)
            if _is_number(context, start):
                found.append(name)
    return found


def is_group(context: Context, token: Token) -> bool:
    """Whether a participle names a group: after "entre los", "among those"."""
    before = context.article.text[max(0, token.idx - 40) : token.idx].lower()
    if "entre" not in before and "among" not in before:
        return False
    near = token.doc[max(0, token.i - 5) : token.i]
    opened = any(t.lower_ in {"entre", "among"} for t in near)
    return opened and _AMONG.search(context.article.text, max(0, token.idx - 40), token.idx) is not None


def among(context: Context, token: Token, sentence: Sentence) -> Name | None:
    """The first person told to belong to the group that a participle names: after it and its verb, or before both."""
    text, end = context.article.text, token.idx + len(token)
    if (verb := _BELONG.match(text, end, sentence.end)) is not None:
        named = context.names_between(verb.end(), sentence.end, "person")
        return named[0] if named and _TITLE.fullmatch(text, verb.end(), named[0].start) else None
    start = text.rfind("ntre", sentence.start, token.idx) if context.language == "es" else -1
    start = max(start, text.rfind("mong", sentence.start, token.idx)) - 1
    before = context.names_between(sentence.start, start, "person")
    return before[-1] if before and _IS.fullmatch(text, before[-1].end, start) else None


def _is_number(context: Context, char: int) -> bool:
    token = context.token_at(char)
    return token.pos_ == "NUM" or token.like_num

"""Who else was sentenced where the verb is left out: "condenó a siete años a Ana y a cinco a Luis"."""

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


def _is_number(context: Context, char: int) -> bool:
    token = context.token_at(char)
    return token.pos_ == "NUM" or token.like_num

"""The text of a spaCy document, put together once: ``Doc.text`` joins its tokens anew at every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "text"


def text_of(doc: Doc) -> str:
    """The whole text of ``doc``, kept with it."""
    if _KEY not in doc.user_data:
        doc.user_data[_KEY] = doc.text
    return cast("str", doc.user_data[_KEY])

"""Folding of words and stable ids: what "the same name", "the same words" and "the same key" mean in the store."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
# Articles at the head of a name, in the two languages that are read.
_DETERMINER = re.compile(r"^(?:the|el|la|los|las) (?=\S)")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Words in lower case without accents or punctuation, one space between: "O'Reilly Peña" → "o reilly pena"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


def fold_name(text: str) -> str:
    """A folded name without an article before it: "the Red Cross" → "red cross"."""
    return _DETERMINER.sub("", fold(text))


def digest_of(title: str, text: str) -> str:
    """The digest that tells versions of an article apart: "sha256:<hex>" of title, NUL and text."""
    return "sha256:" + hashlib.sha256(f"{title}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(prefix: str, key: Any) -> str:
    """``prefix`` and 16 hexadecimal digits of the SHA-256 of ``key`` as canonical JSON: the same on every machine."""
    text = json.dumps(key, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return prefix + hashlib.sha256(text.encode()).hexdigest()[:16]


def article_id(url: str) -> str:
    """An article's id, a function of its canonical URL."""
    return stable_id("a", url)

"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

if TYPE_CHECKING:
    from typing import Any

_ENOUGH = 60
_SURE = 0.9


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str:
    """The ISO 639 code of the language of ``text``; "und" where the text is too short or mixed to say."""
    code, confidence = _classify(text)
    return code if confidence >= _SURE else "und"


def settle_language(declared: str | None, text: str) -> tuple[str | None, str | None]:
    """The language of ``text`` and a warning, if any. What is declared is believed unless the text clearly
    contradicts it; where nothing is declared, the text decides, if it can."""
    found = detect_language(text)
    known = normalize_language(declared)
    if found == "und":
        return known, None
    if known and known != found:
        return found, f"declared as {known}, but the text is {found}"
    return found, None


def normalize_language(tag: str | None) -> str | None:
    """The primary language of a tag: "es-CU", "es_ES" → "es"; None for what is no tag."""
    primary = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return primary if 2 <= len(primary) <= 3 and primary.isalpha() else None


def _classify(text: str) -> tuple[str, float]:
    letters = " ".join(text.split())
    if len(letters) < _ENOUGH:
        return "und", 0.0
    # Ten thousand characters settle it; longer ones only take time.
    return cast("tuple[str, float]", _identifier().classify(letters[:10_000]))

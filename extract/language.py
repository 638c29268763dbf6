"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

if TYPE_CHECKING:
    from typing import Any

_ENOUGH = 60
_SURE = 0.9
_FEWEST = 20
_LIKELY = 0.6


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str:
    """The ISO 639 code of the language of ``text``; "und" where the text is too short or mixed to say."""
    return _detect(text, _ENOUGH, _SURE)


def settle_language(declared: str | None, text: str) -> tuple[str | None, str | None]:
    """The language of ``text`` and a warning, if any. What is declared is believed unless the text clearly
    contradicts it; where nothing is declared, the text decides, if it can, in need by a guess."""
    found = detect_language(text)
    known = normalize_language(declared)
    if found == "und":
        guess = known or _detect(text, _FEWEST, _LIKELY)
        return None if guess == "und" else guess, None
    if known and known != found:
        return found, f"declared as {known}, but the text is {found}"
    return found, None


def normalize_language(tag: str | None) -> str | None:
    """The primary language of a tag: "es-CU", "es_ES" → "es"; None for what is no tag."""
    primary = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return primary if 2 <= len(primary) <= 3 and primary.isalpha() else None


def _detect(text: str, enough: int, sure: float) -> str:
    letters = " ".join(text.split())
    if len(letters) < enough:
        return "und"
    # Ten thousand characters settle it; longer ones only take time.
    code, confidence = cast("tuple[str, float]", _identifier().classify(letters[:10_000]))
    return code if confidence >= sure else "und"

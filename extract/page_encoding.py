"""The characters of a page: what the server says, the page says, and the bytes themselves allow."""

from __future__ import annotations

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

_REPLACEMENT = "\ufffd"


def decode_page(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """``body`` as text, and the encoding used. ``content_type`` is the HTTP header's value, where there is one.

    The header is believed before the page's own declaration, as browsers do, except where the bytes contradict it:
    bytes that are valid UTF-8 beyond ASCII are UTF-8, and where the declared encoding cannot read them, they are tried
    as windows-1252, which old pages in both languages are in, and then guessed.
    """
    if not body.isascii():
        try:
            return body.decode("utf-8-sig").replace("\0", ""), "utf-8"
        except UnicodeDecodeError:
            pass
    encoding, text = html_to_unicode(content_type, body, default_encoding="cp1252", auto_detect_fun=_detect)
    if _REPLACEMENT in text and _REPLACEMENT.encode() not in body and (guess := _detect(body)):
        encoding, text = guess, body.decode(guess, "replace")
    return text.replace("\0", ""), encoding


def _detect(body: bytes) -> str | None:
    try:
        body.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(body).best()
        return best.encoding if best else None
    return "cp1252"

"""Where whoever runs the crawler can be asked: sites are told with every request."""

from __future__ import annotations

import re

from desk.trouble import Trouble

VARIABLE = "CONSTANCIA_CONTACT"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[\w.-]+\.[a-z]{2,}(?:[/?#]\S*)?", re.ASCII)


def checked(contact: str) -> str:
    """The contact without blanks about it. Raises Trouble where it is none a site's editor could use."""
    said = contact.strip()
    if not said:
        raise Trouble(
            "a nightly run says who asks: give --contact, or set "
            f"{VARIABLE}, to a mail address or web page of yours (editors who mind will write there)"
        )
    if not _CONTACT.fullmatch(said):
        raise Trouble(
            f"the contact {said!r} is no mail address and no web page (https://…); sites are to know whom to ask"
        )
    return said

"""What a page says of itself in JSON-LD (schema.org), however it is nested or broken."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from extract.page_dates import to_iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

_OTHER_TYPES = {"BlogPosting", "LiveBlogPosting", "Report"}
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def find_article(soup: BeautifulSoup, url: str) -> dict[str, Any]:
    """The JSON-LD node that describes the page's article; {} if none does. Where there are several (lists of related
    articles), the one that names ``url``, else the first with a headline."""
    found = [node for node in _nodes(soup) if _is_article(node)]
    for node in found:
        if url.rstrip("/") in {address.rstrip("/") for address in _addresses(node)}:
            return node
    return next((node for node in found if text(node.get("headline"))), {})


def names_other_page(soup: BeautifulSoup) -> bool:
    """Whether the page calls itself a list or search page and nothing in it an article."""
    kinds = {kind for node in _nodes(soup) for kind in _kinds(node)}
    return bool(kinds & {"CollectionPage", "SearchResultsPage", "ProfilePage"}) and not any(
        _is_article(node) for node in _nodes(soup)
    )


def text(value: Any) -> str:
    """A value as plain text: strings unescaped, the first of a list, the name of a node; "" for anything else."""
    if isinstance(value, list):
        return next((found for found in map(text, value) if found), "")
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("headline"))
    return unescape(value).strip() if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """All values as plain texts."""
    return [found for found in map(text, value if isinstance(value, list) else [value]) if found]


def is_paywalled(node: dict[str, Any], tiers: list[str]) -> bool:
    """Whether the page says that it is not shown whole to everybody; ``tiers``: its ``article:content_tier``."""
    free = node.get("isAccessibleForFree")
    return free is False or str(free).lower() == "false" or bool({"locked", "metered"} & {t.lower() for t in tiers})


def live_entries(node: dict[str, Any], timezone: str) -> list[str]:
    """The entries of a live blog as paragraphs: each with its time on the outlet's clock, headline and text."""
    updates = node.get("liveBlogUpdate")
    found: list[str] = []
    for entry in updates if isinstance(updates, list) else [updates]:
        if not isinstance(entry, dict) or not text(entry.get("articleBody")):
            continue
        moment = to_iso(text(entry.get("datePublished")), timezone)
        if moment and "T" in moment:
            local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
            found.append(f"{local:%Y-%m-%d %H:%M}")
        found += [text(entry.get("headline")), *text(entry.get("articleBody")).splitlines()]
    return [line for line in (" ".join(each.split()) for each in found) if line]


def _nodes(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type=re.compile(r"^application/ld\+json", re.IGNORECASE)):
        yield from _walk(_load(script.get_text()))


def _load(source: str) -> Any:
    source = _WRAPPING.sub("", source.strip()).strip().rstrip(";")
    for attempt in (source, _TRAILING_COMMA.sub("", source)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
    # What stands behind a complete value (a second one, a stray brace) does not make the first one unreadable.
    try:
        return json.JSONDecoder(strict=False).raw_decode(_TRAILING_COMMA.sub("", source))[0]
    except ValueError:
        return None


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _walk(each)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), dict | list):
                yield from _walk(value[key])


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith("Article") or kind in _OTHER_TYPES for kind in _kinds(node))


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value.partition("#")[0]

"""Outlets that are described in a TOML file instead of a spider's: an ``[[outlet]]`` table each."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import soupsieve
from scrapy.spiderloader import SpiderLoader

from extract.page_rules import Selectors
from spiders.families.bbnx import BbnxSpider
from spiders.families.drupal import DrupalSpider
from spiders.families.pangea import PangeaSpider
from spiders.families.sections import SectionsSpider
from spiders.families.wordpress import WordPressSpider
from spiders.outlet import OutletSpider, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrapy import Spider


class BadOutlets(ValueError):
    """A file of outlets cannot be used; the message names it and all that is wrong in it."""


class OwnOutlet(OutletSpider):
    """A site of which nothing is said: the addresses at which sites of all kinds have their sources are tried."""

    news_sitemaps: Several = ("/news-sitemap.xml", "/sitemap-news.xml")
    feeds: Several = ("/feed/", "/rss.xml", "/feed.xml", "/rss/")
    sitemaps: Several = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
    wordpress_rest: Several = WordPressSpider.wordpress_rest
    sitemap_only = WordPressSpider.sitemap_only


FAMILIES: dict[str, type[OutletSpider]] = {
    "bbnx": BbnxSpider,
    "drupal": DrupalSpider,
    "pangea": PangeaSpider,
    "sections": SectionsSpider,
    "wordpress": WordPressSpider,
}
REQUIRED = ("id", "home", "article_url")
SELECTORS = tuple(field.name for field in fields(Selectors) if field.name != "since")


def read_outlets(path: Path | str, taken: Iterable[str] = ()) -> dict[str, type[OutletSpider]]:
    """The spiders that a file describes, by id; ``taken`` are ids it may not use. Raises BadOutlets."""
    try:
        content = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise BadOutlets(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadOutlets(f"{path}: is not TOML ({error})") from error
    tables = content.get("outlet")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise BadOutlets(f"{path}: holds no [[outlet]] table")
    trouble = [f"{key!r} stands outside of an [[outlet]] table" for key in content if key != "outlet"]
    found: dict[str, type[OutletSpider]] = {}
    used = set(taken)
    for number, table in enumerate(tables, 1):
        wrong = list(_wrong(table))
        ident = str(table.get("id", "without id"))
        if ident in used:
            wrong.append(f"id: {ident!r} is another outlet's, choose one of your own")
        used.add(ident)
        if wrong:
            trouble += [f"outlet {number} ({ident}): {line}" for line in wrong]
        else:
            found[ident] = _spider(table)
    if trouble:
        raise BadOutlets(f"{path}: {'; '.join(trouble)}")
    return found


def _spider(table: dict[str, Any]) -> type[OutletSpider]:
    family = FAMILIES.get(table.get("family", ""), OwnOutlet)
    said: dict[str, Any] = {"sections": family.sections or (table["home"],)}
    for key, value in table.items():
        if key in _KEYS and key not in (*SELECTORS, "id", "name", "family", "template"):
            said[key] = _frozen(value)
    own = {key: _frozen(table[key]) for key in SELECTORS if key in table}
    templates = [Selectors(**own)] if own else []
    templates += [
        Selectors(**{key: _frozen(value) for key, value in each.items()}) for each in table.get("template", [])
    ]
    said |= {
        "name": table["id"], "outlet_name": table.get("name", table["id"]),
        "templates": (*templates, *family.templates), "__doc__": "Described in a file of outlets.",
    }  # fmt: skip
    return type(table["id"].title().replace("_", ""), (family,), said)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


# --- what may be said -------------------------------------------------------------------------------------------------


def _wrong(table: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one table, a line each."""
    yield from (f"{key}: is missing" for key in REQUIRED if key not in table)
    for key, value in table.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            yield f"{key}: there is no such key{f'; did you mean {near[0]}?' if near else ''}"
        elif problem := _KEYS[key](value):
            yield f"{key}: {problem}"


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be a text in quotes"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _ident(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_]*", value)
    return "" if fine else "must be small letters, digits and _ (my_outlet)"


def _home(value: Any) -> str:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    fine = parts and parts.scheme in ("http", "https") and parts.hostname
    return "" if fine else "must be the site's address (https://www.example.org/)"


def _address(value: Any) -> str:
    fine = isinstance(value, str) and (value.startswith("/") or not _home(value))
    return "" if fine else f"{value!r} is no address: write /feed/ or https://www.example.org/feed/"


def _host(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", value)
    return "" if fine else f"{value!r} is no host name (www.example.org)"


def _pattern(value: Any) -> str:
    if problem := _text(value):
        return problem
    try:
        re.compile(value)
    except re.error as error:
        return f"is no regular expression ({error}); write it in 'single quotes'"
    return ""


def _selector(value: Any) -> str:
    if problem := _text(value):
        return problem
    try:
        soupsieve.compile(value)
    except soupsieve.SelectorSyntaxError as error:
        return f"{value!r} is no CSS selector ({str(error).splitlines()[0]})"
    return ""


def _language(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}", value)
    return "" if fine else f"{value!r} is no language (es, en)"


def _timezone(value: Any) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError):
        return f"{value!r} is no time zone (America/Havana)"
    return ""


def _day(value: Any) -> str:
    fine = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return "" if fine else 'must be a day in quotes ("2023-01-31")'


def _family(value: Any) -> str:
    return "" if value in FAMILIES else f"{value!r} is no family; there are {', '.join(FAMILIES)}"


def _list(of: Callable[[Any], str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, list):
            return "must be a list in square brackets"
        return next((problem for each in value if (problem := of(each))), "")

    return check


def _pairs(first: Callable[[Any], str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        for pair in value if isinstance(value, list) else [None]:
            if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(part, str) for part in pair):
                return "must be a list of pairs of texts"
            if problem := first(pair[0]):
                return problem
        return ""

    return check


def _templates(value: Any) -> str:
    """``[[outlet.template]]``: the selectors of another look of the site, from a day on."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return "must be [[outlet.template]] tables"
    for each in value:
        for key, said in each.items():
            problem = _day(said) if key == "since" else _list(_selector)(said) if key in SELECTORS else "no such key"
            if problem:
                return f"{key}: {problem}"
    return ""


_KEYS: dict[str, Callable[[Any], str]] = {
    "id": _ident, "home": _home, "article_url": _pattern, "name": _text, "family": _family,
    "languages": _list(_language), "timezone": _timezone, "hosts": _list(_host), "mirrors": _list(_host),
    "robots_sitemaps": _flag, "news_sitemaps": _list(_address), "feeds": _list(_address),
    "sitemaps": _list(_address), "wordpress_rest": _list(_address), "sections": _list(_address),
    "sitemap_only": _pattern, "short_url": _pattern, "slash": _flag, "rewrite": _pairs(_pattern),
    "boilerplate": _list(_pattern), "editions": _pairs(_language), "template": _templates,
    **dict.fromkeys(SELECTORS, _list(_selector)),
}  # fmt: skip


class OutletLoader(SpiderLoader):
    """Scrapy's, with the outlets of the files in the setting ``OUTLETS`` beside those of the modules."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self._own: dict[str, type[Spider]] = {}
        for path in settings.getlist("OUTLETS"):
            self._own.update(read_outlets(path, self._spiders.keys() | self._own.keys()))
        self._spiders.update(self._own)

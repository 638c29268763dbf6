"""Files of articles that others captured: what each kind of file holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from extract.article import Article
from extract.language import settle_language
from extract.page import NotAnArticle, OutletRules, parse_page
from extract.page_dates import doubt, to_iso
from extract.page_encoding import decode_page
from extract.page_text import read_plain
from extract.page_url import is_source
from store.captures import CaptureError, Damage, Record, iter_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

UNKNOWN_OUTLET = "unknown"
_HTML = ("text/html", "application/xhtml+xml")
_JSON = "application/json"
_BAD_LINES = 20
"""Lines of a file that are told one by one; of more it is no .jsonl file at all, or all are wrong in the same way."""
_CONTROL = re.compile(r"[^\n\r\t\f\x20-\x7e\x85\xa0-\U0010ffff]|\ufffd")
_MOST_CONTROL = 0.01


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever loads a file says of it; it goes before what the file says."""

    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article of a file with its source: the bytes it was read from and their media type, or the WARC record."""

    article: Article
    source: bytes
    media_type: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: what is given, when it was captured (ISO 8601, UTC), and the rules of an outlet by its id or an
    address of its, for a day of capture."""

    given: Given
    fetched: str
    rules_on: Callable[[str | None, str, str], OutletRules]

    def rules(self, outlet: str | None, url: str) -> OutletRules:
        """The outlet's rules on the day of capture."""
        return self.rules_on(outlet, url, self.fetched)


class BadFile(ValueError):
    """Nothing can be read from it; the message says why, without the file's name."""


def read_file(path: Path, reading: Reading) -> Iterator[Loaded | str]:
    """The articles of a file, and a line (without the file's name) for each thing in it that cannot be read.
    Raises BadFile."""
    name = path.name.lower()
    read = next((read for endings, read in _KINDS.items() if name.endswith(endings)), None)
    try:
        if path.is_dir():
            raise BadFile("is a folder; name the files in it")
        size = path.stat().st_size
        if read is None:
            raise BadFile("is no .jsonl, .html, .txt or .warc.gz file")
        if not size:
            raise BadFile("is empty")
        yield from read(path, reading)
    except FileNotFoundError as error:
        raise BadFile("there is no such file") from error
    except OSError as error:
        raise BadFile(f"cannot be read ({error.strerror})") from error


def is_one_article(path: Path) -> bool:
    """Whether a file of this name holds one article at most."""
    return not path.name.lower().endswith((".jsonl", ".ndjson", ".warc", ".warc.gz"))


def _read_jsonl(path: Path, reading: Reading) -> Iterator[Loaded | str]:
    bad = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip(b"\r\n")
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            try:
                yield _from_json(line, reading)
            except BadFile as error:
                bad += 1
                if bad <= _BAD_LINES:
                    yield f"line {number}: {error}"
    if bad > _BAD_LINES:
        yield f"lines that are no articles, beside these: {bad - _BAD_LINES}"


def _from_json(line: bytes, reading: Reading) -> Loaded:
    """An article of a JSON object; its text stays as it stands there."""
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise BadFile("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadFile("is not JSON") from error
    if not isinstance(row, dict):
        raise BadFile("is no JSON object with url, title, text …")
    given = reading.given
    url, text = given.url or _string(row, "url"), _string(row, "text")
    if not url or not text.strip():
        raise BadFile(f"has no {'url' if not url else 'text'}")
    if not is_source(url.strip()):
        raise BadFile("has a url that is no http or https address")
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadFile("holds half a character (a lone surrogate)") from error
    outlet = given.outlet or _string(row, "outlet")
    rules = reading.rules(outlet, url)
    authors = row.get("authors") or []
    article = Article(
        url=rules.canonical(url.strip()),
        outlet=outlet or rules.id or _host(url),
        title=_string(row, "title"),
        text=text,
        authors=tuple(a for a in ([authors] if isinstance(authors, str) else authors) if isinstance(a, str)),
        section=_string(row, "section") or None,
        timezone=rules.timezone,
        layers=dict.fromkeys(("title", "text", "published", "authors"), "file"),
    )
    return Loaded(_finish(article, _string(row, "language"), row, rules, reading), line, _JSON)


def _read_txt(path: Path, reading: Reading) -> Iterator[Loaded | str]:
    yield _from_txt(path.read_bytes(), _file_url(path), reading)


def _from_txt(source: bytes, url: str, reading: Reading) -> Loaded:
    given = reading.given
    url = given.url or url
    rules = reading.rules(given.outlet, url)
    decoded = decode_page(source)[0]
    if len(_CONTROL.findall(decoded)) > _MOST_CONTROL * len(decoded):
        raise BadFile("is no text, or in an encoding that cannot be told: save it as UTF-8")
    plain = read_plain(decoded, rules.timezone, given.language)
    if not plain.text:
        raise BadFile("holds no text")
    article = Article(
        url=rules.canonical(url),
        outlet=given.outlet or rules.id or _host(url),
        title=plain.title,
        text=plain.text,
        authors=plain.authors,
        timezone=rules.timezone,
        layers=dict.fromkeys(("title", "text", "published", "authors"), "file"),
    )
    row = {"published": plain.published} if plain.published else {}
    return Loaded(_finish(article, "", row, rules, reading), source, "text/plain")


def _read_html(path: Path, reading: Reading) -> Iterator[Loaded | str]:
    yield _from_html(path.read_bytes(), _file_url(path), reading)


def _from_html(source: bytes, url: str, reading: Reading, content_type: str | None = None) -> Loaded:
    given = reading.given
    url = given.url or url
    if not is_source(url):
        raise BadFile(f"its address cannot be cited ({url[:60]})")
    parse = partial(parse_page, source, content_type=content_type, fetched=reading.fetched)
    try:
        rules = reading.rules(given.outlet, url)
        article = parse(url, outlet=rules)
        if not rules.id:
            # A saved page may name an address of an outlet that is known after all.
            rules = reading.rules(given.outlet, article.url)
            article = parse(article.url, outlet=rules) if rules.id else article
    except NotAnArticle as reason:
        raise BadFile(f"not an article: {reason}") from reason
    except Exception as error:  # whatever a parser makes of a broken page, the others are read
        raise BadFile(f"the page cannot be taken apart ({type(error).__name__}: {error})") from error
    changes: dict[str, Any] = {"outlet": given.outlet or rules.id or _host(article.url)}
    if given.language:
        changes["language"] = given.language
    if given.url:
        changes["url"] = rules.canonical(given.url)
    if given.published:
        changes["published"] = to_iso(given.published, rules.timezone)
    return Loaded(replace(article, **changes), source, "text/html")


def _read_warc(path: Path, reading: Reading) -> Iterator[Loaded | str]:
    pages = articles = 0
    try:
        for found in iter_records(path):
            if isinstance(found, Damage):
                yield f"{found.reason} at byte {found.offset}; skipped"
                continue
            try:
                loaded = _from_record(found, reading)
            except BadFile:
                pages += 1  # a home page, a list: most of what a crawler captures is no article
                continue
            except CaptureError as error:
                yield str(error)
                continue
            if loaded:
                articles += 1
                yield loaded
    except CaptureError as error:
        raise BadFile(str(error).removeprefix(f"{path}: ")) from error
    if not articles:
        none = f"{pages} pages that are none" if pages else "no pages at all"
        raise BadFile(f"holds no article ({none})")


def _from_record(record: Record, reading: Reading) -> Loaded | None:
    """The article of a record; None for a record of another kind. Raises BadFile for a page that is no article."""
    if not is_source(record.url):
        return None
    date = to_iso(record.date, "UTC") or reading.fetched
    reading = replace(reading, fetched=date)
    if record.type == "response" and record.status == 200 and record.media_type in _HTML:
        rules = reading.rules(reading.given.outlet, record.url)
        if not rules.is_article(rules.asked_url(record.url)) and not rules.is_article(rules.canonical(record.url)):
            raise BadFile("its address is no article's")
        loaded = _from_html(record.body, record.url, reading, record.header("Content-Type"))
    elif record.type == "resource" and record.media_type == _JSON:
        loaded = _from_json(record.payload, reading)
    elif record.type == "resource" and record.media_type in _HTML:
        loaded = _from_html(record.payload, record.url, reading)
    elif record.type == "resource" and record.media_type == "text/plain":
        loaded = _from_txt(record.payload, record.url, reading)
    else:
        return None
    return replace(loaded, record=record)


def _finish(
    article: Article, declared: str, row: Mapping[str, Any], rules: OutletRules, reading: Reading
) -> Article:  # fmt: skip
    """The article with its language and dates, and warnings where they are wrong."""
    given, warnings = reading.given, list(article.warnings)
    language, warning = settle_language(
        declared or next(iter(rules.languages), None), f"{article.title}\n{article.text}"
    )
    if given.language:
        language, warning = given.language, None
    warnings += [warning] if warning else []
    dates: dict[str, str | None] = {}
    for name in ("published", "modified"):
        said = (given.published if name == "published" else None) or row.get(name)
        dates[name] = to_iso(str(said), rules.timezone, language) if said else None
        trouble = doubt(dates[name] or "", reading.fetched) if dates[name] else "is no date" if said else None
        if trouble:
            dates[name] = None
            warnings.append(f"{name}: {trouble if trouble != 'is no date' else f'{str(said)[:40]} is no date'}")
    if not dates["published"] and not row.get("published"):
        warnings.append("no publication date found")
    return replace(
        article, language=language, published=dates["published"], modified=dates["modified"], warnings=tuple(warnings)
    )


def _file_url(path: Path) -> str:
    """An address for a file that has none: its name, without where it lies on this machine."""
    return f"file:{quote(path.name)}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or UNKNOWN_OUTLET).removeprefix("www.")


def _string(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


_KINDS: dict[tuple[str, ...], Callable[[Path, Reading], Iterator[Loaded | str]]] = {
    (".jsonl", ".ndjson"): _read_jsonl,
    (".html", ".htm", ".xhtml"): _read_html,
    (".txt",): _read_txt,
    (".warc.gz", ".warc"): _read_warc,
}

"""The text of an article out of the markup around it: paragraphs, and what is none of the article's."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK = "\u2028"
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_NEVER = (
    "script, style, noscript, template, iframe, object, embed, video, audio, svg, canvas, math, form, button, input, "
    "select, textarea, nav, aside, figure, figcaption, footer, [hidden], [aria-hidden=true], [role=navigation], "
    "[role=complementary]"
)
_CAPTION_CLASSES = frozenset({"wp-caption-text", "caption"})
_SENTENCE_END = re.compile(r"[.!?…:;»”\"')\]]$")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]")
_SPACE = re.compile(r"(?:(?<!\d)[\u00a0\u202f]|[\u00a0\u202f](?!\d)|[ \t\n\r\f\v\u0085\u2009\u2002\u2003\u3000])+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")
_WORDS = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_PARTS = re.compile(r"[a-z0-9]+", re.IGNORECASE)
_REPEATED_FROM = 25


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being gathered: its pieces, and how many of its characters are links."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0


def clean_text(text: str) -> str:
    """``text`` on one line: no control or invisible characters, white space collapsed, composed (NFC). A no-break
    space stays where it separates the digits of a number. Characters that windows-1252 was mistaken for are mended."""
    text = _C1.sub(lambda match: match.group().encode("latin-1").decode("cp1252", "ignore"), text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def captions_in(container: Tag) -> set[str]:
    """The captions of pictures inside ``container``, each on one line."""
    found = [tag for tag in container.find_all(True) if tag.name == "figcaption" or _CAPTION_CLASSES & _classes(tag)]
    return {clean_text(tag.get_text(" ")) for tag in found}


def _classes(tag: Tag) -> set[str]:
    return {str(name) for name in tag.get_attribute_list("class")}


def body_paragraphs(containers: Iterable[Tag], remove: Iterable[str] = ()) -> list[str]:
    """The paragraphs inside ``containers``, which it takes apart: ``remove`` are selectors of what goes, beside what
    goes on every site (scripts, figures and captions, boxes by the words of their class)."""
    captions: set[str] = set()
    found: list[str] = []
    for container in containers:
        captions |= captions_in(container)
        for selector in (*remove, _NEVER):
            for unwanted in container.select(selector):
                unwanted.decompose()
        half = len(container.get_text()) / 2
        for box in [tag for tag in container.find_all(True) if _is_box(tag)]:
            # What holds most of the text is no box, whatever its class says ("content-sidebar-wrap").
            if not box.decomposed and len(box.get_text()) < half:
                box.decompose()
        found.extend(markup_paragraphs(container))
    return [paragraph for paragraph in found if paragraph not in captions]


def tidy(paragraphs: Iterable[str], title: str = "", boilerplate: Iterable[str] = ()) -> str:
    """Paragraphs as an article's text: without the title in front, boilerplate (the outlet's and what is so on every
    site, see ``data/page_boilerplate.tsv``) and paragraphs that repeat an earlier one."""
    patterns = [*(re.compile(pattern, re.IGNORECASE) for pattern in boilerplate), *_boilerplate("paragraph")]
    kept: list[str] = []
    seen: set[str] = set()
    for paragraph in paragraphs:
        repeated = len(paragraph) >= _REPEATED_FROM and paragraph in seen
        heading = not kept and paragraph.casefold() == title.casefold()
        if repeated or heading or any(pattern.match(paragraph) for pattern in patterns):
            continue
        seen.add(paragraph)
        kept.append(paragraph)
    return "\n".join(kept)


@cache
def _boilerplate(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _patterns(kind))


@cache
def _patterns(kind: str) -> tuple[str, ...]:
    source = resources.files("extract").joinpath("data/page_boilerplate.tsv").read_text("utf-8")
    lines = [line for line in source.splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(row["pattern"] for row in rows if row["kind"] == kind)


@cache
def _box_words() -> frozenset[str]:
    return frozenset(_patterns("class"))


def _is_box(tag: Tag) -> bool:
    """Whether an element is a box beside the text, by a word of its class or id ("share", "related-posts")."""
    names = " ".join(str(n) for key in ("class", "id") for n in tag.get_attribute_list(key) if n).lower()
    words = {*_WORDS.findall(names), *_PARTS.findall(names)}
    return bool(words & _box_words())


def markup_paragraphs(container: Tag) -> list[str]:
    """All paragraphs inside ``container``, in order, whatever they are; none that is one link and no sentence."""
    gathered: list[_Paragraph] = [_Paragraph()]
    _gather(container, gathered, linked=False)
    found: list[str] = []
    for paragraph in gathered:
        whole = clean_text("".join(paragraph.pieces).replace(_BREAK, " "))
        # A paragraph that is one link and no sentence points somewhere else.
        if whole and paragraph.linked >= len(whole) and not _SENTENCE_END.search(whole):
            continue
        found.extend(_split("".join(paragraph.pieces)))
    return found


def _gather(tag: Tag, gathered: list[_Paragraph], *, linked: bool) -> None:
    for child in tag.children:
        if type(child) is NavigableString:
            gathered[-1].pieces.append(child)
            gathered[-1].linked += len(clean_text(child)) if linked else 0
        elif isinstance(child, Tag) and child.name == "br":
            gathered[-1].pieces.append(_BREAK)
        elif isinstance(child, Tag) and child.name == "tr" and _is_data(child):
            cells = [clean_text(cell.get_text(" ")) for cell in child.find_all(["td", "th"])]
            gathered += [_Paragraph([" | ".join(filter(None, cells))]), _Paragraph()]
        elif isinstance(child, Tag):
            block = child.name in _BLOCKS
            if block:
                gathered.append(_Paragraph())
            _gather(child, gathered, linked=linked or child.name == "a")
            if block:
                gathered.append(_Paragraph())


def _is_data(row: Tag) -> bool:
    """Whether a table row holds data rather than the page's layout: several cells, none with blocks inside."""
    cells = row.find_all(["td", "th"], recursive=False)
    return len(cells) > 1 and not any(
        cell.find(["p", "div", "table", "ul", "ol", "hr", "h1", "h2", "h3"]) for cell in cells
    )


def _split(raw: str) -> list[str]:
    """A run of text at its line breaks: two are a new paragraph, one is where a sentence ends before it."""
    found: list[str] = []
    for part in re.split(rf"(?:\s*{_BREAK}\s*){{2,}}", raw):
        lines = [line for line in map(clean_text, part.split(_BREAK)) if line]
        for number, line in enumerate(lines):
            if number and not _SENTENCE_END.search(found[-1]) and line[:1].islower():
                found[-1] += f" {line}"
            else:
                found.append(line)
    return found

"""The articles of the sample newsroom: files with TOML front matter and a body in a small markup.

A body is blocks separated by empty lines. ``## `` starts a subheading, ``> `` a block quotation, ``![caption](image)``
a figure, ``<`` raw HTML (boxes and players, no part of the article's text), anything else is a paragraph. Inside a
block, ``**bold**``, ``*italic*`` and ``[words](address)`` are read.
"""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
NIGHTS = {1: datetime(2026, 5, 18, 3, tzinfo=UTC), 2: datetime(2026, 5, 19, 3, tzinfo=UTC)}
"""When each night's crawl took place."""

_IMAGE = re.compile(r"!\[(?P<caption>[^\]]*)\]\((?P<source>[^)]*)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_ITALIC = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Source:
    """One article as its outlet publishes it on one night.

    ``key`` is "outlet/slug"; ``translation`` and ``copy_of`` are keys of other articles. ``title``, ``text``
    (paragraphs separated by line feeds, boxes and captions left out) and ``published`` are what a correct extraction
    yields.
    """

    key: str
    outlet: str
    slug: str
    number: int
    title: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime | None
    section: str
    tags: tuple[str, ...]
    night: int
    purpose: str
    blocks: tuple[str, ...]
    byline: str | None = None
    copy_of: str | None = None
    translation: str | None = None
    old_paths: tuple[str, ...] = ()
    broken: bool = False
    letters: tuple[str, ...] = field(default=())

    @property
    def updated(self) -> datetime:
        """When it last changed: ``modified``, or ``published`` where it never did."""
        return self.modified or self.published

    @property
    def text(self) -> str:
        """The article's text: paragraphs, subheadings and quotations, separated by line feeds."""
        return "\n".join(plain(block) for block in self.blocks if is_text(block))

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def teaser(self) -> str:
        """The beginning of the text, for feeds, section pages and descriptions."""
        words = self.text.split()
        return " ".join(words[:38]) + ("…" if len(words) > 38 else "")

    @property
    def body(self) -> str:
        """The body as HTML."""
        return "\n".join(render_block(block) for block in self.blocks)


def is_text(block: str) -> bool:
    """Whether a block belongs to the article's text: not a box of raw HTML, not a picture with its caption."""
    return not block.startswith(("<", "!["))


def plain(block: str) -> str:
    """A block's words without markup, on one line."""
    words = re.sub(r"^(## |> )", "", block)
    for pattern in (_LINK, _BOLD, _ITALIC):
        words = pattern.sub(r"\1", words)
    return " ".join(words.split())


def render_block(block: str) -> str:
    """A block as HTML."""
    if block.startswith("<"):
        return block
    if image := _IMAGE.fullmatch(block):
        caption = html.escape(image["caption"], quote=False)
        return f'<figure><img src="{image["source"]}" alt=""><figcaption>{caption}</figcaption></figure>'
    if block.startswith("## "):
        return f"<h2>{render_inline(block[3:])}</h2>"
    if block.startswith("> "):
        return f"<blockquote><p>{render_inline(block[2:])}</p></blockquote>"
    return f"<p>{render_inline(block)}</p>"


def render_inline(words: str) -> str:
    """The words of a block as HTML."""
    words = html.escape(" ".join(words.split()), quote=False)
    words = _LINK.sub(r'<a href="\2">\1</a>', words)
    return _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", words))


def read_source(path: Path) -> Source:
    """Read one article's file; ValueError names the file where its front matter is wrong."""
    head, separator, body = path.read_text(encoding="utf-8").removeprefix("+++\n").partition("\n+++\n")
    if not separator:
        raise ValueError(f"{path}: no front matter between two lines of +++")
    try:
        front = tomllib.loads(head)
        outlet, slug = path.parent.name, front.get("slug", path.stem)
        return Source(
            key=f"{outlet}/{slug}",
            outlet=outlet,
            slug=slug,
            number=front["id"],
            title=front["title"],
            authors=tuple(front["authors"]),
            published=front["published"],
            modified=front.get("modified"),
            section=front["section"],
            tags=tuple(front["tags"]),
            night=front["night"],
            purpose=front["purpose"],
            blocks=tuple(block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()),
            byline=front.get("byline"),
            copy_of=front.get("copy_of"),
            translation=front.get("alternate"),
            old_paths=tuple(front.get("old_paths", ())),
            broken=front.get("broken", False),
            letters=tuple(front.get("letters", ())),
        )
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: front matter: {error}") from error


@cache
def all_sources() -> tuple[Source, ...]:
    """Every version of every article, by outlet and slug, older versions first."""
    sources = (read_source(path) for path in ARTICLES.glob("*/*.md"))
    return tuple(sorted(sources, key=lambda source: (source.key, source.night)))


def sources_of(night: int) -> tuple[Source, ...]:
    """The articles online on a night, in the version of that night, newest first."""
    newest = {source.key: source for source in all_sources() if source.night <= night}
    return tuple(sorted(newest.values(), key=lambda source: (source.published, source.key), reverse=True))

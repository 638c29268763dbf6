"""The text of a page of which nothing is known beforehand: what trafilatura takes for it, without the boxes that it
takes along, or the paragraphs that JSON-LD says it has."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from extract.page_body import body_paragraphs, clean_text, markup_paragraphs

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|span|h\d|li|ul)\b[^>]*>", re.IGNORECASE)
# Names of a class or an id, whole: "comment-list" and "sf_comment_12", and not WordPress's "comments-open" on the body.
_BOX = re.compile(
    r"(?:[a-z0-9]{1,4}[-_])?(?:comments?|comentarios?)(?:[-_](?:list|area|section|wrapper|container|body|text|info|form"
    r"|box|item|thread|respond|\d).*)?"
    r"|disqus(?:_thread)?|.*pie-de-foto|(?:image|photo|foto|media|wp)[-_](?:caption|credit)s?(?:[-_]text)?"
    r"|sr-only|screen-reader-text|visually-hidden|related-?(?:posts|articles|stories|news|content)|jp-relatedposts"
    r"|newsletter(?:[-_](?:box|signup|form|subscribe|inline|widget))?|sharedaddy|addtoany.*|social-share|share-buttons",
    re.IGNORECASE,
)
# What every such name has in it: most names of a page have none of it, and need no closer look.
_HINT = re.compile(
    r"comment|comentario|disqus|pie-de-foto|caption|credit|reader|hidden|sr-only|related|newsl|share|addto",
    re.IGNORECASE,
)
_BOXES = frozenset({"div", "section", "aside", "ol", "ul", "li", "article", "p", "span"})
_SHORT = 4
_GAP = 80
_FEW_WORDS = 100
_COVERED = 0.95
_PART_OF_TEXT = 0.5


def generic_paragraphs(html: str, url: str) -> list[str]:
    """The paragraphs that trafilatura takes for the page's text; [] if it finds none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a proxy package that is not needed here
        import trafilatura  # takes a second, and pages that are read by their selectors do without

    def read(precisely: bool) -> str:
        tree = trafilatura.load_html(html)
        if tree is None:
            return ""
        _prepare(tree)
        found = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, with_metadata=False, favor_precision=precisely
        )
        return getattr(found, "text", None) or ""

    raw = read(precisely=True)
    if raw.count(" ") < _FEW_WORDS:
        # Its strict mode sometimes leaves a scrap of an article, or nothing.
        whole = read(precisely=False)
        raw = whole if whole.count(" ") > 2 * raw.count(" ") else raw
    return [clean_text(line.removeprefix("- ")) for line in raw.splitlines()]


def declared_paragraphs(said: str) -> list[str]:
    """The paragraphs of a text as JSON-LD has it, which may be markup; a single one where its line breaks are lost."""
    if _MARKUP.search(said):
        return body_paragraphs([BeautifulSoup(said, "lxml")])
    return [line for line in map(clean_text, said.splitlines()) if line]


def shown_paragraphs(said: str, soup: BeautifulSoup, generic: list[str]) -> list[str]:
    """The paragraphs on the page that one after another make up the text ``said``, whose own line breaks are lost; []
    where they do not, or where ``said`` is much shorter than ``generic`` and so but the beginning of the text."""
    wanted = _words(said)
    if soup.body is None or len(wanted) < _PART_OF_TEXT * len(_words(" ".join(generic))):
        return []
    found: list[str] = []
    at = covered = 0
    for paragraph in markup_paragraphs(soup.body):
        words = _words(paragraph)
        # What is short may stand anywhere: it counts only where it is next.
        reach = 1 if words.count(" ") < _SHORT else _GAP
        start = wanted.find(words, at, at + len(words) + reach)
        if words.strip() and start >= 0:
            found.append(paragraph)
            covered += len(words) - 1
            at = start + len(words) - 1
    return found if wanted.strip() and covered >= _COVERED * len(wanted) else []


def _words(text: str) -> str:
    """The words of a text, each between two spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _prepare(tree: HtmlElement) -> None:
    """Take boxes that are no text of an article out of the page, and turn tables that hold most of its text, and so are
    its layout, into plain boxes."""
    for box in [tag for tag in tree.iter(*_BOXES) if _is_box(tag)]:
        # What holds the heading holds the article, whatever it is called.
        if box.getparent() is not None and box.find(".//h1") is None:
            box.drop_tree()
    half = len("".join(tree.xpath("//text()[not(parent::script or parent::style)]"))) / 2
    for table in [table for table in tree.iter("table") if len(table.text_content()) > half]:
        for part in [table, *table.iter("tbody", "tr", "td")]:
            part.tag = "div"


def _is_box(tag: HtmlElement) -> bool:
    names = f"{tag.get('class', '')} {tag.get('id', '')}"
    return bool(_HINT.search(names)) and any(_BOX.fullmatch(name) for name in names.split())

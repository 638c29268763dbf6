"""Invented articles and what was read in them, made by hand: what the desk shows of them is known to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.article import Article
from extract.reading import Reading, Statement
from store.captures import CaptureWriter, captures_folder
from store.item import CapturedArticle
from store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script> [bold]x[/bold] \x1b[31mred\x1b[0m =HYPERLINK(1) | * `"


def article(url: str, title: str, sentences: list[str], **given: Any) -> Article:
    fields = {"outlet": url.split("/")[2].partition(".")[0], "language": "en", "published": "2026-03-05T12:00:00Z"}
    return Article(url=url, title=title, text="\n".join(sentences), **(fields | given))


def statement(article: Article, sentence: str, **slots: Any) -> Statement:
    start = article.text.index(sentence)
    return Statement(start, start + len(sentence), sentence, **({"confidence": 0.8, "rule": "by hand"} | slots))


def figure(article: Article, sentence: str, value: float, **slots: Any) -> Statement:
    given = {"kind": "figure", "measure": "political prisoners", "value": value, "low": value, "high": value}
    return statement(article, sentence, **(given | {"bound": "exact", "unit": "count"} | slots))


def keep(db: Path, article: Article, statements: list[Statement], fetched: str = "2026-03-06T03:00:00Z") -> None:
    """Put an article and what was read in it into the store, its capture with it."""
    reading = Reading(
        language=article.language or "en",
        reader="by hand",
        statements=tuple(sorted(statements, key=lambda s: (s.start, s.end))),
    )
    with open_store(db) as store, CaptureWriter(captures_folder(db)) as captures:
        capture = captures.response(
            article.url, fetched, "200 OK", [("Content-Type", "text/html")], article.text.encode("utf-8", "replace")
        )
        store.keep(CapturedArticle(article=article, fetched=fetched, capture=capture, reading=reading))

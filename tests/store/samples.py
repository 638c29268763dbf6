"""Invented articles and readings for the store's tests, made from a few words each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extract.article import Article
from extract.reading import Date, Figure, Name, Reading, Statement
from store.captures import Capture
from store.item import CapturedArticle

FILLER = "La lluvia cayó sobre el malecón mientras los vecinos esperaban noticias del centro de la ciudad. "


def figure(value: float, measure: str | None = "political prisoners", **slots: Any) -> dict[str, Any]:
    bound = slots.get("bound", "exact")
    low = None if bound in ("at_most", "less_than") else value
    high = None if bound in ("at_least", "more_than") else value
    return {"kind": "figure", "value": value, "low": low, "high": high, "bound": bound, "unit": "count",
            "measure": measure} | slots  # fmt: skip


def event(kind: str, *who: str, **slots: Any) -> dict[str, Any]:
    return {"kind": "event", "event": kind, "who": who} | slots


def quote(said_by: str | None, words: str, **slots: Any) -> dict[str, Any]:
    return {"kind": "quote", "said_by": said_by, "quote": words} | slots


def item(
    url: str, *said: dict[str, Any], people: tuple[str, ...] = (), text: str | None = None,
    published: str | None = "2031-05-02T10:00:00Z", outlet: str = "elfaro", language: str = "es", reader: str = "r1",
    fetched: str = "2031-05-03T00:00:00Z", capture: bool = True, **fields: Any,
) -> CapturedArticle:  # fmt: skip
    """An article whose text has one sentence a statement, and in which ``people`` are named first."""
    parts = [f"{p}." for p in people]
    sentences = [slots.get("sentence") or _sentence(slots) for slots in said]
    body = "\n".join([*parts, *sentences]) if text is None else text
    if not body:
        body = FILLER
    names = tuple(_name(body, p) for p in people)
    statements = tuple(_statement(body, sentence, slots) for sentence, slots in zip(sentences, said, strict=True))
    full = url if "://" in url else f"http://{outlet}.example/{url}"
    article = Article(full, outlet, fields.pop("title", f"Título de {url}"), body, language, published, **fields)
    record = Capture(f"urn:uuid:{full}/{fetched}", "crawl.warc.gz", 7, full, fetched, "sha256:00", "text/html")
    return CapturedArticle(
        article, fetched, record if capture else None, Reading(language, reader, names, (), (), statements)
    )


def with_mentions(one: CapturedArticle) -> CapturedArticle:
    """The item with a figure and a date besides, at the start of its text."""
    assert one.reading is not None
    text = one.article.text
    first = Figure(0, 3, text[:3], 3.0, 3.0, 3.0, "exact", "count", "sample words", 0, 2)
    one.reading = replace(one.reading, figures=(first,), dates=(Date(4, 8, text[4:8], "2031-05"),))
    return one


def _name(body: str, form: str) -> Name:
    start = body.index(form)
    return Name(start, start + len(form), form, "person", form)


def _sentence(slots: dict[str, Any]) -> str:
    """Words that differ whenever what is said differs."""
    return "Se dijo: " + "; ".join(f"{k} {v}" for k, v in sorted(slots.items()) if v is not None and v != ()) + "."


def _statement(body: str, sentence: str, slots: dict[str, Any]) -> Statement:
    start = body.index(sentence)
    rest = {k: v for k, v in slots.items() if k != "sentence"}
    return Statement(start, start + len(sentence), sentence, **{"confidence": 0.8} | rest)

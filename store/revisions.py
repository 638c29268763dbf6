"""What outlets changed after publication: one version of an article beside the next."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from store.folding import article_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from store.store import Store

ALIKE = 0.5
"""Two paragraphs at the same place are one that was reworded where they share this much (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph (or the title) that was changed: ``before`` is "" where it is new, ``after`` "" where it was cut."""

    part: Literal["title", "text"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of an article, one after the other. ``before_seen`` and ``seen``: when each was fetched (ISO 8601);
    ``announced``: the page says of itself that it was modified since. ``claims_gone`` are sentences that stood
    for claims before and are not in the new text."""

    article_id: str
    outlet: str
    url: str
    title: str
    published: str | None
    before: int
    after: int
    before_seen: str
    seen: str
    announced: bool
    changes: tuple[Change, ...]
    claims_gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that its site shows no more: ``status`` 404 or 410 when it was last asked for (``seen``)."""

    article_id: str
    outlet: str
    url: str
    title: str
    published: str | None
    seen: str
    status: int


def revisions(
    store: Store, *, article: str | None = None, outlet: str | None = None, since: str | None = None,
    until: str | None = None, limit: int = -1,
) -> list[Revision]:  # fmt: skip
    """Changes that were seen in a period (days, months or years, both ends included), the newest first; ``article`` is
    an id or a URL."""
    conn = store.conn
    found = conn.execute(
        "SELECT DISTINCT a.id FROM articles a JOIN versions v ON v.article_id = a.id"
        " WHERE v.version > 1 AND (?1 IS NULL OR a.id IN (?1, ?2)) AND (?3 IS NULL OR a.outlet = ?3)",
        (article, article_id(article) if article else None, outlet),
    )
    every = [each for (ident,) in found.fetchall() for each in _of(conn, ident)]
    seen = [each for each in every if _within(each.seen, since, until)]
    newest = sorted(seen, key=lambda each: (each.seen, each.url), reverse=True)
    return newest if limit < 0 else newest[:limit]


def gone(store: Store, *, outlet: str | None = None, since: str | None = None, until: str | None = None) -> list[Gone]:
    """Articles that were taken down, as far as anybody looked, the latest first."""
    rows = store.conn.execute(
        "SELECT a.id, a.outlet, a.url, a.title, a.published, t.checked, t.status FROM visits t"
        " JOIN articles a ON a.url = t.article"
        " WHERE t.status IN (404, 410) AND (?1 IS NULL OR a.outlet = ?1) ORDER BY t.checked DESC, a.url",
        (outlet,),
    )
    return [Gone(*row) for row in rows if _within(row["checked"], since, until)]


def _within(moment: str, since: str | None, until: str | None) -> bool:
    return (since is None or moment >= since) and (until is None or moment[: len(until)] <= until)


def _of(conn: sqlite3.Connection, ident: str) -> Iterator[Revision]:
    """The versions of one article in the order in which they were seen, two by two."""
    article = conn.execute("SELECT id, outlet, url, title, published FROM articles WHERE id = ?", (ident,)).fetchone()
    versions = conn.execute("SELECT * FROM versions WHERE article_id = ? ORDER BY fetched, version", (ident,))
    for before, after in pairwise(versions):
        told = conn.execute(
            "SELECT DISTINCT text FROM history WHERE article_id = ? AND version = ? AND item = 'statement'"
            " ORDER BY start_char",
            (ident, before["version"]),
        )
        said = _plain(after["text"])
        yield Revision(
            article["id"], article["outlet"], article["url"], article["title"], article["published"],
            before["version"], after["version"], before["fetched"], after["fetched"],
            bool(after["modified"] and after["modified"] != before["modified"]),
            tuple(_changes(before, after)),
            tuple(sentence for (sentence,) in told if _plain(sentence) not in said),
        )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())


def _changes(before: sqlite3.Row, after: sqlite3.Row) -> Iterator[Change]:
    if before["title"] != after["title"]:
        yield Change("title", before["title"], after["title"])
    old, new = ([line for line in row["text"].split("\n") if line.strip()] for row in (before, after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(old[old_from:old_to], new[new_from:new_to])


def _paired(old: list[str], new: list[str]) -> Iterator[Change]:
    """Paragraphs that stand at one place before and after; a reworded one is one change, others are cut and added."""
    new = list(new)
    for paragraph in old:
        words = paragraph.split()
        match = next(
            (
                number
                for number, other in enumerate(new)
                if difflib.SequenceMatcher(None, words, other.split(), autojunk=False).ratio() >= ALIKE
            ),
            None,
        )
        if match is None:
            yield Change("text", paragraph, "")
            continue
        for added in new[:match]:
            yield Change("text", "", added)
        yield Change("text", paragraph, new[match])
        del new[: match + 1]
    for added in new:
        yield Change("text", "", added)


def marked(change: Change, cut: tuple[str, str] = ("[-", "-]"), added: tuple[str, str] = ("{+", "+}")) -> str:
    """A change on one line, word by word: "contó [-14-] {+15+} detenciones"."""
    old, new = change.before.split(), change.after.split()
    parts = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            parts.append(" ".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            parts.append(f"{cut[0]}{' '.join(old[old_from:old_to])}{cut[1]}")
        if new_to > new_from:
            parts.append(f"{added[0]}{' '.join(new[new_from:new_to])}{added[1]}")
    return " ".join(parts)

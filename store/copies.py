"""Copies and translations: which article was first, and which pass it on.

Links always lead to the article published earlier (by URL where that is the same), so they form no circle and do not
depend on the order of arrival: when an earlier publication comes in later, the links turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.fingerprint import NEAR_COPY, SCHEME, fingerprint, similarity
from store.edtf_match import day_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

COPY_DAYS = 21
"""A text that returns later than that is no copy but a bulletin's template filled in anew."""


def enter_text(conn: sqlite3.Connection, article: str, text: str) -> set[str]:
    """Note an article's (new) text and what is nearly the same; the articles whose copies changed by it."""
    before = {o for (o,) in conn.execute("SELECT other_id FROM copies WHERE article_id = ?", (article,))}
    conn.execute("DELETE FROM copies WHERE article_id = ?1 OR other_id = ?1", (article,)) if before else None
    conn.execute("DELETE FROM bands WHERE article_id = ?", (article,))
    conn.execute("DELETE FROM fingerprints WHERE article_id = ?", (article,))
    print_ = fingerprint(text)
    if print_ is None:
        return before | {article}
    bands = list(enumerate(print_.bands()))
    candidates: set[str] = set()
    for band, hash_ in bands:
        rows = conn.execute("SELECT article_id FROM bands WHERE band = ? AND hash = ?", (band, hash_))
        candidates |= {c for (c,) in rows}
    conn.execute("INSERT INTO fingerprints VALUES (?, ?, ?, ?)", (article, SCHEME, print_.shingles, print_.signature))
    conn.executemany("INSERT INTO bands VALUES (?, ?, ?)", [(band, hash_, article) for band, hash_ in bands])
    found = {c: share for c in sorted(candidates) if (share := _share(conn, article, c, text)) >= NEAR_COPY}
    pairs = [(a, b, s) for c, s in found.items() for a, b in ((article, c), (c, article))]
    conn.executemany("INSERT INTO copies VALUES (?, ?, ?)", pairs)
    return before | set(found) | {article}


def _share(conn: sqlite3.Connection, article: str, other: str, text: str) -> float:
    mine, theirs = _day(conn, article), _day(conn, other)
    if mine is not None and theirs is not None and abs(mine - theirs) > COPY_DAYS:
        return 0.0
    row = conn.execute("SELECT text FROM articles WHERE id = ?", (other,)).fetchone()
    return similarity(text, row[0])


def _day(conn: sqlite3.Connection, article: str) -> int | None:
    return day_of(conn.execute("SELECT published FROM articles WHERE id = ?", (article,)).fetchone()[0])


def enter_alternates(
    conn: sqlite3.Connection, article: str, url: str, alternates: Iterable[tuple[str, str]]
) -> set[str]:
    """Note which other editions an article's page names; the articles whose translations may have changed by it."""
    before = _editions(conn, article)
    conn.execute("DELETE FROM alternates WHERE article_id = ?", (article,))
    rows = sorted({(article, language, other) for language, other in alternates if other != url})
    conn.executemany("INSERT INTO alternates VALUES (?, ?, ?)", rows)
    return before | _editions(conn, article)


def _editions(conn: sqlite3.Connection, article: str) -> set[str]:
    """The article and all that name it, or that it names, as another edition, directly or over others."""
    found: set[str] = set()
    ahead = {article}
    while ahead:
        one = ahead.pop()
        found.add(one)
        rows = conn.execute(
            "SELECT a.id FROM alternates t JOIN articles a ON a.url = t.url WHERE t.article_id = ?1 "
            "UNION SELECT t.article_id FROM alternates t JOIN articles a ON a.url = t.url WHERE a.id = ?1 "
            "UNION SELECT other_id FROM editions WHERE article_id = ?1",
            (one,),
        )
        ahead |= {i for (i,) in rows} - found
    return found


def link(conn: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Set ``duplicate_of`` and ``translation_of`` of the articles and of all they are tied to; those that changed."""
    changed: set[str] = set()
    done: set[str] = set()
    for article in sorted(set(articles)):
        if article not in done:
            group = _copies(conn, article)
            done |= group
            first = _earliest(conn, group)
            changed |= _set(conn, "duplicate_of", {a: None if a == first else first for a in group})
    done = set()
    for article in sorted(set(articles)):
        if article not in done:
            group = _editions(conn, article)
            done |= group
            first = _earliest(conn, group)
            own = _language(conn, first)
            links = {a: first if a != first and _language(conn, a) != own else None for a in group}
            changed |= _set(conn, "translation_of", links)
    return changed


def _copies(conn: sqlite3.Connection, article: str) -> set[str]:
    found: set[str] = set()
    ahead = {article}
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead |= {o for (o,) in conn.execute("SELECT other_id FROM copies WHERE article_id = ?", (one,))} - found
    return found


def _earliest(conn: sqlite3.Connection, group: set[str]) -> str:
    if len(group) == 1:
        return next(iter(group))
    rows = [conn.execute(
        "SELECT coalesce(published, fetched), url, id FROM articles WHERE id = ?", (a,)
    ).fetchone() for a in group]  # fmt: skip
    return str(min(tuple(r) for r in rows)[2])


def _language(conn: sqlite3.Connection, article: str) -> str | None:
    language: str | None = conn.execute("SELECT language FROM articles WHERE id = ?", (article,)).fetchone()[0]
    return language


def _set(conn: sqlite3.Connection, column: str, links: dict[str, str | None]) -> set[str]:
    return {
        article for article, target in links.items()
        if conn.execute(
            f"UPDATE articles SET {column} = ?1 WHERE id = ?2 AND {column} IS NOT ?1", (target, article)  # noqa: S608
        ).rowcount
    }  # fmt: skip

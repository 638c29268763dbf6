"""Proof that the store is sound: every claim followed back to a sentence, its article's text, and the capture."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.captures import Capture, CaptureError, read_record
from store.folding import digest_of
from store.schema import FULL_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.store import Store

_OFFSETS = (
    ("names", "text", "name"), ("figures", "text", "figure"), ("dates", "text", "date"),
    ("statements", "sentence", "statement"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold. ``where``: a URL, an id or a file; ``what``: a sentence about it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(store: Store, captures_folder: Path | str, sample: int | None = None) -> Iterator[Problem]:
    """Everything that is wrong, as it is found. ``sample``: look at the captures of that many versions only, spread
    evenly over all (reading captures takes longest); None for all of them."""
    yield from _file(store.conn)
    yield from _claims(store.conn)
    yield from _articles(store.conn)
    yield from _captures(store.conn, captures_folder, sample)


def _file(conn: sqlite3.Connection) -> Iterator[Problem]:
    for (said,) in conn.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem("the database file", f"SQLite finds it damaged ({said})")
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield Problem(f"{table}, row {row}", f"refers to a row of {parent} that does not exist")
    yield from _full_text(conn)


def _full_text(conn: sqlite3.Connection) -> Iterator[Problem]:
    """The indexes' own check against their tables is a write to them, taken back, so a read-only file goes without."""
    only_asking = conn.execute("PRAGMA query_only").fetchone()[0]
    conn.execute("PRAGMA query_only = OFF")
    try:
        yield from _indexes(conn)
    finally:
        conn.execute(f"PRAGMA query_only = {only_asking}")


def _indexes(conn: sqlite3.Connection) -> Iterator[Problem]:
    for table in FULL_TEXT:
        try:
            conn.execute("SAVEPOINT checking")
            conn.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.Error as error:
            if "readonly" in str(error) or "locked" in str(error):
                return
            yield Problem(f"{table}_fts", f"the full-text index differs from its table ({error})")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK TO checking")
                conn.execute("RELEASE checking")


def _claims(conn: sqlite3.Connection) -> Iterator[Problem]:
    rows = conn.execute(
        "SELECT c.id, c.statement_count, (SELECT count(*) FROM statements s WHERE s.claim_id = c.id) AS n FROM claims c"
    )
    for claim, said, found in rows:
        if not found:
            yield Problem(f"claim {claim}", "no statement stands under it")
        elif found != said:
            yield Problem(f"claim {claim}", f"it says it has {said} statements and has {found}")
    for (statement,) in conn.execute("SELECT id FROM statements WHERE claim_id IS NULL"):
        yield Problem(f"statement {statement}", "it belongs to no claim")
    for (dispute,) in conn.execute("SELECT dispute_id FROM disputes GROUP BY dispute_id HAVING count(*) < 2"):
        yield Problem(f"dispute {dispute}", "it has only one side")


def _articles(conn: sqlite3.Connection) -> Iterator[Problem]:
    for ident, url, version, title, text, digest in conn.execute(
        "SELECT id, url, version, title, text, digest FROM articles ORDER BY url"
    ):
        newest = conn.execute(
            "SELECT title, text, digest FROM versions WHERE article_id = ? AND version = ?", (ident, version)
        ).fetchone()
        if newest is None or tuple(newest) != (title, text, digest):
            yield Problem(url, f"the article is not the text of its version {version}")
        for table, column, name in _OFFSETS:
            for start, end, said in conn.execute(
                f"SELECT start_char, end_char, {column} FROM {table} WHERE article_id = ?",  # noqa: S608
                (ident,),
            ):
                if text[start:end] != said:
                    yield Problem(url, f"at {start}-{end} the text does not read as the {name} says: {said[:60]!r}")
    yield from _versions(conn)


def _versions(conn: sqlite3.Connection) -> Iterator[Problem]:
    rows = conn.execute(
        "SELECT a.id, a.url, v.version, v.title, v.text, v.digest, v.capture FROM versions v "
        "JOIN articles a ON a.id = v.article_id ORDER BY a.url, v.version"
    )
    for ident, url, version, title, text, digest, capture in rows:
        if digest_of(title, text) != digest:
            yield Problem(url, f"the text of version {version} has another digest than was noted")
        if capture is None:
            yield Problem(url, f"version {version} has no capture")
        for start, end, said in conn.execute(
            "SELECT start_char, end_char, text FROM history WHERE article_id = ? AND version = ?", (ident, version)
        ):
            if text[start:end] != said:
                yield Problem(
                    url, f"at {start}-{end} version {version} does not read as the history says: {said[:60]!r}"
                )


def _captures(conn: sqlite3.Connection, folder: Path | str, sample: int | None) -> Iterator[Problem]:
    rows = conn.execute(
        "SELECT DISTINCT c.id, c.file, c.offset, c.url, c.date, c.digest, c.media_type FROM captures c "
        "JOIN versions v ON v.capture = c.id ORDER BY c.file, c.offset"
    ).fetchall()
    if sample is not None and 0 <= sample < len(rows):
        rows = [rows[i * len(rows) // sample] for i in range(sample)]
    for row in rows:
        try:
            read_record(folder, Capture(*row))
        except CaptureError as error:
            yield Problem(row["url"], f"its capture cannot be read: {error}")


__all__ = ["Problem", "verify"]

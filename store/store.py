"""The store: one SQLite file, into which an article enters with all that was read in it, in one transaction."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from sqlite_utils import Database

from extract.article import Article
from store.folding import article_id, digest_of
from store.keeping import keep
from store.migrations import MIGRATIONS, names
from store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from store.item import CapturedArticle

Outcome = Literal["new", "changed", "unchanged", "reread"]

BUSY_SECONDS = 30.0
"""How long a writer waits for another one to finish its transaction."""


class StoreError(Exception):
    """The store cannot be opened or written; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article's URL: its id and newest version, that text's digest, when it was fetched (ISO 8601),
    when the article said it was modified, why it is unread (None: it is read) and what read it."""

    url: str
    article_id: str
    version: int
    digest: str
    fetched: str
    modified: str | None
    unread: str | None
    reader: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """An article whose newest text is not read: as it was kept, with the reason."""

    article: Article
    fetched: str
    reason: str


class Store:
    """An open store. Context manager. One writer at a time; readers are never held up (WAL)."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    @property
    def conn(self) -> sqlite3.Connection:
        """The connection, with rows as ``sqlite3.Row``: for reading."""
        return self.db.conn

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def known(self, url: str) -> Known | None:
        """What is known of the article with that canonical URL."""
        row = self.conn.execute(
            "SELECT url, id, version, digest, fetched, modified, unread, reader FROM articles WHERE url = ?", (url,)
        ).fetchone()
        return Known(*row) if row else None

    def keep(self, item: CapturedArticle) -> Outcome:
        """Write an article, its version, capture, mentions and statements, and make the claims they touch again.

        All of it is one transaction: after an interruption all of it stands there, or nothing. The same article again
        changes nothing. Raises StoreError where it cannot be written.
        """
        try:
            with self._writing():
                return keep(self.conn, item)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise StoreError(f"{self.path}: {item.article.url} was not kept ({_reason(error)})") from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        # IMMEDIATE: a writer that reads first and is then refused the lock could not wait for it.
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise

    def unread(self) -> Iterator[Unread]:
        """Articles that are not read yet, by URL. More may be written while they are gone through."""
        ids = [i for (i,) in self.conn.execute("SELECT id FROM articles WHERE unread IS NOT NULL ORDER BY url")]
        for one in ids:
            row = self.conn.execute("SELECT * FROM articles WHERE id = ? AND unread IS NOT NULL", (one,)).fetchone()
            if row:
                yield Unread(article_of(self.conn, row), row["fetched"], row["unread"])

    def article(self, url: str) -> Article | None:
        """The newest version of the article with that canonical URL, as it was kept."""
        row = self.conn.execute("SELECT * FROM articles WHERE id = ?", (article_id(url),)).fetchone()
        return article_of(self.conn, row) if row else None


def article_of(conn: sqlite3.Connection, row: sqlite3.Row) -> Article:
    """A row of ``articles`` as the Article it was made from."""
    editions = conn.execute(
        "SELECT language, url FROM alternates WHERE article_id = ? ORDER BY language, url", (row["id"],)
    )
    return Article(
        url=row["url"], outlet=row["outlet"], title=row["title"], text=row["text"], language=row["language"],
        published=row["published"], modified=row["modified"], authors=tuple(json.loads(row["authors"])),
        section=row["section"], tags=tuple(json.loads(row["tags"])), timezone=row["timezone"],
        alternates=tuple((language, url) for language, url in editions), layers=json.loads(row["layers"]),
        warnings=tuple(json.loads(row["warnings"])),
    )  # fmt: skip


def open_store(path: Path | str, *, read_only: bool = False) -> Store:
    """Open the store at ``path``, made or migrated to this version's schema where need be.

    ``read_only``: for asking only; the file must exist and is neither made nor migrated. Raises StoreError for what is
    no store of this project, cannot be read or written, or was made by a newer version.
    """
    file = Path(path)
    _check_path(file, read_only=read_only)
    try:
        return _open(file, read_only=read_only)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be opened ({_reason(error)})") from error


def _check_path(file: Path, *, read_only: bool) -> None:
    if file.is_dir():
        raise StoreError(f"{file}: is a folder; name a database file")
    if read_only and not file.exists():
        raise StoreError(f"{file}: there is no such database; crawl or load something first")
    if not file.parent.is_dir():
        raise StoreError(f"{file}: the folder {file.parent} does not exist")


def _open(file: Path, *, read_only: bool) -> Store:
    conn = sqlite3.connect(f"{file.resolve().as_uri()}?{_mode(file, read_only)}", uri=True, timeout=BUSY_SECONDS)
    try:
        conn.row_factory = sqlite3.Row
        conn.execute("PRAGMA foreign_keys = ON")
        if read_only:
            conn.execute("PRAGMA query_only = ON")
        _check_ours(conn, file)
        db = Database(conn)
        if not read_only:
            conn.execute("PRAGMA journal_mode = WAL")
            conn.execute("PRAGMA synchronous = NORMAL")
            _migrate(db)
        elif MIGRATIONS.pending(db):
            raise StoreError(f"{file}: was made by an older version; any command that writes brings it up to date")
    except BaseException:
        conn.close()
        raise
    return Store(file, db)


def _mode(file: Path, read_only: bool) -> str:
    """How SQLite is to open the file. Also for asking it may write, where it can, the index of what others are writing
    (WAL) and clear it up; on a medium that takes no such file, the database stands still."""
    if not read_only:
        return "mode=rwc"
    alone = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    return "mode=ro&immutable=1" if alone else "mode=rw"


def _check_ours(conn: sqlite3.Connection, file: Path) -> None:
    application: Any = conn.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ours = application == APPLICATION_ID
    if tables - {"_sqlite_migrations"} and not ours:
        raise StoreError(f"{file}: is a database of another program; name another file")
    if "_sqlite_migrations" in tables:
        applied = {n for (n,) in conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'constancia'")}
        if applied - set(names()):
            raise StoreError(f"{file}: was made by a newer version of this program; update the program")


def _migrate(db: Database) -> None:
    if MIGRATIONS.pending(db):
        db.conn.execute("BEGIN IMMEDIATE")  # of two processes that start on a new file one makes the tables
        try:
            MIGRATIONS.apply(db)
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def _reason(error: sqlite3.Error | UnicodeEncodeError) -> str:
    """SQLite's message in words that say what to do."""
    if isinstance(error, UnicodeEncodeError):
        return "its text has half characters (lone surrogates), which no file can hold; decode the source again"
    text = str(error)
    for part, said in (
        ("database is locked", "another program is writing to it; try again when it has finished"),
        ("disk is full", "the disk is full; make room and run the same command again"),
        ("readonly", "the file is read-only; change its permissions or name another file"),
        ("not a database", "the file is not an SQLite database; name another file"),
        ("malformed", "the database is damaged; restore a backup, or load its captures into a new one"),
        ("unable to open", "it cannot be read or created; check its folder and permissions"),
    ):
        if part in text:
            return said
    return text


__all__ = ["Known", "Outcome", "Store", "StoreError", "Unread", "digest_of", "open_store"]

"""What one crawl remembers for the next: where an outlet's articles were found, and where other addresses lead."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.store import Store


@dataclass(frozen=True, slots=True)
class RememberedSource:
    """A source that listed an outlet's articles: its kind ("feed", "sitemap" …), addresses, and when (ISO 8601)."""

    kind: str
    urls: tuple[str, ...]
    used: str


@dataclass(frozen=True, slots=True)
class Address:
    """What an address led to when it was ``fetched`` (ISO 8601): the URL of an article, or none."""

    article: str | None
    fetched: str


class Memory:
    """Reads and writes what crawls remember in an open store. What cannot be written now is found out again by the
    next crawl, so a store that is busy or full loses nothing here; the pipelines tell of that."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def source(self, outlet: str) -> RememberedSource | None:
        """Where the outlet's articles were found the last time."""
        row = self._conn.execute("SELECT kind, urls, used FROM outlet_sources WHERE outlet = ?", (outlet,)).fetchone()
        return RememberedSource(row["kind"], tuple(json.loads(row["urls"])), row["used"]) if row else None

    def keep_source(self, outlet: str, kind: str, urls: tuple[str, ...], used: str) -> None:
        """Remember where articles were found, unless something later is remembered (a replay comes after the fact)."""
        self._write(
            "INSERT INTO outlet_sources (outlet, kind, urls, used) VALUES (?, ?, ?, ?) ON CONFLICT (outlet) DO UPDATE "
            "SET kind = excluded.kind, urls = excluded.urls, used = excluded.used WHERE excluded.used >= used",
            (outlet, kind, json.dumps(urls), used),
        )

    def address(self, url: str) -> Address | None:
        """Where an address led that is no article's own."""
        row = self._conn.execute("SELECT article, fetched FROM addresses WHERE url = ?", (url,)).fetchone()
        return Address(row["article"], row["fetched"]) if row else None

    def keep_address(self, url: str, article: str | None, fetched: str) -> None:
        """Remember where an address leads; ``article`` None: to no article."""
        self._write(
            "INSERT INTO addresses (url, article, fetched) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE "
            "SET article = excluded.article, fetched = excluded.fetched WHERE excluded.fetched >= fetched",
            (url, article, fetched),
        )

    def has_articles(self, outlet: str) -> bool:
        """Whether the store holds any article of the outlet."""
        return bool(self._conn.execute("SELECT 1 FROM articles WHERE outlet = ? LIMIT 1", (outlet,)).fetchone())

    def _write(self, sql: str, values: tuple[str | None, ...]) -> None:
        with contextlib.suppress(sqlite3.OperationalError), self._conn:
            self._conn.execute(sql, values)

"""What crawls remember in the store, and that a store of an older version learns to."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database

from store.migrations import MIGRATIONS
from store.remembered import Address, Memory, RememberedSource
from store.store import open_store
from tests.store.samples import item

if TYPE_CHECKING:
    from pathlib import Path


def test_sources_and_addresses_are_remembered(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        memory = Memory(store)
        assert memory.source("elfaro") is None
        memory.keep_source("elfaro", "feed", ("http://a/", "http://b/"), "2031-05-02T00:00:00Z")
        memory.keep_address("http://a/?p=1", "http://a/una/", "2031-05-02T00:00:00Z")
        memory.keep_address("http://a/?p=2", None, "2031-05-02T00:00:00Z")
        assert not memory.has_articles("elfaro")
        store.keep(item("una"))
        assert memory.has_articles("elfaro")
    with open_store(tmp_path / "a.db", read_only=True) as store:
        memory = Memory(store)
        assert memory.source("elfaro") == RememberedSource("feed", ("http://a/", "http://b/"), "2031-05-02T00:00:00Z")
        assert memory.address("http://a/?p=1") == Address("http://a/una/", "2031-05-02T00:00:00Z")
        assert memory.address("http://a/?p=2") == Address(None, "2031-05-02T00:00:00Z")


def test_a_replay_of_long_ago_changes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        memory = Memory(store)
        for kind, used in (("feed", "2031-05-02"), ("sitemap", "2030-01-01"), ("rest", "2031-05-03")):
            memory.keep_source("elfaro", kind, ("http://a/",), f"{used}T00:00:00Z")
            memory.keep_address("http://a/?p=1", f"http://a/{kind}", f"{used}T00:00:00Z")
            assert (memory.source("elfaro") or 0).kind == ("feed" if kind == "sitemap" else kind)
        assert (memory.address("http://a/?p=1") or 0).article == "http://a/rest"


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    conn = sqlite3.connect(file)
    MIGRATIONS.apply(Database(conn), stop_before="0002_what_crawls_remember")
    conn.commit()
    conn.close()
    with open_store(file) as store:
        assert Memory(store).source("elfaro") is None

"""Opening the store and keeping articles: once, again, changed, unread, interrupted."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from store import store as store_module
from store.store import Store, StoreError, open_store
from tests.store.samples import FILLER, event, figure, item, quote, with_mentions


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = [
        r[0]
        for r in store.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")
    ]
    return {t: sorted((tuple(r) for r in store.conn.execute(f"SELECT * FROM {t}")), key=repr) for t in tables}


def count(store: Store, table: str) -> int:
    return store.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_new_file_has_the_tables_that_analysts_read(store):
    columns = {
        "articles": "id outlet url title authors published modified language text duplicate_of translation_of",
        "versions": "article_id version fetched title text digest capture",
        "names": "article_id start_char end_char text kind entity_id",
        "entities": "id kind name",
        "figures": "article_id start_char end_char text value low high bound unit measure",
        "dates": "article_id start_char end_char text date",
        "statements": "id claim_id article_id start_char end_char sentence kind measure event who agent value low high "
        "bound unit date place said_by quote hedge detail confidence",
        "claims": "id kind measure event who agent value low high bound unit date place said_by quote hedge detail "
        "confidence first_seen last_seen statement_count outlet_count independent_sources",
        "sources": "claim_id outlet title author published url sentence capture",
        "disputes": "dispute_id claim_id kind",
    }
    for table, names in columns.items():
        found = {r["name"] for r in store.conn.execute(f"PRAGMA table_info({table})")}
        assert set(names.split()) <= found, table


def test_settings_of_the_connection(store):
    pragma = {p: store.conn.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "foreign_keys")}
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1}


def test_kept_article_stands_in_all_tables(store):
    said = [
        figure(57, date="2031-04", said_by="Red Alba"),
        event("arrest", "Ana Ruiz Peña"),
        quote("Ana Ruiz Peña", "no me voy a callar nunca"),
    ]
    one = with_mentions(item("a", *said, people=("Ana Ruiz Peña",), authors=("M. Sol",)))
    assert store.keep(one) == "new"
    counts = {
        t: count(store, t)
        for t in ("articles", "versions", "captures", "names", "entities", "figures", "dates", "statements", "claims")
    }
    assert counts == {"articles": 1, "versions": 1, "captures": 1, "names": 1, "entities": 1, "figures": 1, "dates": 1,
                      "statements": 3, "claims": 3}  # fmt: skip
    source = store.conn.execute("SELECT * FROM sources WHERE sentence LIKE '%arrest%'").fetchone()
    assert (source["outlet"], source["author"], source["url"]) == ("elfaro", '["M. Sol"]', "http://elfaro.example/a")
    assert source["capture"] == one.capture.record_id


def test_the_same_again_changes_nothing(store):
    one = with_mentions(item("a", figure(57), figure(57, "arrests"), people=("Ana Ruiz Peña",)))
    store.keep(one)
    before = dump(store)
    assert store.keep(one) == "unchanged"
    assert dump(store) == before


def test_known_tells_what_is_there(store):
    assert store.known("http://elfaro.example/a") is None
    one = item("a", figure(57), modified="2031-05-02T11:00:00Z")
    store.keep(one)
    known = store.known("http://elfaro.example/a")
    assert (known.version, known.fetched, known.unread, known.modified) == (
        1,
        one.fetched,
        None,
        "2031-05-02T11:00:00Z",
    )
    assert known.digest == store_module.digest_of(one.article.title, one.article.text)


def test_changed_text_becomes_a_version_and_the_old_reading_history(store):
    store.keep(with_mentions(item("a", figure(57), figure(12, "arrests"), people=("Ana Ruiz Peña",))))
    lost = store.conn.execute("SELECT id FROM claims WHERE measure = 'arrests'").fetchone()[0]
    kept = store.conn.execute("SELECT id FROM claims WHERE value = 57").fetchone()[0]
    changed = item("a", figure(57), figure(14, "arrests"), fetched="2031-05-04T00:00:00Z")
    assert store.keep(changed) == "changed"
    assert [r[0] for r in store.conn.execute("SELECT version FROM versions ORDER BY 1")] == [1, 2]
    assert {r[0] for r in store.conn.execute("SELECT id FROM claims")} >= {kept}
    assert store.conn.execute("SELECT new_id FROM claim_redirects WHERE old_id = ?", (lost,)).fetchone()[0] is None
    items = [tuple(r) for r in store.conn.execute("SELECT item, version FROM history ORDER BY 1")]
    assert items == [("date", 1), ("figure", 1), ("name", 1), ("statement", 1), ("statement", 1)]
    assert count(store, "names") == count(store, "entities") == 0
    assert store.keep(changed) == "unchanged"


def test_an_older_text_that_comes_late_does_not_replace_the_newest(store):
    new = item("a", figure(58), modified="2031-05-03T09:00:00Z")
    store.keep(new)
    old = item("a", figure(57), modified="2031-05-02T09:00:00Z", fetched="2031-05-09T00:00:00Z")
    assert store.keep(old) == "unchanged"
    assert [r[0] for r in store.conn.execute("SELECT value FROM claims")] == [58]
    assert count(store, "versions") == 2
    assert store.keep(old) == store.keep(new) == "unchanged"
    assert count(store, "versions") == 2


def test_unread_article_is_kept_with_the_reason_and_read_later(store):
    one = item("a", figure(57))
    reading, one.reading, one.unread = one.reading, None, "the reader ran out of memory"
    assert store.keep(one) == "new"
    (waiting,) = store.unread()
    assert (waiting.reason, waiting.article) == ("the reader ran out of memory", one.article)
    one.reading, one.unread, one.again, one.capture = reading, None, True, None
    assert store.keep(one) == "reread"
    assert list(store.unread()) == []
    assert count(store, "claims") == count(store, "captures") == 1


def test_another_reader_replaces_the_statements(store):
    one = item("a", figure(57), figure(3, "arrests"))
    store.keep(one)
    one.reading = replace(one.reading, reader="r2", statements=one.reading.statements[:1])
    assert store.keep(one) == "reread"
    assert count(store, "statements") == count(store, "claims") == 1
    assert count(store, "history") == 0


def test_what_the_page_says_of_itself_is_corrected(store):
    store.keep(item("a", figure(57), published="2031-05-02"))
    assert store.keep(item("a", figure(57), published="2031-04-30", authors=("L. Mar",))) == "unchanged"
    row = store.conn.execute("SELECT a.published, a.authors, c.first_seen FROM articles a, claims c").fetchone()
    assert tuple(row) == ("2031-04-30", '["L. Mar"]', "2031-04-30")


def test_a_failure_in_the_middle_leaves_nothing(store, monkeypatch):
    def fails(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("store.keeping.update_disputes", fails)
    with pytest.raises(StoreError, match=r"news\.db: http://elfaro\.example/a was not kept .the disk is full"):
        store.keep(item("a", figure(57)))
    monkeypatch.undo()
    assert count(store, "articles") == count(store, "captures") == 0
    assert store.keep(item("a", figure(57))) == "new"


def test_text_that_no_file_can_hold_is_named(store):
    with pytest.raises(StoreError, match="lone surrogates"):
        store.keep(item("a", text="El faro \ud83d se apagó."))
    assert count(store, "articles") == 0


def test_two_writers_wait_for_each_other(tmp_path):
    def write(outlet: str) -> None:
        with open_store(tmp_path / "news.db") as one:
            for n in range(8):
                one.keep(item(f"p{n}", figure(57, date=f"203{n}"), outlet=outlet))

    threads = [Thread(target=write, args=(o,)) for o in ("elfaro", "lapalma")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with open_store(tmp_path / "news.db", read_only=True) as store:
        assert (count(store, "articles"), count(store, "claims")) == (16, 8)


def test_what_is_no_store_is_named(tmp_path, store):
    (tmp_path / "notes.txt").write_text("not a database, but long enough to look like one" * 30)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    newer = tmp_path / "newer.db"
    with open_store(newer) as later:
        later.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('constancia', '9999_x', 'x')"
        )
        later.conn.commit()
    for path, said in (
        (tmp_path, "is a folder"), (tmp_path / "notes.txt", "not an SQLite database"),
        (tmp_path / "other.db", "another program"),
        (newer, "newer version"), (tmp_path / "no" / "where.db", "does not exist"),
    ):  # fmt: skip
        with pytest.raises(StoreError, match=said) as error:
            open_store(path)
        assert str(path) in str(error.value)
    with pytest.raises(StoreError, match="no such database"):
        open_store(tmp_path / "absent.db", read_only=True)


def test_read_only_connection_does_not_write(tmp_path, store):
    store.keep(item("a", figure(57)))
    with open_store(store.path, read_only=True) as reading, pytest.raises(StoreError, match="read-only"):
        reading.keep(item("b", figure(58)))


def test_locked_database_is_said_to_be_locked(store, monkeypatch):
    store.conn.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        store.keep(item("a", figure(57)))
    other.close()


def test_text_without_statements_is_an_article_all_the_same(store):
    assert store.keep(item("a", text=FILLER * 3)) == "new"
    assert store.article("http://elfaro.example/a").text == FILLER * 3


def test_asking_leaves_nothing_beside_the_file(tmp_path, store):
    store.keep(item("a", figure(57)))
    store.close()
    with open_store(store.path, read_only=True) as asking:
        assert count(asking, "articles") == 1
    assert [path.name for path in tmp_path.iterdir()] == [store.path.name]

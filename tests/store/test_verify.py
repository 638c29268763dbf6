"""Verification finds what does not hold, and nothing in a sound store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.captures import CaptureWriter
from store.store import Store, open_store
from store.verify import verify
from tests.store.samples import event, figure, item, with_mentions


@pytest.fixture
def kept(tmp_path: Path):
    with open_store(tmp_path / "news.db") as store, CaptureWriter(tmp_path / "captures") as writer:
        for n, value in enumerate((57, 58, 58)):
            one = with_mentions(
                item(f"p{n}", figure(value), event("arrest", "Ana Ruiz Peña"), people=("Ana Ruiz Peña",))
            )
            one.capture = writer.resource(
                one.article.url, "2031-05-03T00:00:00Z", "text/plain", one.article.text.encode()
            )
            store.keep(one)
        again = item("p0", figure(60), fetched="2031-05-05T00:00:00Z")
        again.capture = writer.resource(
            again.article.url, "2031-05-05T00:00:00Z", "text/plain", again.article.text.encode()
        )
        store.keep(again)
        yield store, tmp_path / "captures"


def problems(store: Store, folder: Path, **more: int) -> list[str]:
    store.conn.commit()
    return [str(p) for p in verify(store, folder, **more)]


def test_a_sound_store_has_no_problems(kept):
    assert problems(*kept) == []
    with open_store(kept[0].path, read_only=True) as reading:
        assert problems(reading, kept[1]) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE names SET start_char = start_char + 1", "does not read as the name says"),
        (
            "UPDATE statements SET sentence = 'x' || sentence WHERE id = (SELECT min(id) FROM statements)",
            "as the statement says",
        ),
        ("UPDATE history SET end_char = end_char + 1", "does not read as the history says"),
        ("UPDATE articles SET text = text || 'x'", "not the text of its version"),
        ("UPDATE versions SET text = text || 'x' WHERE version = 1", "another digest"),
        ("UPDATE versions SET capture = NULL WHERE version = 2", "has no capture"),
        ("UPDATE statements SET claim_id = NULL", "belongs to no claim"),
        ("UPDATE claims SET statement_count = 7", "it says it has 7 statements"),
        (
            "INSERT INTO claims_fts(claims_fts, rowid, labels, sentences) VALUES ('delete', 1, 'prisoners', 'x')",
            "full-text index",
        ),
        ("UPDATE captures SET digest = 'sha256:11'", "another digest than was recorded"),
        ("UPDATE captures SET offset = 0", "is not at byte 0"),
    ],
)
def test_each_kind_of_damage_is_named(kept, sql, said):
    kept[0].conn.execute(sql)
    assert any(said in p for p in problems(*kept)), problems(*kept)


def test_broken_reference_is_named(kept):
    conn = kept[0].conn
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DELETE FROM entities")
    assert any("refers to a row of entities" in p for p in problems(*kept))


def test_missing_captures_are_named_by_url(kept):
    store, folder = kept
    for file in folder.iterdir():
        file.unlink()
    found = problems(store, folder)
    assert len(found) == 4
    assert all("http://elfaro.example/p" in p and "missing" in p for p in found)
    assert len(problems(store, folder, sample=2)) == 2


def test_article_without_capture_is_named(tmp_path):
    with open_store(tmp_path / "news.db") as store:
        store.keep(replace(item("a", figure(57)), capture=None))
        assert problems(store, tmp_path) == ["http://elfaro.example/a: version 1 has no capture"]


def test_a_damaged_index_is_found_by_who_may_only_ask(kept):
    store, folder = kept
    store.conn.execute("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
    store.conn.commit()
    with open_store(store.path, read_only=True) as asking:
        assert any("articles_fts" in problem for problem in map(str, verify(asking, folder)))
        assert asking.conn.execute("PRAGMA query_only").fetchone()[0] == 1

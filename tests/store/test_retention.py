"""Room is made, and no capture that an article or a statement stands on ever goes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from extract.article import Article
from extract.reading import Reading, Statement
from store.captures import Capture, CaptureWriter, Record, captures_folder, iter_records, read_capture
from store.item import CapturedArticle
from store.retention import prune
from store.store import open_store
from store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.store import Store

OLD = time.time() - 100 * 86_400


def page(url: str, text: str) -> tuple[Article, Reading]:
    statement = Statement(0, len(text), text, kind="quote", quote=text, confidence=0.8, rule="by hand")
    return Article(url, "uno", "Nota", text, language="es"), Reading("es", "by hand", statements=(statement,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three old files: one with articles between lists, one with lists alone, one cut off in its last record."""
    with open_store(tmp_path / "a.db") as there:
        folder = captures_folder(tmp_path / "a.db")
        for number, urls in enumerate((("a", "list", "b", "a2"), ("list", "robots"), ("c", "list"))):
            with CaptureWriter(folder) as writer:
                for name in urls:
                    date = f"2026-03-0{5 + number}T03:00:0{len(name)}Z"
                    body = f"<p>{name} {'x' * 5000}</p>".encode()
                    url = f"http://uno.example/{name[0] if name == 'a2' else name}"
                    capture = writer.response(url, date, "200 OK", [("Content-Type", "text/html")], body)
                    if name not in ("list", "robots"):
                        article, reading = page(url, f"Dijo {name} lo que sabe.")
                        there.keep(CapturedArticle(article, date, capture, reading))
                path = writer.path
                assert path is not None
            if number == 2:
                with path.open("r+b") as file:
                    file.truncate(path.stat().st_size - 20)
            os.utime(path, (OLD, OLD))
        yield there


def cited(store: Store) -> list[Capture]:
    query = "SELECT c.id, c.file, c.offset, c.url, c.date, c.digest, c.media_type FROM captures c"
    return [Capture(*row) for row in store.conn.execute(f"{query} JOIN versions v ON v.capture = c.id ORDER BY c.id")]


def test_what_is_cited_stays_and_can_be_read(store: Store, tmp_path: Path) -> None:
    folder = captures_folder(tmp_path / "a.db")
    before = [read_capture(folder, capture) for capture in cited(store)]
    assert len(before) == 4, "replaced versions are cited, too"
    would = prune(store, folder, 90, dry_run=True)
    assert (would.records, len(list(folder.iterdir()))) == (3, 3)
    done = prune(store, folder, 90)
    assert (done.files, done.records, done.trouble) == (3, 3, [])
    assert [read_capture(folder, capture) for capture in cited(store)] == before
    assert list(verify(store, folder)) == []
    found = [record for path in folder.iterdir() for record in iter_records(path)]
    left = {record.record_id for record in found if isinstance(record, Record) and record.type != "warcinfo"}
    assert left == {capture.record_id for capture in cited(store)}
    assert prune(store, folder, 90).records == 0


def test_what_is_young_stays(store: Store, tmp_path: Path) -> None:
    folder = captures_folder(tmp_path / "a.db")
    for path in folder.iterdir():
        os.utime(path)
    assert prune(store, folder, 1).files == 0


def test_a_file_in_which_a_cited_capture_is_damaged_is_left_alone(store: Store, tmp_path: Path) -> None:
    folder = captures_folder(tmp_path / "a.db")
    capture = cited(store)[0]
    path = folder / capture.file
    content = bytearray(path.read_bytes())
    content[capture.offset + 40 : capture.offset + 60] = b"\xff" * 20
    path.write_bytes(content)
    os.utime(path, (OLD, OLD))
    done = prune(store, folder, 90)
    assert len(done.trouble) == 1
    assert "cannot be read" in done.trouble[0]
    assert path.read_bytes() == content

"""Files that others captured: each kind, and what is wrong with them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from extract.page_rules import OutletRules
from spiders.formats import BadFile, Given, Loaded, Reading, read_file
from store.captures import CaptureWriter, read_capture
from tests.spiders.small_site import HOME, article
from tests.spiders.test_crawl import captures, rows

if TYPE_CHECKING:
    from pathlib import Path

FETCHED = "2026-03-06T03:00:00Z"
TEXT = (
    "La Red de Maestros contó 15\u00a0000 firmas.\n\nNadie  respondió: «no hay pluma», dijeron en la sede del partido. "
)
ROW = {
    "url": "http://uno.example/nota?utm_source=x", "title": "Nota", "authors": ["Ana Ruiz", "Luis Paz"],
    "published": "2026-03-05T10:00:00-05:00", "language": "es", "outlet": "uno", "text": TEXT, "mood": "grave",
}  # fmt: skip


def no_rules(outlet: str | None, url: str, on: str) -> OutletRules:
    return OutletRules()


def read(path: Path, **given: str) -> list[Loaded | str]:
    return list(read_file(path, Reading(Given(**given), FETCHED, no_rules)))


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_jsonl_keeps_the_text_byte_for_byte(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path / "a.jsonl", json.dumps(ROW)))
    assert isinstance(found, Loaded)
    got = found.article
    assert got.text == TEXT
    assert (got.url, got.outlet, got.title) == ("http://uno.example/nota", "uno", "Nota")
    assert (got.published, got.language, got.authors) == ("2026-03-05T15:00:00Z", "es", ("Ana Ruiz", "Luis Paz"))
    assert found.source == json.dumps(ROW).encode()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ("[1]", "is no JSON object"),
        (json.dumps({"title": "x", "text": "y"}), "has no url"),
        (json.dumps({"url": "http://uno.example/1", "text": "  "}), "has no text"),
        (json.dumps({"url": "http://[", "text": "y"}), "no http or https address"),
        (json.dumps({"url": "javascript:alert(1)", "text": "y"}), "no http or https address"),
        (json.dumps({"url": "file:///etc/passwd", "text": "y"}), "no http or https address"),
        ('{"url": "http://uno.example/1", "text": "a\\ud800b"}', "half a character"),
        (b"\xff\xfe\xff", "is not"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str | bytes, problem: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    path = write(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n\n" + bad + b"\n")
    good, said = read(path)
    assert isinstance(good, Loaded)
    assert isinstance(said, str)
    assert said.startswith("line 3: ")
    assert problem in said


def test_dates_that_are_none(tmp_path: Path) -> None:
    for said in ("pronto", "2062-01-01", "2026-02-30"):
        (found,) = read(write(tmp_path / "a.jsonl", json.dumps({**ROW, "published": said})))
        assert isinstance(found, Loaded)
        assert found.article.published is None
        assert len(found.article.warnings) == 1


def test_what_is_given_goes_first(tmp_path: Path) -> None:
    given = {"url": "http://dos.example/b", "published": "2026-01-02", "outlet": "dos", "language": "en"}
    html = write(tmp_path / "a.html", article("limonar")[1])
    text = write(tmp_path / "a.txt", "Un título de cinco palabras\nUn párrafo con 12 presos en él.")
    for path in (html, text, write(tmp_path / "a.jsonl", json.dumps(ROW))):
        (found,) = read(path, **given)
        assert isinstance(found, Loaded)
        got = found.article
        assert (got.url, got.published, got.outlet, got.language) == tuple(given.values())


def test_html_and_txt(tmp_path: Path) -> None:
    (page,) = read(write(tmp_path / "a.html", article("limonar")[1]))
    assert isinstance(page, Loaded)
    assert (page.article.url, page.article.outlet) == (article("limonar")[0], "eltamarindo.example")
    assert page.article.published == "2026-03-05T15:00:00Z"
    (text,) = read(write(tmp_path / "mi nota.txt", "Un título de cinco palabras\nUn párrafo con 12 presos en él."))
    assert isinstance(text, Loaded)
    assert (text.article.url, text.article.outlet) == ("file:mi%20nota.txt", "unknown")
    assert text.article.title == "Un título de cinco palabras"


def test_warc_files_of_others(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path / "w") as writer:
        headers = [("Content-Type", "text/html; charset=utf-8")]
        for url, body in (article("limonar"), (f"{HOME}/", "<html><title>Portada</title></html>")):
            writer.response(url, "2026-03-06T03:00:00.123Z", "200 OK", headers, body.encode())
        writer.response(f"{HOME}/nada/", FETCHED, "404 Not Found", headers, b"no")
        writer.resource("http://uno.example/nota", FETCHED, "application/json", json.dumps(ROW).encode())
    assert writer.path
    first, second = read(writer.path)
    assert isinstance(first, Loaded)
    assert isinstance(second, Loaded)
    assert (first.article.url, second.article.text) == (article("limonar")[0], TEXT)
    damaged = bytearray(writer.path.read_bytes())[:-30]
    first, said = read(write(tmp_path / "cut.warc.gz", bytes(damaged)))
    assert isinstance(first, Loaded)
    assert str(said).startswith("truncated record at byte")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n ", "holds no text"),
        ("a.pdf", "%PDF", "is no .jsonl, .html, .txt or .warc.gz file"),
        ("a.html", "<p>nada</p>", "not an article"),
        ("a.warc.gz", "nada", "not a WARC file"),
        ("gone.txt", None, "there is no such file"),
    ],
)
def test_files_that_cannot_be_loaded(tmp_path: Path, name: str, content: str | None, problem: str) -> None:
    if content is not None:
        write(tmp_path / name, content)
    with pytest.raises(BadFile, match=problem):
        read(tmp_path / name)


def test_what_is_given_and_cannot_be(run_spiders: Any, tmp_path: Path) -> None:
    args = {
        "files": [str(write(tmp_path / "a.jsonl", json.dumps(ROW)))],
        "url": "http://dos.example/b",
        "published": "pronto",
    }
    ran = run_spiders("files", args=args, DB=tmp_path / "constancia.db")
    assert [line.partition(":")[0] for line in ran.problems()] == ["url http", "published pronto"]
    assert rows(tmp_path / "constancia.db", "SELECT url FROM articles") == [("http://uno.example/nota",)]


def test_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(BadFile, match="is a folder"):
        read(tmp_path / "a.txt")


def test_loading_twice_changes_nothing(run_spiders: Any, tmp_path: Path) -> None:
    db, folder = tmp_path / "constancia.db", tmp_path / "constancia.captures"
    files = [
        write(tmp_path / "a.jsonl", json.dumps(ROW) + "\n{"),
        write(tmp_path / "b.html", article("limonar")[1]),
        write(
            tmp_path / "c.txt", "Un título de cinco palabras\nLa Red de Maestros contó este jueves 12 detenciones más."
        ),
        tmp_path / "gone.html",
    ]
    args = {"files": [str(path) for path in files]}
    first = run_spiders("files", args=args, DB=db)
    assert (first.count("kept/new"), first.count("read")) == (3, 3)
    said = sorted(line.rpartition("/")[2] for line in first.problems())
    assert said[0] == "a.jsonl: line 2: is not JSON"
    assert "gone.html: there is no such file" in said
    assert rows(db, "SELECT outlet FROM articles ORDER BY url")[1] == ("eltamarindo",), (
        "its rules are known by its host"
    )
    assert [read_capture(folder, capture) for capture in captures(db) if capture.media_type == "application/json"] == [
        json.dumps(ROW).encode(),
    ]  # fmt: skip
    before = {path.name: path.stat().st_size for path in folder.iterdir()}, rows(db, "SELECT * FROM versions")
    again = run_spiders("files", args=args, DB=db)
    assert (again.count("kept/unchanged"), again.count("read_before")) == (3, 3)
    assert before == ({path.name: path.stat().st_size for path in folder.iterdir()}, rows(db, "SELECT * FROM versions"))


def test_of_many_bad_lines_the_first_are_told(tmp_path: Path) -> None:
    said = read(write(tmp_path / "a.jsonl", "{\n" * 500 + json.dumps(ROW)))
    assert len(said) == 22
    assert isinstance(said[-2], Loaded)
    assert said[-1] == "lines that are no articles, beside these: 480"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "is no text"),
        ("a.warc.gz", gzip.compress(b"no archive at all", mtime=0), "not a WARC file, though compressed like one"),
        ("notes.pdf", b"%PDF", "is no .jsonl"),
    ],
)
def test_what_is_something_else_is_named(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(BadFile, match=problem):
        read(write(tmp_path / name, content))


def test_a_folder_and_nothing_at_all_are_told_apart_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "night").mkdir()
    with pytest.raises(BadFile, match="is a folder"):
        read(tmp_path / "night")
    with pytest.raises(BadFile, match="no such file"):
        read(tmp_path / "day")


def test_records_without_an_address_to_cite_leave_the_others_unharmed(tmp_path: Path) -> None:
    url, page = article("gibara")
    html = [("Content-Type", "text/html; charset=utf-8")]
    with CaptureWriter(tmp_path) as writer:
        for address in ("", "javascript:alert(1)", url):
            writer.response(address, FETCHED, "200 OK", html, page.encode())
        writer.resource("file:///etc/passwd", FETCHED, "text/plain", TEXT.encode())
    assert writer.path
    found = [each.article.url for each in read(writer.path) if isinstance(each, Loaded)]
    assert found == [url]

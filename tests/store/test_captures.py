"""Captures are written whole, read back verified, and what is damaged is reported without harm to the rest."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from store.captures import (
    CaptureError,
    CaptureWriter,
    Damage,
    Record,
    captures_folder,
    iter_records,
    read_capture,
    read_record,
)

if TYPE_CHECKING:
    from pathlib import Path

    from store.captures import Capture

DATE = "2026-03-05T06:00:00Z"


def page(number: int) -> bytes:
    noise = random.Random(number).randbytes(3000).hex()
    return f"<html><title>Página {number}</title>{noise}</html>".encode()


def write(folder: Path, count: int = 3) -> list[Capture]:
    with CaptureWriter(folder) as writer:
        return [
            writer.response(
                f"http://uno.example/{n}", DATE, "200 OK", [("Content-Type", "text/html; charset=utf-8")], page(n)
            )
            for n in range(count)
        ]


def records(path: Path) -> tuple[list[Record], list[Damage]]:
    found = list(iter_records(path))
    return (
        [f for f in found if isinstance(f, Record) and f.type != "warcinfo"],
        [f for f in found if isinstance(f, Damage)],
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    captures = write(tmp_path)
    assert [read_capture(tmp_path, capture) for capture in captures] == [page(0), page(1), page(2)]
    assert captures[1].url == "http://uno.example/1"
    assert captures[1].date == DATE
    assert captures[1].media_type == "text/html"
    assert captures[1].digest.startswith("sha256:")
    record = read_record(tmp_path, captures[1])
    assert (record.status, record.header("content-type")) == (200, "text/html; charset=utf-8")
    assert record.capture() == captures[1]


def test_a_writer_that_writes_nothing_leaves_no_file(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path / "captures"):
        pass
    assert not (tmp_path / "captures").exists()


def test_each_writer_has_its_own_file(tmp_path: Path) -> None:
    first, second = write(tmp_path), write(tmp_path)
    assert first[0].file != second[0].file
    assert len(list(tmp_path.glob("crawl-*.warc.gz"))) == 2


def test_other_tools_read_it_and_its_digests(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path) as writer:
        writer.response("http://uno.example/", DATE, "200 OK", [("Transfer-Encoding", "chunked")], b"5\r\nnot chunked")
        writer.resource("file:a.txt", DATE, "text/plain", "Título".encode())
        assert writer.path is not None
    with writer.path.open("rb") as stream:
        walk = ArchiveIterator(stream, check_digests="raise")
        seen = [(record.rec_type, record.content_stream().read()) for record in walk]
    assert seen[1:] == [("response", b"5\r\nnot chunked"), ("resource", "Título".encode())]


def test_a_copy_keeps_identity_date_and_bytes(tmp_path: Path) -> None:
    capture = write(tmp_path / "old")[1]
    with CaptureWriter(tmp_path / "new") as writer:
        copied = writer.copy(read_record(tmp_path / "old", capture))
    assert (copied.record_id, copied.date, copied.digest) == (capture.record_id, capture.date, capture.digest)
    assert read_capture(tmp_path / "new", copied) == page(1)


@pytest.mark.parametrize("cut", [1, 60, 900])
def test_a_truncated_last_record_is_reported(tmp_path: Path, cut: int) -> None:
    captures = write(tmp_path)
    path = tmp_path / captures[0].file
    path.write_bytes(path.read_bytes()[:-cut])
    whole, damages = records(path)
    assert [record.payload for record in whole] == [page(0), page(1)]
    assert [(damage.offset, damage.reason) for damage in damages] == [(captures[2].offset, "truncated record")]
    with pytest.raises(CaptureError, match="truncated record"):
        read_capture(tmp_path, captures[2])


def test_a_damaged_record_does_not_harm_the_rest(tmp_path: Path) -> None:
    captures = write(tmp_path)
    path = tmp_path / captures[0].file
    content = bytearray(path.read_bytes())
    middle = (captures[1].offset + captures[2].offset) // 2
    content[middle : middle + 40] = b"\xff" * 40
    path.write_bytes(content)
    whole, damages = records(path)
    assert [record.payload for record in whole] == [page(0), page(2)]
    assert [damage.offset for damage in damages] == [captures[1].offset]
    assert str(path) in str(damages[0])


def test_uncompressed_files_and_files_gzipped_whole_are_read(tmp_path: Path) -> None:
    path = tmp_path / write(tmp_path)[0].file
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    once = tmp_path / "once.warc.gz"
    once.write_bytes(gzip.compress(plain.read_bytes()))
    for other in (plain, once):
        whole, damages = records(other)
        assert [record.payload for record in whole] == [page(0), page(1), page(2)]
        assert not damages
    plain.write_bytes(plain.read_bytes()[:-1000])
    whole, damages = records(plain)
    assert len(whole) == 2
    assert [damage.reason for damage in damages] == ["truncated record"]


def test_damage_in_an_uncompressed_file(tmp_path: Path) -> None:
    path = tmp_path / write(tmp_path)[0].file
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()).replace(b"Content-Length: ", b"Content-Longth: ", 2))
    assert len(records(plain)[0]) == 2


@pytest.mark.parametrize(("content", "message"), [(b"", "the file is empty"), (b"hello there", "not a WARC file")])
def test_no_warc_file(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(content)
    with pytest.raises(CaptureError, match=message):
        list(iter_records(path))


def test_a_missing_file_and_another_record(tmp_path: Path) -> None:
    capture = write(tmp_path)[0]
    with pytest.raises(CaptureError, match="missing"):
        read_capture(tmp_path / "elsewhere", capture)
    with pytest.raises(CaptureError, match="is not at byte"):
        read_capture(tmp_path, replace(capture, record_id="urn:uuid:0"))
    with pytest.raises(CaptureError, match="another digest"):
        read_capture(tmp_path, replace(capture, digest="sha256:0"))


def test_folder_beside_the_database(tmp_path: Path) -> None:
    assert captures_folder(tmp_path / "constancia.db") == tmp_path / "constancia.captures"

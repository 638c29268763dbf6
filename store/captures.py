"""Captures: what a site or a file said, kept as WARC records (ISO 28500), one gzip member a record.

A record's identity is its WARC-Record-ID. Writing goes to a new file each run and is on disk when ``CaptureWriter``
returns, so that a transaction may cite it. Reading walks a file record by record: warcio stops without a word at a
truncated last record and at a damaged one, so the walk is done here and only the headers are left to warcio.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

_GZIP_MAGIC = b"\x1f\x8b\x08"
_RECORD_START = re.compile(rb"WARC/\d\.\d\r?\n")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CHUNK = 1 << 18
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that a compressed record (or a file that was compressed whole) may unpack to."""
MOST_BODY = 64 * 1024 * 1024
"""Bytes that the body of a response may unpack to."""


class CaptureError(Exception):
    """A capture that cannot be read or written; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Where a capture stands. ``record_id`` is its identity ("urn:uuid:…", without angle brackets); ``file`` the name
    of its file in the folder of captures, ``offset`` the first byte of the record there; ``url`` what was asked for,
    ``date`` when (ISO 8601, UTC); ``digest`` "sha256:<hex>" of the payload (an HTTP body as sent, compressed where the
    site compressed it); ``media_type`` the payload's, without parameters."""

    record_id: str
    file: str
    offset: int
    url: str
    date: str
    digest: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a WARC file that cannot be read, from the byte ``offset`` on."""

    path: Path
    offset: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason} at byte {self.offset}; skipped"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC file. ``block`` is the record as it stands there, header and all; ``payload`` what is
    inside: for HTTP the body as sent. ``status`` is None and ``http_headers`` empty for other than HTTP responses."""

    path: Path
    offset: int
    record_id: str
    type: str
    url: str
    date: str
    media_type: str
    status: int | None
    http_headers: tuple[tuple[str, str], ...]
    payload: bytes
    block: bytes

    @property
    def digest(self) -> str:
        return _digest(self.payload)

    @property
    def body(self) -> bytes:
        """The payload with chunks joined and compression undone, as far as warcio can (gzip, deflate, brotli). Raises
        CaptureError where that is more than any page has."""
        stream = next(iter(WARCIterator(BytesIO(self.block)))).content_stream()
        parts, size = [], 0
        while part := stream.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > MOST_BODY:
                raise CaptureError(f"{self.url}: the body unpacks to more than {MOST_BODY >> 20} megabytes; left out")
        return b"".join(parts)

    @property
    def body_headers(self) -> tuple[tuple[str, str], ...]:
        """The HTTP headers that are true of ``body``."""
        undone = {"transfer-encoding"}
        if (self.header("Content-Encoding") or "").lower() in BufferedReader.get_supported_decompressors():
            undone |= {"content-encoding", "content-length"}
        return tuple((name, value) for name, value in self.http_headers if name.lower() not in undone)

    def header(self, name: str) -> str | None:
        """The first HTTP header of that name, in any case of letters."""
        return next((value for key, value in self.http_headers if key.lower() == name.lower()), None)

    def capture(self) -> Capture:
        return Capture(
            self.record_id, self.path.name, self.offset, self.url, self.date, self.digest, self.media_type
        )  # fmt: skip


def captures_folder(database: Path | str) -> Path:
    """The folder of captures that belongs to a database file: ``constancia.db`` → ``constancia.captures``."""
    return Path(database).with_suffix(".captures")


class CaptureWriter:
    """Writes one run's captures to a new file in ``folder``, made with the first record. Context manager.

    When a method returns, its record is on disk (fsync). Raises CaptureError where it cannot be written; what was half
    written is taken back, so that the file stays readable.
    """

    def __init__(self, folder: Path | str, prefix: str = "crawl") -> None:
        self.folder = Path(folder)
        self.prefix = prefix
        self.path: Path | None = None
        self._file: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def response(self, url: str, date: str, status: str, headers: Iterable[tuple[str, str]], body: bytes) -> Capture:
        """Write an HTTP response: ``status`` such as "200 OK", ``headers`` in order, ``body`` as the site sent it.

        Chunked transfer encoding, which the HTTP client has already undone, is kept under another header name: else
        readers of the file would undo it again.
        """
        kept = [(f"X-Archive-Orig-{k}" if k.lower() == "transfer-encoding" else k, v) for k, v in headers]
        media_type = _media_type(next((v for k, v in kept if k.lower() == "content-type"), ""))
        http = StatusAndHeaders(status, kept, protocol="HTTP/1.1")
        return self._record(url, date, "response", body, "application/http; msgtype=response", media_type, http)

    def resource(self, url: str, date: str, media_type: str, body: bytes) -> Capture:
        """Write what a file held, as it stood there."""
        return self._record(url, date, "resource", body, media_type, _media_type(media_type), None)

    def copy(self, record: Record) -> Capture:
        """Write a record of another file byte for byte, its id and date with it."""
        member = _gzip(record.block)
        offset = self._append(member)
        return Capture(
            record.record_id, self._name(), offset, record.url, record.date, record.digest, record.media_type
        )

    def _record(
        self, url: str, date: str, kind: str, body: bytes, content_type: str, media_type: str,
        http: StatusAndHeaders | None,
    ) -> Capture:  # fmt: skip
        record_id, digest = f"urn:uuid:{uuid4()}", _digest(body)
        named = {
            "WARC-Record-ID": f"<{record_id}>",
            "WARC-Date": date,
            "WARC-Payload-Digest": digest,
            "WARC-Block-Digest": digest if http is None else None,
        }
        buffer = BufferWARCWriter(gzip=True, warc_version="1.1")
        buffer.write_record(
            buffer.create_warc_record(
                url, kind, payload=BytesIO(body), length=len(body), warc_content_type=content_type, http_headers=http,
                warc_headers_dict={name: value for name, value in named.items() if value},
            )
        )  # fmt: skip
        offset = self._append(buffer.get_contents())
        return Capture(record_id, self._name(), offset, url, date, digest, media_type)

    def _name(self) -> str:
        assert self.path is not None
        return self.path.name

    def _append(self, member: bytes) -> int:
        try:
            file = self._open() if self._file is None else self._file
            offset = os.lseek(file, 0, os.SEEK_END)
            try:
                _write_all(file, member)
            except OSError:
                os.ftruncate(file, offset)
                raise
        except OSError as error:
            raise CaptureError(f"{self.path or self.folder}: cannot write a capture ({error.strerror})") from error
        return offset

    def _open(self) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{self.prefix}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"
        number = 1
        while self._file is None:
            path = self.folder / f"{stem}{'' if number == 1 else f'-{number}'}.warc.gz"
            try:
                self._file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:  # several spiders in one process
                number += 1
        self.path = path
        _sync_folder(self.folder)
        buffer = BufferWARCWriter(gzip=True, warc_version="1.1")
        buffer.write_record(
            buffer.create_warcinfo_record(path.name, {"software": "constancia", "format": "WARC File Format 1.1"})
        )
        _write_all(self._file, buffer.get_contents())
        return self._file


def read_record(folder: Path | str, capture: Capture) -> Record:
    """The record a capture stands in, checked: its id and its payload's digest. Raises CaptureError."""
    path = Path(folder) / capture.file
    if not path.is_file():
        raise CaptureError(f"{path}: the file of captures is missing")
    for found in _walk(path, capture.offset):
        if isinstance(found, Damage):
            raise CaptureError(str(found).removesuffix("; skipped"))
        if found.record_id != capture.record_id:
            raise CaptureError(f"{path}: record {capture.record_id} is not at byte {capture.offset}")
        if found.digest != capture.digest:
            raise CaptureError(f"{path}: the payload of {capture.record_id} has another digest than was recorded")
        return found
    raise CaptureError(f"{path}: no record at byte {capture.offset}")


def read_capture(folder: Path | str, capture: Capture) -> bytes:
    """The payload of a capture as it was captured, verified (see ``read_record``). Raises CaptureError."""
    return read_record(folder, capture).payload


def iter_records(path: Path | str) -> Iterator[Record | Damage]:
    """All records of a WARC file, gzipped or not, in order; what is damaged or cut off comes as Damage, and the walk
    goes on behind it. Raises CaptureError where the file cannot be opened or is no WARC file at all."""
    yield from _walk(Path(path), 0)


def _walk(path: Path, offset: int) -> Iterator[Record | Damage]:
    try:
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                raise CaptureError(f"{path}: the file is empty")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
                compressed = view[:3] == _GZIP_MAGIC
                if not compressed and not _RECORD_START.match(view):
                    raise CaptureError(f"{path}: not a WARC file")
                if compressed and not _holds_warc(view):
                    raise CaptureError(f"{path}: not a WARC file, though compressed like one")
                yield from (_walk_gzip if compressed else _walk_plain)(path, view, offset)
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read ({error.strerror})") from error


def _holds_warc(view: mmap.mmap) -> bool:
    """Whether the first member holds a WARC record, or is damaged, which says nothing of the rest."""
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(view[:_CHUNK], 16)
    except zlib.error:
        return True
    return len(start) < 16 or bool(_RECORD_START.match(start))


def _walk_gzip(path: Path, view: mmap.mmap, offset: int) -> Iterator[Record | Damage]:
    while 0 <= offset < len(view):
        content, end, reason = _member(view, offset)
        if reason:
            yield Damage(path, offset, reason)
            offset = _next_member(view, offset + 1)
            continue
        yield from _blocks(path, content, offset)
        offset = end


def _member(view: mmap.mmap, offset: int) -> tuple[bytes, int, str]:
    """The gzip member at ``offset``: its content, its end, and what is wrong with it ("" if nothing)."""
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    position, size, waiting = offset, 0, b""
    try:
        while not inflater.eof and (waiting or position < len(view)):
            if not waiting:
                waiting = view[position : position + _CHUNK]
                position += len(waiting)
            parts.append(inflater.decompress(waiting, _CHUNK))
            waiting = inflater.unconsumed_tail
            size += len(parts[-1])
            if size > MOST_UNPACKED:
                return b"", position, f"record that unpacks to more than {MOST_UNPACKED >> 20} megabytes"
    except zlib.error:
        return b"", position, "damaged record"
    if not inflater.eof:
        return b"", position, "truncated record"
    return b"".join(parts), position - len(inflater.unused_data), ""


def _next_member(view: mmap.mmap, offset: int) -> int:
    """The next place from ``offset`` on where a gzip member with a WARC record starts; -1 if none."""
    while (offset := view.find(_GZIP_MAGIC, offset)) >= 0:
        try:
            start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(view[offset : offset + 4096], 16)
        except zlib.error:
            start = b""
        if _RECORD_START.match(start):
            return offset
        offset += 1
    return -1


def _blocks(path: Path, content: bytes, offset: int) -> Iterator[Record | Damage]:
    """The records of one gzip member (one, as the standard asks; all of them where a file was gzipped whole)."""
    position = 0
    while position < len(content):
        end, reason = _extent(content, position)
        yield Damage(path, offset, reason) if reason else _parse(path, content[position:end], offset)
        if reason:
            return
        position = end


def _walk_plain(path: Path, view: mmap.mmap, offset: int) -> Iterator[Record | Damage]:
    while 0 <= offset < len(view):
        end, reason = _extent(view, offset)
        found = Damage(path, offset, reason) if reason else _parse(path, view[offset:end], offset)
        yield found
        if isinstance(found, Damage):
            following = _RECORD_START.search(view, offset + 1)
            end = following.start() if following else -1
        offset = end


def _extent(content: bytes | mmap.mmap, start: int) -> tuple[int, str]:
    """Where the record at ``start`` ends, with the line feeds behind it, and what is wrong with it ("" if nothing)."""
    header_end = _HEADER_END.search(content, start)
    if not _RECORD_START.match(content, start):
        return start, "damaged record"
    if header_end is None:
        return start, "truncated record"
    length = _LENGTH.search(content, start, header_end.end())
    if length is None:
        return start, "record without a length"
    end = header_end.end() + int(length.group(1))
    if end > len(content):
        return start, "truncated record"
    while content[end : end + 1] in (b"\r", b"\n"):
        end += 1
    return end, ""


def _parse(path: Path, block: bytes, offset: int) -> Record | Damage:
    try:
        record = next(iter(WARCIterator(BytesIO(block))))
        payload = record.raw_stream.read()
    except (ArchiveLoadFailed, StopIteration, EOFError, ValueError, AttributeError):  # warcio: no address, no length
        return Damage(path, offset, "record whose headers cannot be read")
    headers, http = record.rec_headers, record.http_headers
    status = http.get_statuscode() if http else ""
    content_type = (http.get_header("Content-Type") if http else record.content_type) or ""
    return Record(
        path=path,
        offset=offset,
        record_id=(headers.get_header("WARC-Record-ID") or "").strip("<>"),
        type=record.rec_type or "",
        url=headers.get_header("WARC-Target-URI") or "",
        date=headers.get_header("WARC-Date") or "",
        media_type=_media_type(content_type),
        status=int(status) if status.isdigit() else None,
        http_headers=tuple(http.headers) if http else (),
        payload=payload,
        block=block,
    )


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
    os.fsync(file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gzip(block: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(block) + packer.flush()


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _digest(payload: bytes) -> str:
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"

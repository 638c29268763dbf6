"""WARC files read record by record (ISO 28500): warcio stops without a word at a truncated last record and at a damaged
one, so the walk is done here and only the headers are left to warcio."""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        return digest_of_payload(self.payload)

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


def iter_records(path: Path | str) -> Iterator[Record | Damage]:
    """All records of a WARC file, gzipped or not, in order; what is damaged or cut off comes as Damage, and the walk
    goes on behind it. Raises CaptureError where the file cannot be opened or is no WARC file at all."""
    yield from walk(Path(path), 0)


def walk(path: Path, offset: int) -> Iterator[Record | Damage]:
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
        media_type=media_type_of(content_type),
        status=int(status) if status.isdigit() else None,
        http_headers=tuple(http.headers) if http else (),
        payload=payload,
        block=block,
    )


def media_type_of(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def digest_of_payload(payload: bytes) -> str:
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"

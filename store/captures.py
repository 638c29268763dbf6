"""Captures: what a site or a file said, kept as WARC records (ISO 28500), one gzip member a record.

A record's identity is its WARC-Record-ID. Writing goes to a new file each run and is on disk before a transaction may
cite it.
"""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from store.warc import Capture, CaptureError, Damage, Record, digest_of_payload, iter_records, media_type_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType


def captures_folder(database: Path | str) -> Path:
    """The folder of captures that belongs to a database file: ``constancia.db`` → ``constancia.captures``."""
    return Path(database).with_suffix(".captures")


class CaptureWriter:
    """Writes one run's captures to a new file in ``folder``, made with the first record. Context manager.

    When a method returns, its record is on disk (fsync); with ``sync=False`` it is only after ``sync()``, and nothing
    may cite it before. Raises CaptureError where it cannot be written; what was half written is taken back, so that the
    file stays readable.
    """

    def __init__(self, folder: Path | str, prefix: str = "crawl", *, sync: bool = True) -> None:
        self._sync_each = sync
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
        media_type = media_type_of(next((v for k, v in kept if k.lower() == "content-type"), ""))
        http = StatusAndHeaders(status, kept, protocol="HTTP/1.1")
        return self._record(url, date, "response", body, "application/http; msgtype=response", media_type, http)

    def resource(self, url: str, date: str, media_type: str, body: bytes) -> Capture:
        """Write what a file held, as it stood there."""
        return self._record(url, date, "resource", body, media_type, media_type_of(media_type), None)

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
        record_id, digest = f"urn:uuid:{uuid4()}", digest_of_payload(body)
        named = {
            "WARC-Record-ID": f"<{record_id}>",
            "WARC-Date": date,
            "WARC-Payload-Digest": digest,
            "WARC-Block-Digest": digest if http is None else None,
        }
        buffer = BufferWARCWriter(gzip=False, warc_version="1.1")
        buffer.write_record(
            buffer.create_warc_record(
                url, kind, payload=BytesIO(body), length=len(body), warc_content_type=content_type, http_headers=http,
                warc_headers_dict={name: value for name, value in named.items() if value},
            )
        )  # fmt: skip
        packed = http is not None and http.get_header("Content-Encoding")
        offset = self._append(_gzip(buffer.get_contents(), 1 if packed else 6))
        return Capture(record_id, self._name(), offset, url, date, digest, media_type)

    def sync(self) -> None:
        """See that everything written so far is on disk; may be called from another thread. Raises CaptureError."""
        try:
            if self._file is not None:
                os.fsync(self._file)
        except OSError as error:
            raise CaptureError(f"{self.path or self.folder}: cannot write a capture ({error.strerror})") from error

    def _name(self) -> str:
        assert self.path is not None
        return self.path.name

    def _append(self, member: bytes) -> int:
        try:
            file = self._open() if self._file is None else self._file
            offset = os.lseek(file, 0, os.SEEK_END)
            try:
                _write_all(file, member, sync=self._sync_each)
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
    for found in walk(path, capture.offset):
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


def _write_all(file: int, data: bytes, *, sync: bool = True) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
    if sync:
        os.fsync(file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gzip(block: bytes, level: int = 6) -> bytes:
    """``level`` 1 for what the site sent compressed: a second time gains nothing."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(block) + packer.flush()


__all__ = [
    "Capture", "CaptureError", "CaptureWriter", "Damage", "Record", "captures_folder", "iter_records", "read_capture",
    "read_record",
]  # fmt: skip

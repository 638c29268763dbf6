"""Making room: captures that no article stands on may go after a while; those that one stands on never do."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from store.captures import CaptureError, CaptureWriter, Record, iter_records
from store.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from store.captures import Capture
    from store.store import Store

KEPT = "kept"
"""Prefix of files that hold nothing but captures that articles stand on."""
DAY = 86_400


@dataclass(slots=True)
class Pruned:
    """What was done, or would be: files looked at, records and bytes that went, and a line for each file that was left
    alone because something is wrong with it."""

    files: int = 0
    records: int = 0
    bytes: int = 0
    trouble: list[str] = field(default_factory=list)


def prune(store: Store, folder: Path, keep_days: int, *, dry_run: bool = False) -> Pruned:
    """Drop from files that were last written more than ``keep_days`` ago every record that no version of an article
    cites: feeds, sitemaps, robots.txt, lists, pages that failed or had not changed. What a version cites, and with it
    whatever a statement stands on, is copied to a new file byte for byte first; the store then points there, in one
    transaction, and only then the old file goes. Killed at any moment, every capture that is cited can be read. Not to
    be run beside a crawl that may write to files so old. Raises StoreError where the store cannot be written.
    """
    done = Pruned()
    newest = time.time() - keep_days * DAY
    for path in sorted(folder.glob("*.warc.gz")) if folder.is_dir() else ():
        if path.name.startswith(f"{KEPT}-") or path.stat().st_mtime > newest:
            continue
        done.files += 1
        try:
            _prune_file(store, path, done, dry_run=dry_run)
        except (CaptureError, OSError) as error:
            done.trouble.append(f"{path}: left alone ({error})")
    return done


def _prune_file(store: Store, path: Path, done: Pruned, *, dry_run: bool) -> None:
    cited = {row[0]: row[1] for row in store.conn.execute(
        "SELECT DISTINCT c.id, c.offset FROM captures c JOIN versions v ON v.capture = c.id WHERE c.file = ?",
        (path.name,),
    )}  # fmt: skip
    size, dropped, found = path.stat().st_size, 0, set()
    moved: list[Capture] = []
    with CaptureWriter(path.parent, prefix=KEPT) as writer:
        for record in iter_records(path):
            if not isinstance(record, Record) or record.type == "warcinfo":
                continue
            if cited.get(record.record_id) != record.offset:
                dropped += 1
                continue
            found.add(record.record_id)
            if not dry_run:
                moved.append(writer.copy(record))
        fresh = writer.path
    if missing := cited.keys() - found:
        _discard(fresh)
        raise CaptureError(f"{len(missing)} captures that articles stand on cannot be read in it")
    if not dropped:
        _discard(fresh)
        return
    left = fresh.stat().st_size if fresh else 0
    if not dry_run:
        _point_to(store, path.name, moved)
        path.unlink()
    done.records += dropped
    done.bytes += max(0, size - left) if not dry_run or not cited else 0


def _discard(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)


def _point_to(store: Store, old: str, moved: list[Capture]) -> None:
    """Let the store point to where captures stand now, and forget the other captures of the old file."""
    try:
        with store.conn as conn:
            conn.executemany(
                "UPDATE captures SET file = ?, offset = ? WHERE id = ?",
                [(capture.file, capture.offset, capture.record_id) for capture in moved],
            )
            for capture in moved:
                conn.execute(
                    "UPDATE visits SET capture = ? WHERE json_extract(capture, '$.record_id') = ?",
                    (json.dumps(asdict(capture)), capture.record_id),
                )
            conn.execute("DELETE FROM captures WHERE file = ? AND id NOT IN (SELECT capture FROM versions WHERE"
                         " capture IS NOT NULL)", (old,))  # fmt: skip
    except sqlite3.Error as error:
        raise StoreError(f"{store.path}: captures were not moved ({error}); nothing is lost") from error

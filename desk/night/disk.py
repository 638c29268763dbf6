"""How much room captures take, and how much is left."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.night.judge import Finding
from store.captures import captures_folder

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
NIGHTS = 14
"""An alarm where what is left lasts for fewer nights like this one."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: of all captures, of the database, and free on the disk of either (the smaller)."""

    captures: int
    database: int
    free: int


def room(db: Path) -> Room:
    """Look at the disk."""
    folder = captures_folder(db)
    captures = sum(path.stat().st_size for path in folder.glob("*.warc.gz")) if folder.is_dir() else 0
    database = sum(path.stat().st_size for path in db.parent.glob(f"{db.name}*") if path.is_file())
    places = [db.parent, *([folder] if folder.is_dir() else [])]
    return Room(captures, database, min(shutil.disk_usage(place).free for place in places))


def watch(before: Room, after: Room, least: int) -> list[Finding]:
    """What is to be said of the room: ``least``: an alarm where fewer bytes are free."""
    grown = after.captures + after.database - before.captures - before.database
    left = f"{size(after.free)} free on the disk"
    if after.free < least:
        return [Finding("", "disk", f"only {left} (alarm below {size(least)}); constancia prune makes room")]
    if grown > 0 and after.free < grown * NIGHTS:
        return [Finding("", "disk", f"{left}, and this run took {size(grown)}: enough for {after.free // grown} more")]
    return []


def size(count: int) -> str:
    """Bytes in words: "12.3 MB"."""
    return f"{count / MEGABYTE / 1000:,.1f} GB" if count >= 1000 * MEGABYTE else f"{count / MEGABYTE:,.1f} MB"

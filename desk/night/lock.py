"""Two nightly runs on one database never overlap."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.trouble import Trouble
from store.ledger import now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def lock_file(db: Path) -> Path:
    """The file beside the database that a nightly run holds."""
    return db.with_name(f"{db.name}.nightly.lock")


@contextmanager
def alone(db: Path) -> Iterator[None]:
    """Hold the database's nightly lock. Raises Trouble where another process holds it.

    The lock is the kernel's and ends with the process that holds it, however that ends: a file left behind by a killed
    run stops nobody, and there is nothing to clear up. It is never deleted, for two processes could then hold two files
    of one name.
    """
    path = lock_file(db)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Trouble(f"{path}: cannot be written ({error.strerror}); a nightly run holds it while it works") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "it does not say which"
            raise Trouble(f"{db}: another nightly run is at work on it ({who}); nothing was done") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}, since {now()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)

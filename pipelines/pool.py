"""One pool of worker processes that read articles, shared by all spiders of the process."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

    from extract.article import Article
    from extract.reading import Reading

MOST_WORKERS = 4


class Unreadable(Exception):
    """An article could not be read; the message says why, in words for people."""


class ReadingPool:
    """Reads articles in worker processes; await ``read``.

    ``reader`` is the dotted name of a class with ``read(article) -> Reading`` and ``version(language)``, what names
    its readings' reader; each worker makes one with its first
    article. No more articles are under way than there are workers, the others wait in the caller. A worker that dies
    takes the whole pool with it, innocent articles too: these are read once more, alone, in a worker of their own; the
    one whose worker dies again is to blame. Workers end when this process ends, however it ends.
    """

    def __init__(self, workers: int, timeout: float, reader: str) -> None:
        self._workers = workers
        self._timeout = timeout
        self._reader = reader
        self._free = asyncio.Semaphore(workers)
        self._alone = asyncio.Lock()
        self._group: _Workers | None = None

    async def read(self, article: Article, known: str | None = None) -> Reading | None:
        """The reading of an article; None where the reader says that it is ``known``, the reader its text was read by
        before. Raises Unreadable where reading fails, takes too long or kills its worker."""
        async with self._free:
            if self._group is None:
                self._group = _Workers(self._workers, self._reader)
            group = self._group
            try:
                return await self._read_in(group, article, known)
            except BrokenProcessPool:
                if self._group is group:
                    self._group = None
                    group.end()
        async with self._alone:
            group = _Workers(1, self._reader)
            try:
                return await self._read_in(group, article, known)
            except BrokenProcessPool as error:
                raise Unreadable("the reader crashed on it") from error
            finally:
                group.end()

    def close(self) -> None:
        """End the workers."""
        if self._group is not None:
            self._group.end()
            self._group = None

    async def _read_in(self, group: _Workers, article: Article, known: str | None) -> Reading | None:
        try:
            async with asyncio.timeout(self._timeout):
                reading, trouble = await asyncio.wrap_future(group.submit(article, known))
        except TimeoutError as error:
            group.end()
            if self._group is group:
                self._group = None
            raise Unreadable(f"reading it took longer than {self._timeout:g} seconds") from error
        if trouble:
            raise Unreadable(trouble)
        return reading


class _Workers:
    """A process pool that knows its processes, to end them even while they work."""

    def __init__(self, size: int, reader: str) -> None:
        # Spawned, not forked: a fork of a process with threads and an event loop may hang.
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(size, mp_context=context, initializer=_prepare, initargs=(reader,))
        self._processes: set[BaseProcess] = set()

    def submit(self, article: Article, known: str | None) -> Future[tuple[Reading | None, str]]:
        before = set(multiprocessing.active_children())
        # Read-only mappings cannot be sent to another process, and reading needs no layers.
        future = self._executor.submit(_read, replace(article, layers={}), known)
        self._processes |= set(multiprocessing.active_children()) - before
        return future

    def end(self) -> None:
        for process in self._processes:
            process.kill()
        self._executor.shutdown(wait=False)


_reader_name = ""
_reader: Any = None


def _prepare(reader: str) -> None:
    """In a new worker: remember what reads, leave interrupts to the parent, and watch for its end."""
    global _reader_name
    _reader_name = reader
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there are as many workers as can work at once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _read(article: Article, known: str | None) -> tuple[Reading | None, str]:
    """In a worker: the reading, or what is wrong. Exceptions stay here: not all of them travel."""
    global _reader
    try:
        if _reader is None:
            module, _, name = _reader_name.rpartition(".")
            _reader = getattr(import_module(module), name)()
        if known and known == _reader.version(article.language):
            return None, ""
        return _reader.read(article), ""
    except MemoryError:
        return None, "reading it needs more memory than there is"
    except Exception as error:  # noqa: BLE001 - one article must not end the run
        return None, " ".join(str(error).split()) or type(error).__name__

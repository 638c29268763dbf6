"""Progress on standard error: two bars in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

import click
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

from desk.output import console
from desk.wording import number, plural

if TYPE_CHECKING:
    from desk.crawling import Tally

EVERY = 15.0
"""Seconds between plain lines."""


class Display:
    """Shows how far crawling and reading are. Context manager; lines said meanwhile go above the bars. ``quiet``: only
    these lines."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = console(err=True)
        self.progress: Progress | None = None
        self.said_at = time.monotonic()
        self.said = ""

    def __enter__(self) -> Self:
        if self.console.is_terminal and not self.quiet:
            self.progress = Progress(
                SpinnerColumn(finished_text="✓"),
                TextColumn("{task.description:<8}"),
                BarColumn(bar_width=32),
                TaskProgressColumn(),
                TextColumn("{task.fields[words]}"),
                console=self.console,
            )
            self.crawling = self.progress.add_task("Crawling", total=None, words="looking for articles")
            self.reading = self.progress.add_task("Reading", total=None, words="")
            self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.progress is not None:
            self.progress.stop()

    def line(self, words: str) -> None:
        """One line that stays."""
        if self.progress is not None:
            self.progress.console.print(words)
        else:
            click.echo(words, err=True)

    def update(self, tally: Tally, *, final: bool = False) -> None:
        if self.quiet:
            return
        found = tally.counts["found"] or tally.items
        fetched = (tally.counts["fetched"] + tally.counts["again"]) or tally.items
        crawled = min(found, tally.counts["known"] + tally.counts["fetched"])
        pages = f"{number(tally.pages)} pages, " * bool(tally.pages) + f"{plural(found, 'article')} found"
        read = f"{number(tally.kept)} of {plural(fetched, 'article')} kept"
        if self.progress is not None:
            self._bar(self.crawling, crawled, found, pages, final=final)
            self._bar(self.reading, tally.kept, fetched, read, final=final)
        elif (final or time.monotonic() - self.said_at > EVERY) and (words := f"{pages}; {read}") != self.said:
            click.echo(words, err=True)
            self.said_at, self.said = time.monotonic(), words
            sys.stderr.flush()

    def _bar(self, task: object, completed: int, total: int, words: str, *, final: bool) -> None:
        assert self.progress is not None
        done = (
            {"completed": total or 1, "total": total or 1}
            if final
            else {"completed": completed, "total": total or None}
        )
        self.progress.update(task, words=words, **done)  # type: ignore[arg-type]

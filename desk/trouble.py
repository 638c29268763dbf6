"""Trouble told to people: one clear line on standard error, and an exit status that scripts can use."""

from __future__ import annotations

import sqlite3
from typing import IO, Any

import click

from desk.wording import visible

NOTHING_FOUND = 1
NOTHING_DONE = 2


class Trouble(click.ClickException):
    """Ends the command: its message is shown on one line, and ``exit_code`` is 2 unless told otherwise."""

    def __init__(self, message: str, exit_code: int = NOTHING_DONE) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it from the instance

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"constancia: {visible(self.format_message())}", file=file, err=file is None)


def nothing_found(message: str) -> Trouble:
    """The question has no answer: status 1, as ``grep`` has it."""
    return Trouble(message, NOTHING_FOUND)


def note(message: str) -> None:
    """One line on standard error beside the command's output."""
    click.echo(f"constancia: {visible(message)}", err=True)


def as_trouble(error: Exception) -> Trouble:
    """An error nobody dealt with, as one line."""
    from store.captures import CaptureError
    from store.store import StoreError

    if isinstance(error, Trouble):
        return error
    if isinstance(error, sqlite3.DatabaseError):
        return Trouble(f"the database cannot be used: {error}. Is it one of this program's, and writable?")
    if isinstance(error, OSError) and error.strerror:
        return Trouble(f"{error.filename}: {error.strerror}" if error.filename else error.strerror)
    if isinstance(error, StoreError | CaptureError | ValueError | RuntimeError) and str(error):
        return Trouble(str(error))
    return Trouble(f"unexpected {type(error).__name__}: {error} (constancia --debug shows where)")

"""``constancia factsheet``: one question on one page, every line cited."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.options import db_option, existing_store, period_options
from desk.trouble import Trouble, nothing_found

if TYPE_CHECKING:
    from desk.factsheet.build import Asked

THRESHOLD = 0.5


@click.command("factsheet")
@click.argument("question")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to write it: .html or .md.",
)
@period_options
@click.option("--outlet", metavar="ID", help="Only what this outlet published.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=THRESHOLD,
    show_default=True,
    metavar="0-1",
    help="Leave out claims that are less sure; the sheet says how many.",
)
@db_option
def command(
    question: str,
    output: Path,
    since: str | None,
    until: str | None,
    outlet: str | None,
    min_confidence: float,
    db: Path,
) -> None:
    """Write what the store has to say to QUESTION: key figures, who disagrees, a chart, a timeline, quotes, sources.

    QUESTION is a measure in English or Spanish ("political prisoners", "presos políticos en Holguín"), a name, or any
    words. The same question on the same store gives the same file. Where no claim answers, nothing is written and the
    exit status is 1.

    \b
    Example:
      constancia factsheet "political prisoners" -o sheet.html --since 2025-01-01
    """
    from desk.factsheet.build import Asked

    asked = Asked(question, since, until, outlet, min_confidence)
    if output.suffix.lower() not in (".html", ".htm", ".md"):
        raise Trouble(f"{output}: a fact sheet is written as .html or .md")
    write_sheets(db, asked, [output])
    click.echo(f"{output}")


def write_sheets(db: Path, asked: Asked, outputs: list[Path]) -> None:
    """Write the fact sheet to each of ``outputs``, by its suffix. Raises Trouble where no claim answers."""
    from desk.cli import package_version
    from desk.factsheet.build import build
    from desk.factsheet.render import as_html, as_markdown

    with existing_store(db) as store:
        sheet = build(store, asked, package_version())
    if sheet is None:
        raise nothing_found(f"no claim answers “{asked.question}”: nothing was written (see also: constancia claims)")
    for output in outputs:
        _replace(output, as_markdown(sheet) if output.suffix.lower() == ".md" else as_html(sheet))


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble(f"{path}: cannot be written ({error.strerror})") from error

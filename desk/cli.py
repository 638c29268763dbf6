"""``constancia``, the command line: one module a command under ``desk.commands``, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from desk.trouble import as_trouble

COMMANDS = {  # module and what the list of commands says
    "crawl": ("desk.commands.crawl", "Fetch and read what is new at the outlets."),
    "nightly": ("desk.commands.nightly", "What a timer runs: all outlets, and a report on their health."),
    "health": ("desk.commands.health", "How the last nightly run went, outlet by outlet."),
    "load": ("desk.commands.load", "Take in .jsonl, .html, .txt and .warc.gz files."),
    "read": ("desk.commands.read", "Show what is read out of a file, sentence by sentence."),
    "claims": ("desk.commands.claims", "Ask: who said how many, when, where."),
    "claim": ("desk.commands.claim", "One claim, with every sentence it stands on."),
    "disputes": ("desk.commands.disputes", "Who disagrees with whom."),
    "articles": ("desk.commands.articles", "What has been read, and what could not be."),
    "revisions": ("desk.commands.revisions", "What outlets changed after publication."),
    "factsheet": ("desk.commands.factsheet", "A fact sheet in which every line is cited."),
    "verify": ("desk.commands.verify", "Check that every claim stands on its article and capture."),
    "prune": ("desk.commands.prune", "Drop old captures that no article stands on."),
    "outlets": ("desk.commands.outlets", "Which outlets can be crawled, and what the store has of them."),
    "doctor": ("desk.commands.doctor", "Look whether an outlet's site can be read as it is described."),
    "models": ("desk.commands.models", "Install the spaCy models that read."),
    "demo": ("desk.commands.demo", "The main job on the bundled sample newsroom."),
}


def package_version() -> str:
    """The installed version of this package, "unknown" where it runs from files alone."""
    try:
        return version("constancia")
    except PackageNotFoundError:
        return "unknown"


class Desk(click.Group):
    """The commands, imported one by one (spaCy and Scrapy take seconds), with one line for every trouble."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _quiet_stdout()
            ctx.exit(0)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except KeyboardInterrupt:
            raise click.Abort from None
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            raise as_trouble(error) from error
        return result


def _quiet_stdout() -> None:
    """Whoever read standard output has gone (``| head``): what is left to say goes nowhere, without complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (for the rest of the process)


@click.group(
    cls=Desk,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 fine; 1 nothing found, or problems found by verify; 2 nothing could be done.",
)
@click.version_option(package_version(), prog_name="constancia")
@click.option("--debug", is_flag=True, help="Show the traceback of an error instead of one line.")
def main(debug: bool) -> None:
    """Constancia keeps a record of every checkable claim in Cuban independent news: who said how many, when, and who
    disagrees, each claim with the sentence, the article and the capture it stands on.

    \b
    Start with:
      constancia demo                          a tour on the bundled sample newsroom
      constancia crawl                         read what the outlets published
      constancia claims "political prisoners"  ask
      constancia factsheet "political prisoners" -o sheet.html
    """


if __name__ == "__main__":
    main()

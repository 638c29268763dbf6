"""README and program agree: every command and option that is documented exists, and every command is documented."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from desk.cli import COMMANDS, main

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^ *```[\w-]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
CALL = re.compile(r"(?:^|[\s/(])constancia\s+(.*)")


def _calls() -> list[str]:
    """What the README writes behind the program's name, in code blocks and in code within lines."""
    outside = BLOCK.sub("", README)
    inside = "\n".join(BLOCK.findall(README)).replace("\\\n", " ")
    lines = [*inside.splitlines(), *INLINE.findall(outside)]
    found = (CALL.search(line) for line in lines)
    return [match[1] for match in found if match]


def _words(call: str) -> list[str]:
    """The words of one call: up to a pipe, a redirection or a remark."""
    lexer = shlex.shlex(call.replace("…", "").replace("...", ""), posix=True, punctuation_chars="|>;&")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] = []
    for word in lexer:
        if set(word) <= set("|>;&"):
            break
        words.append(word.strip("[]"))
    return words


def _options(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {name for option in command.get_params(context) for name in (*option.opts, *option.secondary_opts)}


CALLS = _calls()


def test_the_readme_shows_how_to_call_the_program() -> None:
    assert CALLS


@pytest.mark.parametrize("call", CALLS)
def test_what_the_readme_writes_exists(call: str) -> None:
    words = _words(call)
    groups = [word for word in words if not word.startswith("-")]
    if not groups:
        assert set(words) <= _options(main)
        return
    names = [name for name in re.split(r"[|/]", groups[0]) if name]
    assert set(names) <= set(COMMANDS), f"constancia {call}: there is no such command"
    for name in names:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        allowed = _options(command) | _options(main)
        for word in words:
            if word.startswith("-") and not re.fullmatch(r"-[\d.]+", word):
                assert word.partition("=")[0] in allowed, f"constancia {call}: {name} has no option {word}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert any(_words(call)[:1] == [name] for call in CALLS), f"README.md does not show `constancia {name}`"


def test_the_calls_are_read_as_a_shell_would() -> None:
    words = _words('claims "political prisoners" --since 2025-01-01 --format csv > a.csv  # a remark')
    assert words == ["claims", "political prisoners", "--since", "2025-01-01", "--format", "csv"]

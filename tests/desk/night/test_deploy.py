"""What deploy/ tells an operator to run exists and works."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import click
import pytest

from desk.cli import COMMANDS, main
from store.captures import captures_folder
from store.store import open_store
from tests.desk.samples import article, keep

DEPLOY = Path(__file__).parents[3] / "deploy"
CALL = re.compile(r"(?:^|[ `/])constancia ((?:nightly|health|prune|doctor|verify)\b[^`\n]*)", re.MULTILINE)
CALLS = sorted({call for path in DEPLOY.iterdir() for call in CALL.findall(path.read_text("utf-8"))})


@pytest.mark.parametrize("call", CALLS)
def test_commands_and_options_exist(call: str) -> None:
    words = shlex.split(call.partition(" >>")[0])
    assert words[0] in COMMANDS
    command = main.get_command(click.Context(main), words[0])
    assert command is not None
    known = {name for option in command.params for name in option.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_nightly_is_among_them() -> None:
    assert sum(call.startswith("nightly") for call in CALLS) >= 1


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the sqlite3 program, as the script does")
def test_the_backup_is_whole_while_somebody_writes(tmp_path: Path) -> None:
    db, to = tmp_path / "a.db", tmp_path / "backup"
    keep(db, article("http://uno.example/1", "Uno", ["Uno."]), [])
    with open_store(db) as store:
        store.conn.execute("BEGIN IMMEDIATE")
        store.conn.execute("UPDATE articles SET title = 'half'")
        done = subprocess.run(
            [DEPLOY / "backup.sh", db, to], capture_output=True, text=True, timeout=60, check=False
        )  # fmt: skip
        store.conn.execute("ROLLBACK")
    assert done.returncode == 0, done.stderr
    (copy,) = to.glob("a-*.db")
    with sqlite3.connect(copy) as conn:
        assert conn.execute("SELECT title FROM articles").fetchall() == [("Uno",)]
    assert [path.name for path in (to / "captures").iterdir()] == [p.name for p in captures_folder(db).iterdir()]
    assert (
        subprocess.run([DEPLOY / "backup.sh", tmp_path / "none.db", to], check=False, capture_output=True).returncode
        == 2
    )

"""The commands that run Scrapy, as real processes: the demo, a crawl, a load, and how they end."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NIGHTS = ROOT / "desk" / "newsroom"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def constancia(*arguments: str | Path, cwd: Path, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, env=ENVIRONMENT, timeout=seconds, check=False,
    )  # fmt: skip


def count(db: Path, table: str) -> int:
    with sqlite3.connect(db) as connection:
        number: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return number


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder outside the checkout in which the demo has run, and what it said."""
    folder = tmp_path_factory.mktemp("tour")
    done = constancia("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_demo_ends_with_a_store_and_a_fact_sheet(toured: tuple[Path, str]) -> None:
    folder, said = toured
    assert count(folder / "demo" / "newsroom.db", "articles") >= 20
    assert count(folder / "demo" / "newsroom.db", "claims") > 100
    assert "Five claims worth looking at" in said
    assert said.count("\n• ") == 5
    address = (folder / "demo" / "factsheet.html").resolve().as_uri()
    assert address in said
    assert "<svg" in (folder / "demo" / "factsheet.html").read_text("utf-8")
    assert (folder / "demo" / "factsheet.md").is_file()
    assert "\x1b" not in said


def test_the_three_commands_it_names_work_as_printed(toured: tuple[Path, str]) -> None:
    folder, said = toured
    commands = said.partition("Try next:")[2].strip().splitlines()
    assert len(commands) == 3
    for command in commands:
        words = shlex.split(command)
        arguments = words[words.index("desk.cli") + 1 :] if "desk.cli" in words else words[1:]
        done = constancia(*arguments, cwd=folder)
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout.strip()


def test_what_the_demo_made_is_sound(toured: tuple[Path, str]) -> None:
    folder, _ = toured
    done = constancia("verify", "--db", "demo/newsroom.db", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "Every claim stands.\n"), done.stdout


def test_a_pipe_that_closes_early_is_no_trouble(toured: tuple[Path, str]) -> None:
    folder, _ = toured
    program = shlex.join([sys.executable, "-m", "desk.cli", "claims", "--limit", "0", "--db", "demo/newsroom.db"])
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{program} | head -n 1"],
        capture_output=True, text=True, cwd=folder, env=ENVIRONMENT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_crawl_again_fetches_nothing_twice(toured: tuple[Path, str]) -> None:
    folder, _ = toured
    db = folder / "demo" / "newsroom.db"
    before = count(db, "versions"), count(db, "statements")
    done = constancia("crawl", "eltamarindo", "--replay", NIGHTS / "night-2.warc.gz", "--db", db, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\d+ articles known already and not fetched again; 0 new", done.stdout), done.stdout
    assert (count(db, "versions"), count(db, "statements")) == before
    assert "\x1b" not in done.stderr


def test_the_demo_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    done = constancia("demo", cwd=tmp_path)
    assert done.returncode == 2
    assert "was not made by this command" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_load_is_idempotent_and_tells_bad_files(tmp_path: Path) -> None:
    article = {
        "url": "http://example.org/a", "title": "A count", "published": "2026-03-05", "outlet": "example",
        "text": "Red Almendro counted 1,300 political prisoners on March 1, 2026.\nIt said so on Thursday.",
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(article) + "\nnot json\n")
    arguments = ("load", "a.jsonl", "missing.txt", "--db", "a.db")
    first = constancia(*arguments, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "a.jsonl: line 2: is not JSON" in first.stderr
    assert "missing.txt" in first.stderr
    assert "1 new" in first.stdout
    held = [count(tmp_path / "a.db", table) for table in ("articles", "versions", "statements", "claims")]
    assert held[3] > 0
    again = constancia(*arguments, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "0 new" in again.stdout
    assert [count(tmp_path / "a.db", table) for table in ("articles", "versions", "statements", "claims")] == held


def test_nothing_could_be_done_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = constancia("load", "empty.txt", "none.jsonl", "--db", "a.db", cwd=tmp_path)
    assert done.returncode == 2
    assert "empty.txt: is empty" in done.stderr
    assert "Traceback" not in done.stderr


def test_read_explains_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "February ends with a count\n\nRed Almendro counted 1,300 political prisoners on March 1, 2026.\n"
        "It said that the number had grown for the third month in a row.\n"
    )
    done = constancia("read", "a.txt", "--explain", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1,300 political prisoners" in done.stdout
    assert re.search(r"figure +“1,300 political prisoners” = 1,300 political prisoners \[.+\]", done.stdout)
    assert not list(tmp_path.glob("*.db"))


def test_read_explains_what_it_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Court sits in Banes\n\nThe court in Banes tried Yunior Alfonso Cabrera under Law 88 at 9:30 a.m. on Calle 4. "
        "Has anybody counted the 12 witnesses?\n"
    )
    plain = constancia("read", "a.txt", cwd=tmp_path)
    assert "dropped" not in plain.stdout
    done = constancia("read", "a.txt", "--explain", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    dropped = [line for line in done.stdout.splitlines() if line.startswith("  dropped")]
    assert any("no figure: “88”" in line and "[label]" in line for line in dropped), done.stdout
    assert any("no figure: “9" in line and "clock time" in line for line in dropped), done.stdout
    assert any("no claim: “Has anybody" in line and "a question asserts nothing" in line for line in dropped)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl", "nosuch"], "there is no outlet nosuch"),
        (["crawl", "--replay", "none.warc.gz"], "none.warc.gz"),
        (["crawl", "--replay", "a.txt"], "a.txt: not a WARC file"),
        (["load"], "Missing argument"),
        (["read", "none.txt"], "none.txt"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text("no archive")
    done = constancia(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("db", "words"),
    [
        ("none/a.db", "none/a.db: the folder none does not exist"),
        ("a.txt", "a.txt: cannot be opened (the file is not an SQLite database; name another file)"),
        ("other.db", "other.db: is a database of another program; name another file"),
    ],
)
@pytest.mark.parametrize("command", [["load", "a.txt"], ["crawl", "--replay", str(NIGHTS / "night-1.warc.gz")]])
def test_a_store_that_cannot_be_opened_is_one_line(tmp_path: Path, command: list[str], db: str, words: str) -> None:
    (tmp_path / "a.txt").write_text("no archive, and no database of a thousand bytes either")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (text)")
    done = constancia(*command, "--db", db, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"constancia: {words}\n")


def test_a_missing_model_is_told_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Red Almendro counted 1,300 political prisoners on March 1, 2026.\nIt said so.\n")
    monkeypatch.setitem(ENVIRONMENT, "CONSTANCIA_MODEL_ES", "no_such_model")
    done = constancia("load", "a.txt", "--db", "a.db", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "constancia: CONSTANCIA_MODEL_ES names the spaCy model no_such_model; there is none.\n"
    assert not (tmp_path / "a.db").exists()


def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(tmp_path: Path) -> None:
    night = str(NIGHTS / "night-1.warc.gz")
    command = [sys.executable, "-m", "desk.cli", "crawl", "keyscourier", "--replay", night, "--db", "a.db"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not _some_articles(tmp_path / "a.db"):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode in (0, 130), said  # 0 where it had just finished
    assert "Traceback" not in said
    done = constancia(*command[3:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert constancia("verify", "--db", "a.db", cwd=tmp_path).returncode == 0


def _some_articles(db: Path) -> bool:
    try:
        return db.exists() and count(db, "articles") > 0
    except sqlite3.Error:
        return False

"""Crawls in processes of their own: a reactor runs once a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("run_spiders.py")


@dataclass(frozen=True)
class Ran:
    """What a run of spiders left: the stats of each by its name, and its log."""

    stats: dict[str, dict[str, Any]]
    log: str

    def count(self, name: str, spider: str | None = None) -> int:
        """A count ("kept/new") of one spider, or of all together."""
        return sum(
            stats.get(f"constancia/{name}", 0) for who, stats in self.stats.items() if spider in (None, who)
        )  # fmt: skip

    def problems(self) -> list[str]:
        return [line for stats in self.stats.values() for line in stats.get("constancia/problems", [])]


def command(spiders: str, *, args: dict[str, Any] | None = None, **settings: Any) -> list[str]:
    """The command line that runs spiders (names separated by commas) and prints their stats as JSON."""
    return [sys.executable, str(RUNNER), spiders, json.dumps(args or {}), json.dumps(settings, default=str)]


@pytest.fixture
def run_spiders() -> Any:
    """Runs spiders with settings, reading stubbed unless said otherwise, all HTTP by way of ``proxy``; gives back a
    ``Ran``."""

    def run(spiders: str, *, args: dict[str, Any] | None = None, proxy: str | None = None, **settings: Any) -> Ran:
        done = subprocess.run(
            command(spiders, args=args, **settings), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "http_proxy": proxy or "", "no_proxy": ""},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(json.loads(done.stdout), done.stderr)

    return run

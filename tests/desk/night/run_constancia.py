"""``constancia`` in a process of its own, reading stubbed, sites asked in haste: run_constancia.py ARGUMENTS."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "spiders")]

from desk import crawling  # noqa: E402
from desk.cli import main  # noqa: E402

settings_for = crawling.settings_for


def hasty(*args: Any, **changed: Any) -> Any:
    settings = settings_for(*args, **changed)
    quick = {"READER": "stub_reader.StubReader", "READERS": 1, "DOWNLOAD_DELAY": 0.05, "AUTOTHROTTLE_ENABLED": False}
    settings.setdict(quick | {"RETRY_TIMES": 0, "ALLOW_PRIVATE": True}, priority="cmdline")
    return settings


if __name__ == "__main__":
    crawling.settings_for = hasty
    crawling._check = lambda settings: None
    main(prog_name="constancia")

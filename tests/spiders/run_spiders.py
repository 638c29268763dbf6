"""Runs spiders in this process and prints their stats as JSON: run_spiders.py NAMES ARGS-AS-JSON SETTINGS-AS-JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    from scrapy.crawler import CrawlerProcess
    from scrapy.settings import Settings

    names, args, given = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.update({"READER": "stub_reader.StubReader", "READERS": 1, "LOG_LEVEL": "WARNING"}, priority="cmdline")
    settings.update(given, priority="cmdline")
    process = CrawlerProcess(settings)
    crawlers = {name: process.create_crawler(name) for name in names.split(",")}
    for crawler in crawlers.values():
        process.crawl(crawler, **args)
    process.start()
    json.dump({name: crawler.stats.get_stats() for name, crawler in crawlers.items() if crawler.stats}, sys.stdout,
              default=str)  # fmt: skip


if __name__ == "__main__":
    main()

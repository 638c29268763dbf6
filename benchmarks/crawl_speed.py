"""How fast a crawl captures: a local site of N pages, this project's spider against a bare Scrapy spider that only
downloads. Parsing and reading are left out. Run: python benchmarks/crawl_speed.py [--pages 2000] [--rounds 3]"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
CONCURRENT = 8
QUICK = {
    "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT,
    "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
}  # fmt: skip


def body() -> bytes:
    """A page as long as news pages are (60 KB), of words nobody wrote, compressed as sites do."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeiourstlnmdpc", k=chance.randint(2, 9))) for _ in range(3000)]
    paragraphs = (" ".join(chance.choices(words, k=90)) for _ in range(100))
    return gzip.compress("".join(f"<p>{each}</p>" for each in paragraphs).encode(), mtime=0)


def serve(pages: int) -> None:
    """A site on loopback: a sitemap of all pages, and a page for every other address. Prints its port."""
    page = body()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    answer = head + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(page) + page

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                request = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                return
            path = request.split(b" ", 2)[1]
            if path == b"/robots.txt":
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            elif path == b"/map.xml":
                host = f"http://127.0.0.1:{port}"
                urls = "".join(f"<url><loc>{host}/2026/03/05/{n}/</loc></url>" for n in range(pages))
                listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
                writer.write(head + b"Content-Length: %d\r\n\r\n" % len(listed) + listed)
            else:
                writer.write(answer)

    async def main() -> None:
        nonlocal port
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        print(port, flush=True)
        await server.serve_forever()

    port = 0
    asyncio.run(main())


def crawl(kind: str, home: str, pages: int) -> None:
    """One crawl in this process; prints seconds, processor seconds and megabytes as JSON."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from spiders.outlet import OutletSpider

    class Bare(Spider):
        name = "bare"

        async def start(self):
            for number in range(pages):
                yield Request(f"{home}/2026/03/05/{number}/")

        def parse(self, response):
            pass

    class Ours(OutletSpider):
        name = "ours"
        robots_sitemaps = False
        sitemaps = ("/map.xml",)
        article_url = r"/2026/\d\d/\d\d/\d+/$"

        def parse_article(self, response, found):  # noqa: ARG002
            assert response.meta["capture"]

    Ours.home = f"{home}/"
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        if kind == "ours":
            settings.setmodule("spiders.settings", priority="project")
            settings.setdict({"DB": f"{folder}/a.db", "ITEM_PIPELINES": {}, "ALLOW_PRIVATE": True, "ARTICLES_MAX": 0})
        settings.setdict(QUICK, priority="cmdline")
        process = AsyncCrawlerProcess(settings, install_root_handler=False)
        crawler = process.create_crawler(Ours if kind == "ours" else Bare)
        process.crawl(crawler)
        began, used = time.perf_counter(), time.process_time()
        process.start()
        seconds, worked = time.perf_counter() - began, time.process_time() - used
    received = crawler.stats.get_value("downloader/response_status_count/200", 0)
    assert received >= pages, received
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": seconds, "processor": worked, "megabytes": memory}))


def measure(kind: str, pages: int) -> dict[str, float]:
    me = [sys.executable, __file__]
    site = subprocess.Popen([*me, "--serve", "--pages", str(pages)], stdout=subprocess.PIPE, text=True)
    try:
        home = f"http://127.0.0.1:{site.stdout.readline().strip()}"
        done = subprocess.run([*me, "--crawl", kind, home, "--pages", str(pages)], capture_output=True, text=True,
                              check=False)  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        return json.loads(done.stdout)
    finally:
        site.kill()
        site.wait()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--memory", action="store_true", help="this project's spider on N and on ten times N pages")
    asked.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--crawl", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.serve:
        serve(given.pages)
    elif given.crawl:
        crawl(*given.crawl, given.pages)
    elif given.memory:
        for pages in (given.pages, given.pages * 10):
            for kind in ("bare", "ours"):
                print(f"{kind}, {pages} pages: {measure(kind, pages)['megabytes']:.0f} MB at most")
    else:
        rounds = [{kind: measure(kind, given.pages) for kind in ("bare", "ours")} for _ in range(given.rounds)]
        for what in ("seconds", "processor"):
            middle = {kind: statistics.median(each[kind][what] for each in rounds) for kind in ("bare", "ours")}
            ratio = statistics.median(each["ours"][what] / each["bare"][what] for each in rounds)
            print(f"{what}: bare {middle['bare']:.2f}, ours {middle['ours']:.2f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()

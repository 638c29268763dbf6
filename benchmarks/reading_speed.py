"""How fast reading is, as a ratio to the bare spaCy pipelines over the same texts in the same run.

    python benchmarks/reading_speed.py [--rounds 3]

The peer is ``nlp.pipe`` of the whole packaged model of each language, nothing of ours. Reading is everything:
sentences, names, dates, figures, quotes, statements. A ratio of 1 means that it takes no longer. One process, one
thread; seconds are of processor time, so that what else the computer does counts for neither.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

import spacy

sys.path.insert(0, str(Path(__file__).parents[1]))

from extract.article import Article
from extract.models import load_pipeline, model_name
from extract.reader import Reader

ARTICLES = Path(__file__).with_name("practice.articles.jsonl")


def articles() -> list[Article]:
    """The independent articles, three times over."""
    rows = [json.loads(line) for line in ARTICLES.read_text("utf-8").splitlines()]
    return [
        Article(f"{row['url']}?{n}", row["outlet"], row["title"], row["text"], row["language"], row["published"])
        for n in range(3)
        for row in rows
    ]


def main() -> None:
    """Print documents per second of both, and their ratio, for the median round."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    texts = articles()
    start = time.perf_counter()
    reader = Reader()
    for language in ("en", "es"):
        load_pipeline(language)
    print(f"loading the reader: {time.perf_counter() - start:.2f} s")
    bare = {language: spacy.load(model_name(language)) for language in ("en", "es")}
    for article in texts[:4] + texts[-4:]:
        reader.read(article)
        bare[str(article.language)](article.text)
    peer, ours = [], []
    for _ in range(rounds):
        start = time.process_time()
        for language, nlp in bare.items():
            for _doc in nlp.pipe([a.text for a in texts if a.language == language]):
                pass
        peer.append(time.process_time() - start)
        start = time.process_time()
        for article in texts:
            reader.read(article)
        ours.append(time.process_time() - start)
    print(f"bare nlp.pipe: {len(texts) / median(peer):.1f} articles a second")
    print(f"reading:       {len(texts) / median(ours):.1f} articles a second")
    print(f"ratio:         {median(p / o for p, o in zip(peer, ours, strict=True)):.2f}")


if __name__ == "__main__":
    main()

"""How time and memory grow with the length of a text: they should grow no faster than the text.

    python benchmarks/long_texts.py [--largest 1920]

Texts are strung together from invented news sentences whose names and numbers change. Each is read in a process of its
own, whose peak memory is shown beside that of a reader which has read nothing but one sentence.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from extract.article import Article
from extract.reader import Reader

FIRST = ("Nelia", "Rubén", "Damaris", "Osvaldo", "Yunia", "Leandro", "Mirta", "Ariel")
LAST = ("Ponce", "Alcázar", "Quiala", "Tamargo", "Benavides", "Lobaina", "Cuesta", "Verdecia")
TOWNS = ("Holguín", "Bayamo", "Santa Clara", "Guantánamo", "Cienfuegos")
SENTENCES = {
    "en": (
        "Police arrested {a} in {town} on March {day}, 2026, according to the Ceiba Observatory.",
        "“We will not be silent about what was done to us,” said {a}, {age}, a teacher from {town}.",
        "The Observatory counted {n} political prisoners in {town}, {m} of them women.",
        "{a} was sentenced to {m} years in prison together with {b} and may be released next month.",
        "A neighbour told Radio Faro that power had been out for {m} hours.",
    ),
    "es": (
        "La policía detuvo a {a} en {town} el {day} de marzo de 2026, según el Observatorio Ceiba.",
        "«No nos vamos a callar ante lo que nos hicieron», dijo {a}, de {age} años, maestra de {town}.",
        "El Observatorio contó {n} presos políticos en {town}, {m} de ellos mujeres.",
        "{a} fue condenada a {m} años de prisión junto a {b} y podría ser excarcelada el próximo mes.",
        "Un vecino contó a Radio Faro que llevaban {m} horas sin electricidad.",
    ),
}


def text_of(language: str, length: int) -> str:
    """A text of about ``length`` code points in paragraphs of three sentences, the same at each call."""
    chance = random.Random(length)
    paragraphs: list[str] = []
    size = 0
    while size < length:
        paragraphs.append(" ".join(_sentence(language, chance) for _ in range(3)))
        size += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)


def _sentence(language: str, chance: random.Random) -> str:
    a, b = (f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}" for _ in range(2))
    return chance.choice(SENTENCES[language]).format(
        a=a, b=b, town=chance.choice(TOWNS), day=chance.randint(1, 31), age=chance.randint(18, 80),
        n=chance.randint(100, 900), m=chance.randint(2, 30),
    )  # fmt: skip


def read(language: str, length: int) -> tuple[int, float, float, int]:
    """Code points, seconds of processor time, peak MiB of this process, statements of reading a text of ``length``."""
    reader = Reader()
    reader.read(Article("http://radiofaro.example/0", "radiofaro", "", SENTENCES[language][-1], language))
    text = text_of(language, length)
    article = Article("http://radiofaro.example/1", "radiofaro", "", text, language, "2026-04-02")
    start = time.process_time()
    reading = reader.read(article) if length else None
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return len(text), seconds, peak, len(reading.statements) if reading else 0


def main() -> None:
    """Print a row for each language and length, each length twice the one before."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--largest", type=int, default=1920, help="thousand code points of the longest text")
    largest = parser.parse_args().largest * 1000
    lengths = [0, *(60_000 * 2**i for i in range(20) if 60_000 * 2**i <= largest)]
    print(f"{'':4}{'thousand':>10}{'seconds':>10}{'per 100k':>10}{'peak MiB':>10}{'statements':>12}")
    for language in SENTENCES:
        for length in lengths:
            # Spawned, one task each: the peak memory of a process never falls.
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                size, seconds, peak, statements = pool.apply(read, (language, length))
            rate = seconds / size * 100_000 if size else 0
            print(f"{language:4}{size / 1000:>10.0f}{seconds:>10.1f}{rate:>10.2f}{peak:>10.0f}{statements:>12}")


if __name__ == "__main__":
    main()

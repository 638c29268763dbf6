"""A small store of invented articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk.samples import HOSTILE, article, figure, keep, statement

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Four articles of three outlets: a count over three months, a rival count, a promise, an arrest told twice in two
    languages, a quote, and a doubtful claim."""
    file = tmp_path / "desk.db"
    ceiba = "Observatorio Ceiba counted 1,184 political prisoners on February 28."
    january = "A month before, on January 31, it had counted 1,167 political prisoners."
    arrest = "Marisela Quintero was arrested in Bayamo on February 11."
    quote = "“We know every one of these names,” said Yolanda Prado."
    first = article(
        "http://eltamarindo.example/2026/03/05/count/", "February ends with 1,184", [ceiba, january, arrest, quote],
        authors=("Idania Ruz",),
    )  # fmt: skip
    by = {"said_by": "Observatorio Ceiba"}
    arrested = {"who": ("Marisela Quintero",), "date": "2026-02-11", "place": "Bayamo"}
    keep(
        file, first,
        [
            figure(first, ceiba, 1184, date="2026-02-28", **by),
            figure(first, january, 1167, date="2026-01-31", **by),
            statement(first, arrest, kind="event", event="arrest", **arrested),
            statement(first, quote, kind="quote", quote="We know every one of these names", said_by="Yolanda Prado"),
        ],
    )  # fmt: skip
    rival = "The Ministry of Justice speaks of 691 political prisoners on February 28."
    promise = "The government promised in January to review 553 cases of political prisoners."
    doubt = "Some say 3,000 political prisoners."
    second = article(
        "http://radiofaro.example/en/a/own-number/39880.html", "Havana’s own number", [rival, promise, doubt]
    )
    keep(
        file, second,
        [
            figure(second, rival, 691, date="2026-02-28", said_by="Ministry of Justice"),
            figure(second, promise, 553, date="2026-01", said_by="the government", hedge="planned"),
            figure(second, doubt, 3000, confidence=0.2),
        ],
    )  # fmt: skip
    spanish = "Marisela Quintero fue detenida en Bayamo el 11 de febrero."
    third = article(
        "http://lamanigua.example/derechos/1772700000_5123.html", "Detenida en Bayamo", [spanish], language="es"
    )
    keep(
        file, third,
        [statement(third, spanish, kind="event", event="arrest", **arrested)],
    )  # fmt: skip
    return file


@pytest.fixture
def hostile(db: Path) -> Path:
    """The same store with an article that is out to do harm, wherever its words are shown."""
    said = f"Red Almendro counts 1,300 political prisoners {HOSTILE} in March."
    bad = article(
        "javascript:alert(1)//x.example/",
        f"=cmd {HOSTILE}",
        [said],
        outlet="=evil",
        authors=(HOSTILE,),
        published="2026-03-09",
    )
    keep(
        db, bad,
        [
            figure(bad, said, 1300, date="2026-03-01", said_by=f"Red {HOSTILE}", place=HOSTILE),
            statement(bad, said, kind="quote", quote=f"five words or more {HOSTILE}", said_by=HOSTILE),
        ],
    )  # fmt: skip
    return db

"""Writes the page of every outlet, and the article that must be read from it:

    .venv/bin/python -m tests.spiders.outlet_pages.make

``articles.toml`` says what each article is, ``templates/`` what each kind of site makes of it. The expected article
follows from the former alone, never from what the program reads.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.spiders.test_spiders import outlets

HERE = Path(__file__).parent
FETCHED = "2026-06-01T06:00:00Z"
MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}
DAYS = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
WORDS = {  # how each site writes a date
    "wordpress": "{month} {day}, {year}",
    "elementor": "{month} {day}, {year}",
    "mvp": "{day} de {month} {year} {clock12}",
    "cibercuba": "{weekday}, {day} {month}, {year} - {clock}",
    "ddc": "{day} {month} {year} - {clock} CEST",
    "adncuba": "{english} {day}, {year} {clock12}",
    "bbnx": "{day} de {month} {year} - {clock}",
    "pangea": "{month} {day}, {year}",
    "cubaheadlines": "{weekday}, {month} {day}, {year}",
    "cubitanow": "{weekday} {day} de {month} de {year}",
    "eltoque": "{month} {day}, {year}",
}
_SELECTED = dict.fromkeys(("title", "section", "tags", "language"), "meta") | dict.fromkeys(
    ("published", "authors", "text"), "selector"
)
_JSON_LD = dict.fromkeys(
    ("title", "published", "modified", "authors", "section", "tags", "language"), "json-ld"
) | {"text": "selector"}  # fmt: skip
_GENERIC = _SELECTED | {"published": "dateline", "authors": "dateline", "text": "trafilatura"}
LAYERS = {  # from which layer each site's fields come
    "wordpress": _SELECTED | {"published": "meta", "modified": "meta"},
    "mvp": _SELECTED,
    "cibercuba": _SELECTED,
    "ddc": _SELECTED,
    "adncuba": _SELECTED | {"published": "feed", "modified": "selector"},
    "bbnx": _SELECTED,
    "eltoque": _SELECTED,
    "cubaheadlines": _GENERIC,
    "cubitanow": _GENERIC,
}


@dataclass(frozen=True)
class Page:
    """An article as ``articles.toml`` has it, with what its page needs beside."""

    outlet: str
    outlet_name: str
    home: str
    language: str
    given: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.given.get(name)

    @property
    def tags(self) -> list[str]:
        return self.given.get("tags", [])

    @property
    def noise(self) -> list[str]:
        return self.given.get("noise", [])

    @property
    def byline(self) -> str:
        return self.given.get("byline") or ", ".join(self.given["authors"])

    @property
    def persons(self) -> list[dict[str, str]]:
        return [{"@type": "Person", "name": name} for name in self.given["authors"]]

    @property
    def paragraphs(self) -> list[str]:
        return self.given["text"].strip().splitlines()

    @property
    def repeated(self) -> str | None:
        return self.paragraphs[self.given["repeat"]] if "repeat" in self.given else None

    @property
    def caption(self) -> str:
        return self.say("Una calle al mediodía, en una imagen de archivo", "A street at noon, in a picture we had")

    @property
    def teaser(self) -> str:
        return self.say("Otra historia, de 45 vecinos y un puente", "Another story, of 45 neighbors and a bridge")

    @property
    def words(self) -> str:
        return self._words(self.published)

    @property
    def changed_words(self) -> str:
        return self._words(self.modified)

    def say(self, spanish: str, english: str) -> str:
        return spanish if self.language == "es" else english

    def utc(self, value: str, separator: str = "T") -> str:
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return f"{moment:%Y-%m-%d}{separator}{moment:%H:%M:%S}Z"

    def _words(self, value: str) -> str:
        moment = datetime.fromisoformat(value)
        return WORDS[self.template].format(
            year=moment.year, day=moment.day, month=MONTHS[self.language].split()[moment.month - 1],
            english=MONTHS["en"].split()[moment.month - 1], weekday=DAYS[self.language][moment.weekday()],
            clock=f"{moment:%H:%M}", clock12=f"{moment:%I:%M%p}".lstrip("0").lower(),
        )  # fmt: skip


@cache
def pages() -> dict[str, Page]:
    """All pages by outlet."""
    given = tomllib.loads((HERE / "articles.toml").read_text("utf-8"))
    spiders = {spider.name: spider for spider in outlets() if not spider.sample}
    return {
        name: Page(name, spiders[name].outlet_name, spiders[name].home, spiders[name].languages[0], article)
        for name, article in given.items()
    }


def html(page: Page) -> str:
    """The page as its site would send it."""
    loader = FileSystemLoader(HERE / "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template(f"{page.template}.html").render(a=page)


def expected(page: Page) -> dict[str, Any]:
    """What must be read: the address asked for, what its listing says, and the article."""
    layers = dict(_JSON_LD if page.jsonld else LAYERS[page.template])
    dates = {
        name: None if value is None else value if len(value) == 10 else page.utc(value)
        for name, value in (("published", page.published), ("modified", page.modified))
    }
    if page.jsonld:
        dates["modified"] = dates["modified"] or dates["published"]
    values = {
        "url": page.url, "outlet": page.outlet, "title": page.title, "text": "\n".join(page.paragraphs),
        "language": page.language, **dates, "authors": page.authors, "section": page.section or None,
        "tags": page.tags,
    }  # fmt: skip
    return {
        "asked": page.listed or page.url,
        "listed": ["feed", dates["published"]] if layers["published"] == "feed" else None,
        "fetched": FETCHED,
        "article": values | {"layers": {name: layer for name, layer in layers.items() if values[name]}, "warnings": []},
    }


def files(page: Page) -> dict[str, bytes]:
    """The files of an outlet, by name."""
    source = html(page).encode()
    told = json.dumps(expected(page), ensure_ascii=False, indent=1) + "\n"
    return {f"{page.outlet}.html.gz": gzip.compress(source, mtime=0), f"{page.outlet}.json": told.encode()}


def main() -> None:
    for page in pages().values():
        for name, content in files(page).items():
            (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()

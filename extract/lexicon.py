"""The lexicon: what is known beforehand of organizations, places, public figures, measures and words, as data.

The data files stand in ``extract/data``, tab-separated with a header, one entry a line, sorted, English and Spanish
side by side; forms within a field are separated by " | ". A form that starts with "~" is shared with other bearers of
the same kind: it tells the kind, not which of them is meant. Accents and case are ignored when a name is looked up;
when names are found in running text (``Lexicon.find``) capitals must be as the form has them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.reading import NameKind

ENTRY_FILES: Final[Mapping[str, NameKind]] = MappingProxyType(
    {"organizations.tsv": "organization", "places.tsv": "place", "persons.tsv": "person"}
)
MEASURES_FILE: Final = "measures.tsv"
WORDS_FILE: Final = "words.tsv"
DATA_FILES: Final = (*ENTRY_FILES, MEASURES_FILE, WORDS_FILE)

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|EE\. ?UU\.?|\w+")
"""A word as the lexicon counts them: letters and digits, or an abbreviation with its dots. Hyphens part words."""

GAP = re.compile(r"[ \t\u00a0\u202f]{1,2}|[-‐‑–'’]|\.[ \u00a0]?")
"""What may stand between two words of one name; a full stop only after an abbreviation."""

KIND_ORDER: Final = ("place", "organization", "person")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """``text`` in lower case, without accents, with single spaces: the key under which names are compared."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``: no punctuation, abbreviations without dots ("EE. UU." is "eeuu")."""
    return tuple(fold(m.group()).replace(".", "").replace(" ", "") for m in WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Entry:
    """One organization, place or person. ``en`` and ``es`` are its usual names in the two languages; ``parent`` is the
    canonical name of what a place lies in; ``forms`` are all forms that name it, acronyms included; ``demonyms`` are
    adjectives and words for its people ("Cuban", "cubana"), which are no names of it."""

    canonical: str
    kind: NameKind
    type: str
    en: str
    es: str
    parent: str | None = None
    forms: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Its usual name in ``language``."""
        return {"en": self.en, "es": self.es}.get(language) or self.canonical


@dataclass(frozen=True, slots=True)
class Match:
    """A form of the lexicon found at code points ``start`` to ``end`` of a text, and all entries that it can name."""

    start: int
    end: int
    form: str
    entries: tuple[Entry, ...]

    @property
    def sure(self) -> bool:
        """Whether one entry at least has this form as its own rather than shared with others."""
        return any(self.form in e.forms for e in self.entries)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(e.kind for e in self.entries)


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    surface: tuple[str, ...]
    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    label: str


class Lexicon:
    """The data files read and indexed. Never changes once made; ``load_lexicon`` makes the one that is shared."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        """``data``: the content of each of DATA_FILES. Raises ValueError naming the file and line that is wrong."""
        digest = hashlib.sha256()
        for name in DATA_FILES:
            digest.update(name.encode() + b"\0" + data[name].replace(b"\r\n", b"\n") + b"\0")
        self.version: Final = digest.hexdigest()[:12]
        entries: list[Entry] = []
        for name, kind in ENTRY_FILES.items():
            entries.extend(_entry(kind, row) for row in _rows(name, data[name], ("canonical", "type", "en", "es")))
        self.entries: Final = tuple(entries)
        self.demonyms: Final = frozenset(fold(d) for e in entries for d in e.demonyms)
        self._words = _read_words(data[WORDS_FILE])
        self._folded: dict[tuple[str, str], frozenset[str]] = {}
        self._forms: dict[str, list[_Form]] = {}
        self._by_key: dict[tuple[str, ...], list[Entry]] = {}
        self._shared: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            self._index(entry)
        for forms in self._forms.values():
            forms.sort(key=lambda f: -len(f.words))
        self._phrases, self._measure_forms = _read_measures(data[MEASURES_FILE])
        self.measures: Final = tuple(sorted(self._measure_forms))

    def _index(self, entry: Entry) -> None:
        for form in (*entry.forms, *entry.shared):
            found = [m.group() for m in WORD.finditer(form)]
            words = fold_words(form)
            if not words:
                continue
            self._forms.setdefault(words[0], []).append(_Form(words, tuple(found), form, entry))
            keep = self._shared if form in entry.shared else self._by_key
            known = keep.setdefault(words, [])
            if entry not in known:
                known.append(entry)
        own = fold_words(entry.canonical)
        if entry not in self._by_key.setdefault(own, []):
            self._by_key[own].append(entry)

    def lookup(self, text: str, kind: str | None = None) -> Entry | None:
        """The entry that ``text`` names, whatever its accents and case, by any name or acronym in either language.

        Without ``kind`` a place goes before an organization, and that before a person. None where nothing is known, or
        where ``text`` names several entries of that kind.
        """
        words = fold_words(text)
        for wanted in KIND_ORDER if kind is None else (kind,):
            found = [e for e in self._by_key.get(words, ()) if e.kind == wanted]
            if len(found) == 1:
                return found[0]
        return None

    def candidates(self, text: str) -> tuple[Entry, ...]:
        """Every entry that ``text`` can name, those it shares with others included."""
        words = fold_words(text)
        return (*self._by_key.get(words, ()), *self._shared.get(words, ()))

    def find(self, text: str) -> list[Match]:
        """The names in ``text`` that the lexicon knows: the longest from each point on, not overlapping, in order."""
        spans = [m.span() for m in WORD.finditer(text)]
        folded = [fold(text[a:b]).replace(".", "").replace(" ", "") for a, b in spans]
        found: list[Match] = []
        at = 0
        while at < len(spans):
            match = self._match(text, spans, folded, at)
            if match is None:
                at += 1
                continue
            found.append(match)
            while at < len(spans) and spans[at][0] < match.end:
                at += 1
        return found

    def _match(self, text: str, spans: list[tuple[int, int]], folded: list[str], at: int) -> Match | None:
        best: list[_Form] = []
        for form in self._forms.get(folded[at], ()):
            size = len(form.words)
            if best and size < len(best[0].words):
                break
            if tuple(folded[at : at + size]) != form.words:
                continue
            words = spans[at : at + size]
            if _joined(text, words) and _capitals_agree(text, words, form.surface):
                best.append(form)
        if not best:
            return None
        last = spans[at + len(best[0].words) - 1][1]
        entries = tuple(dict.fromkeys(f.entry for f in best))
        return Match(spans[at][0], last, best[0].text, entries)

    def measure(self, phrase: str, language: str) -> str | None:
        """The canonical English label of what ``phrase``, a counted noun phrase without its number, counts.

        It is the label of the longest phrase of the lexicon that stands in ``phrase`` and covers its head: in Spanish
        the first noun, in English the last before a preposition, a relative or a participle. "cases of", "un total de"
        and the like are looked through. None where the lexicon has no such phrase.
        """
        words = list(fold_words(phrase))
        head = self._head(words, language)
        if head is None:
            return None
        stems = [stem(w) for w in words]
        by_first = self._phrases.get(language, {})
        best: _Phrase | None = None
        for at in range(head + 1):
            for candidate in by_first.get(stems[at], ()):
                size = len(candidate.stems)
                covers = at + size > head and tuple(stems[at : at + size]) == candidate.stems
                if covers and (best is None or size > len(best.stems)):
                    best = candidate
        return best.label if best else None

    def measure_forms(self, label: str) -> tuple[str, ...]:
        """How a measure is called in English, then in Spanish; () for what is no measure's label."""
        return self._measure_forms.get(label, ())

    def _head(self, words: list[str], language: str) -> int | None:
        """The index of the phrase's head among ``words``; None where no noun can be it."""
        light = self.folded("light_noun", language)
        before = self.folded("before_noun", language)
        stops = self.folded("phrase_stop", language)
        start = 0
        while start < len(words):
            if words[start] in before or words[start].isdigit():
                start += 1
            elif words[start] in light and start + 2 < len(words) and words[start + 1] in {"of", "de", "del"}:
                start += 2
            else:
                break
        if start >= len(words):
            return None
        if language == "es":
            return start
        end = next((i for i in range(start + 1, len(words)) if words[i] in stops), len(words))
        return end - 1

    def words(self, list_name: str, language: str) -> frozenset[str]:
        """The words of a list of ``words.tsv`` in ``language`` ("*" lists are in both), in lower case, with accents.

        Raises KeyError for a list that does not exist."""
        if (list_name, language) in self._words:
            return self._words[list_name, language]
        if any(name == list_name for name, _ in self._words):
            return frozenset()
        raise KeyError(f"no word list {list_name!r} in {WORDS_FILE}")

    def folded(self, list_name: str, language: str) -> frozenset[str]:
        """The same words without accents, to be compared with ``fold(word)``."""
        key = (list_name, language)
        if key not in self._folded:
            self._folded[key] = frozenset(fold(w) for w in self.words(list_name, language))
        return self._folded[key]

    @property
    def word_lists(self) -> frozenset[str]:
        """The names of all word lists."""
        return frozenset(name for name, _ in self._words)


def stem(word: str) -> str:
    """``word``, folded, without its plural ending: a key for comparison, not a dictionary form."""
    if not word.endswith("ss"):
        for end, instead in (("ies", "y"), ("es", ""), ("s", "")):
            if word.endswith(end) and len(word) - len(end) >= 3:
                word = word[: -len(end)] + instead
                break
    word = word[:-1] if len(word) >= 4 and word.endswith("e") else word
    return word[:-1] + "c" if word.endswith("z") else word


def _joined(text: str, words: list[tuple[int, int]]) -> bool:
    for (start, end), (following, _) in pairwise(words):
        gap = text[end:following]
        if gap and not GAP.fullmatch(gap):
            return False
        if gap.startswith(".") and end - start > 3:
            return False
    return True


def _capitals_agree(text: str, words: list[tuple[int, int]], surface: tuple[str, ...]) -> bool:
    """What has a capital in the lexicon has one in the text, an acronym only capitals; words in capitals agree."""
    for (start, end), known in zip(words, surface, strict=True):
        got = text[start:end]
        if got == known or got.isupper():
            continue
        if len(known) > 1 and known.isupper():
            return False
        if known[0].isupper() and not got[0].isupper():
            return False
    return True


def _rows(name: str, content: bytes, required: tuple[str, ...]) -> Iterator[dict[str, str]]:
    first, *lines = content.decode("utf-8").splitlines() or [""]
    header = first.split("\t")
    missing = set(required) - set(header)
    if missing:
        raise ValueError(f"{name}: the header lacks {', '.join(sorted(missing))}")
    for number, line in enumerate(lines, 2):
        fields = line.split("\t")
        if len(fields) != len(header):
            raise ValueError(f"{name}, line {number}: not as many fields as the header has")
        row = dict(zip(header, fields, strict=True))
        if not row[required[0]].strip():
            raise ValueError(f"{name}, line {number}: {required[0]} is empty")
        yield row


def _split(field: str) -> list[str]:
    return [form.strip() for form in field.split(" | ") if form.strip()]


def _entry(kind: NameKind, row: dict[str, str]) -> Entry:
    canonical = row["canonical"]
    en, es = _split(row["en"]), _split(row["es"])
    every = [*en, *es, *_split(row.get("aliases", ""))]
    if not en and not es:
        every.insert(0, canonical)
    forms = dict.fromkeys(f for f in every if not f.startswith("~"))
    shared = dict.fromkeys(f[1:].strip() for f in every if f.startswith("~"))
    return Entry(
        canonical=canonical,
        kind=kind,
        type=row["type"],
        en=en[0].lstrip("~") if en else canonical,
        es=es[0].lstrip("~") if es else canonical,
        parent=row.get("parent") or None,
        forms=tuple(forms),
        shared=tuple(shared),
        demonyms=tuple(_split(row.get("demonyms", ""))),
    )


def _read_words(content: bytes) -> dict[tuple[str, str], frozenset[str]]:
    lists: dict[tuple[str, str], set[str]] = {}
    for row in _rows(WORDS_FILE, content, ("list", "language", "word")):
        for language in ("en", "es") if row["language"] == "*" else (row["language"],):
            lists.setdefault((row["list"], language), set()).add(row["word"].casefold())
    return {key: frozenset(found) for key, found in lists.items()}


def _read_measures(content: bytes) -> tuple[dict[str, dict[str, list[_Phrase]]], dict[str, tuple[str, ...]]]:
    phrases: dict[str, dict[str, list[_Phrase]]] = {"en": {}, "es": {}}
    forms: dict[str, tuple[str, ...]] = {}
    for row in _rows(MEASURES_FILE, content, ("measure", "en", "es")):
        for language, by_first in phrases.items():
            forms[row["measure"]] = (*forms.get(row["measure"], ()), *_split(row[language]))
            for form in _split(row[language]):
                stems = tuple(stem(w) for w in fold_words(form))
                by_first.setdefault(stems[0], []).append(_Phrase(stems, row["measure"]))
    return phrases, forms


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of this installation, read once in a process. Raises ValueError where a data file is damaged."""
    folder = files("extract") / "data"
    return Lexicon({name: (folder / name).read_bytes() for name in DATA_FILES})

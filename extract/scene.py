"""The scene of an article: which day or reporting period, and which place, each of its sentences is at.

News tells its day and town once, in the lede, and goes on about it; bulletins tell their period and country. A sentence
with a day or place of its own moves the scene until the paragraph ends; the next paragraph is back at the article's
main scene. What happened long before is background: nothing after it in its paragraph has the scene's day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from extract.context import Context, Sentence, lemma
from extract.places import entry_of, is_where, smallest
from extract.slots import ASIDE, BESIDE, RELATIVE, as_slot, compared, of_document, parted, rank, since
from extract.wordlists import hedges

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from extract.reading import Date, Name

Found = TypeVar("Found", "Date", "Name")

COUNTRY = "Cuba"
TOWNS = frozenset(("municipality", "special_municipality", "city", "town", "prison", "province", "neighbourhood"))
ONLY = frozenset(("municipality", "city", "town", "province"))
LEDE = 3
"""Sentences in which the main scene is set."""
NEWS_DAYS = 45
"""Days before publication from which a day is still news, and not background."""
NEWS_MONTHS = 4
_MONTH = len("2026-01")
_DAY = len("2026-01-31")
_NIGHT = re.compile(r"(?i)\b(?:night|noche|evening)\b")
_PROVINCE = re.compile(r"(?i)\bprovinc(?:e|ia)\b")
_COURT = re.compile(r"(?i)\b(?:court|tribunal|fiscalía|juzgado|audiencia|prosecutor)")
_COURT_OF = re.compile(
    r"(?i)\b(?:court|tribunal|fiscalía|juzgado|audiencia)(?:\s+(?:provincial|municipal|militar|popular))*\s+(?:of|de)\s+$"
)
_SMALL_HOURS = re.compile(
    r"(?i)\bde madrugada\b|\ben la madrugada\b(?! del)|\b(?:before dawn|predawn|in the (?:early|small) hours)\b|"
    r"\b(?:1[0-2]?|[2-5])(?::\d\d)? a\. ?m\b"
)
ISLAND = re.compile(
    r"(?i)\b(?:on the island|the country|la isla|el país|prisiones cubanas|cárceles cubanas|cuban (?:prisons|jails)|"
    r"(?:the )?cuban (?:regime|government|state|authorities)|(?:el )?(?:régimen|gobierno|estado) cubano)\b"
)
"""What means Cuba without naming it."""


CAPITAL = "La Habana"
_THE_MONTH = re.compile(r"(?i)\b(?:the|that|del|el|ese|al) (?:month|mes)$")
_MEANT = re.compile(
    r"(?i)\b(?:in|across|throughout|en|por|por toda|en toda|en todo)\s+"
    r"(?:the|that|this|la|el|esa|ese|esta|este|dicha)?\s*"
    r"(provinc(?:e|ia)|city|ciudad|town|pueblo|municipality|municipio|localidad|capital)\b"
)
"""What means the town or province of the scene."""
_NAMED_AFTER = re.compile(r"(?i)\s+(?:of|de)\s+\w|\s+(?=[A-ZÁÉÍÓÚ])(?-i:[A-ZÁÉÍÓÚ])")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the article is at a sentence. ``night``: its day was told as a night, after which small hours are the next
    day's. ``background``: it tells of long before. ``told``, ``placed``: indexes of the sentences that told the date
    and the place; ``before``: the date that the scene had before this sentence; ``at``:
    where in the text its own date stands."""

    date: str | None = None
    place: str | None = None
    night: bool = False
    background: bool = False
    told: int = -1
    placed: int = -1
    before: str | None = None
    at: int = -1


class Scene:
    """The settings of an article's sentences. ``saying`` gives the verbs of a sentence whose dates and places are those
    of an act of saying."""

    def __init__(self, context: Context, saying: Callable[[Sentence], frozenset[int]]) -> None:
        self.context = context
        self.saying = saying
        self._published = _day(context.published_day)
        self._dates = _by_sentence(context, context.dates)
        self._places = _by_sentence(context, [n for n in context.names if n.kind == "place"])
        self.national = self._is_national()
        self.main = Setting()
        self.main = self._main()
        self.settings = self._follow()

    def at(self, sentence: Sentence) -> Setting:
        """The setting at a sentence."""
        return self.settings[sentence.index]

    def dated(self, date: Date) -> str:
        """A date as a slot: "the month" of a report on another month than that of publication is that month."""
        value, period = as_slot(self.context, date), self.main.date
        published = (self.context.published_day or "")[:_MONTH]
        of_period = period is not None and len(period) == _MONTH and value == published
        return period if period is not None and of_period and _THE_MONTH.search(date.text) else value

    def meant(self, token: Token, sentence: Sentence, end: int | None = None) -> str | None:
        """The place that a sentence means without naming it: "in the province", "en la ciudad", "en la capital".

        ``end``: the end of a count, of which it is not the place where a part of it is told between.
        """
        match = next(
            (m for m in _MEANT.finditer(sentence.text) if not _NAMED_AFTER.match(sentence.text, m.end())), None
        )
        if match is None:
            return None
        at = sentence.start + match.start(1)
        if end is not None and any(end <= f.start < at for f in self.context.figures):
            return None
        noun = self.context.token_at(at)
        if rank(self.context, token, noun, self.saying(sentence)) in {None, BESIDE}:
            return None
        kind = match.group(1).lower()
        if kind.startswith("capital"):
            return CAPITAL if self.national else None
        place = self.at(sentence).place if self.at(sentence).place != COUNTRY else self.main.place
        if kind.startswith("provinc"):
            return self._told_province or self._province_of(place)
        return self._town_of(place)

    @cached_property
    def _told_province(self) -> str | None:
        """The only province that the article calls one: "the province of Granma", "Granma's provincial court"."""
        text = self.context.article.text
        told = {
            n.entity
            for n in self.context.names
            if n.kind == "place"
            and _PROVINCE.search(text, max(0, n.start - 25), n.end + 12)
            and self._province_of(n.entity)
        }
        courts = {self.court_town(s) for s in self.context.sentences} - {None}
        told |= {c for c in courts if c is not None and self._province_of(c) == c}
        return next(iter(told)) if len(told) == 1 else None

    def _province_of(self, place: str | None) -> str | None:
        """The province that a place lies in."""
        for _ in range(4):
            entry = self.context.lexicon.lookup(place, "place") if place else None
            if entry is None or entry.parent == COUNTRY:
                return place if entry is not None else None
            place = entry.parent
        return None

    def _town_of(self, place: str | None) -> str | None:
        entry = self.context.lexicon.lookup(place, "place") if place else None
        return place if entry is not None and entry.type in ONLY else None

    def is_news(self, value: str) -> bool:
        """Whether a date is recent enough at publication to be what the article is about, and not ahead of it."""
        begin = _day((value.split("/")[0].rstrip("~?") + "-01-01")[:_DAY])
        if self._published is None or begin is None or len(value) < _MONTH:
            return False
        days = (self._published - begin).days
        return 0 <= days <= (NEWS_DAYS if len(value) >= _DAY else NEWS_MONTHS * 31)

    def _is_national(self) -> bool:
        """Whether the article's first sentences are about Cuba as a whole, or any sentence where none names a town."""
        first = self.context.sentences[:LEDE]
        if not first:
            return False
        text = self.context.article.text[first[0].start : first[-1].end]
        named = any(n.entity == COUNTRY for s in first for n in self._places.get(s.index, ()))
        named = named or any(self._in_country(n) for found in self._places.values() for n in found)
        return named or ISLAND.search(text) is not None or COUNTRY in (self.context.article.title or "")

    def _in_country(self, name: Name) -> bool:
        """Whether a place is known to lie in Cuba."""
        return self.context.lexicon.lookup(name.entity, "place") is not None and self._cuban(name.entity)

    def _cuban(self, place: str) -> bool:
        """Whether a place lies in Cuba, or may."""
        entry = self.context.lexicon.lookup(place, "place")
        if entry is None:
            return True
        for _ in range(4):
            if entry is None or entry.parent is None:
                return False
            if entry.parent == COUNTRY:
                return True
            entry = self.context.lexicon.lookup(entry.parent, "place")
        return False

    def _lies_in(self, place: str, larger: str | None) -> bool:
        """Whether a town lies in a larger place told before it: in what is called a province, not in its capital."""
        entry = self.context.lexicon.lookup(place, "place")
        if entry is None or larger is None or entry.parent != larger:
            return False
        name = next((n for found in self._places.values() for n in found if n.entity == larger), None)
        text = self.context.article.text
        return name is not None and _PROVINCE.search(text, max(0, name.start - 25), name.end + 12) is not None

    @cached_property
    def only_town(self) -> str | None:
        """The town of the main scene, where the article tells of no other."""
        towns = {
            n.entity
            for found in self._places.values()
            for n in found
            if (entry := entry_of(self.context, n)) is not None and entry.type in ONLY and self._in_country(n)
        }
        town = self.main.place
        return town if town not in {None, COUNTRY} and towns <= {town} else None

    def _main(self) -> Setting:
        """The day and place of the lede; the place also of a court named in it, or of the title."""
        found = Setting()
        for sentence in self.context.sentences[:LEDE]:
            told = self._told(sentence)
            if found.date is None and told.date is not None:
                found = replace(found, date=told.date, night=told.night, told=sentence.index)
            foreign = told.place is not None and not self._cuban(told.place)
            known = told.place is not None and self.context.lexicon.lookup(told.place, "place") is not None
            of_period = found.date is not None and len(found.date) < _DAY and found.told < sentence.index
            first = found.place is None and not of_period and (not foreign or told.date is not None)
            unknown = found.place is not None and self.context.lexicon.lookup(found.place, "place") is None
            first = first or (unknown and known and not foreign)  # a town rather than its street or market
            if told.place is not None and (first or self._lies_in(told.place, found.place)):
                found = replace(found, place=told.place, placed=sentence.index)
        place = found.place or self._of_title() or self._of_court() or (COUNTRY if self.national else None)
        return replace(found, place=place)

    def _follow(self) -> list[Setting]:
        settings: list[Setting] = []
        now, paragraph, asked = self.main, 0, False
        for sentence in self.context.sentences:
            if sentence.paragraph != paragraph:
                now, paragraph = now if asked else self.main, sentence.paragraph
            asked = sentence.text.endswith("?") and self.context.quote_at(sentence.end - 1) is None
            told = self._told(sentence)
            now = replace(now, before=now.date)
            if told.date is not None:
                now = replace(now, date=told.date, night=told.night, background=False, told=sentence.index, at=told.at)
            elif told.background:
                now = replace(now, date=None, background=True, night=False)
            if told.place is not None and (told.date is not None or self._fronted(sentence, told.place)):
                now = replace(now, place=told.place, placed=sentence.index)
            settings.append(self._small_hours(now, sentence))
            if self.main.date is not None and len(self.main.date) < _DAY:
                now = replace(now, place=self.main.place)  # a report's next count is of the whole again
        return settings

    def _small_hours(self, setting: Setting, sentence: Sentence) -> Setting:
        """The setting with the next day, where a sentence goes on into the small hours of a night."""
        if not setting.night or setting.told == sentence.index or not _SMALL_HOURS.search(sentence.text):
            return setting
        day = _day(setting.date)
        return replace(setting, date=(day + dt.timedelta(days=1)).isoformat()) if day else setting

    def _told(self, sentence: Sentence) -> Setting:
        """What a sentence itself tells of day and place."""
        background, told = False, []
        for date in self._dates.get(sentence.index, ()):
            if not self._sets_scene(date, sentence):
                continue
            value = self.dated(date)
            if self.is_news(value):
                told.append((self._within(date), value, self._at_night(date), date.start))
            elif self._published is not None and value[:_DAY] < self._published.isoformat():
                background = True
        aside, day, night, at = min(told, key=lambda t: t[0], default=(False, None, False, -1))
        if aside and sentence.index >= LEDE:
            day, night = None, False
        return Setting(day, self._place(sentence), night, background and day is None, sentence.index, at=at)

    def _within(self, date: Date) -> bool:
        """Whether a date is told in a relative clause, which tells of something else than the sentence."""
        head = self.context.head_of(date.start, date.end)
        return any(t.dep_ in RELATIVE for t in (head, *head.ancestors))

    def _at_night(self, date: Date) -> bool:
        around = self.context.article.text[max(0, date.start - 15) : date.end + 10]
        return _NIGHT.search(around) is not None

    def _sets_scene(self, date: Date, sentence: Sentence) -> bool:
        """Whether a date tells when things happen, and not when they were said, published or compared with."""
        context = self.context
        if context.quote_at(date.start) is not None or compared(context, date) or since(context, date):
            return False
        head = context.head_of(date.start, date.end)
        verb = context.clause(head)
        # a prosecutor's asking for a sentence is an act that has its day
        asks = hedges(context.language, "governor").get(lemma(verb)) in {"planned", "demanded"}
        saying = verb.i in self.saying(sentence) and not asks
        return not (saying and len(date.date) >= _DAY) and not of_document(context, head)

    def _place(self, sentence: Sentence) -> str | None:
        """The town, prison or province that a sentence is at: told as a where, not of a speaker or document."""
        found = [n for n in self._places.get(sentence.index, ()) if self._is_scene(n, sentence)]
        if not found:
            return None
        first = next((n for n in found if entry_of(self.context, n) is not None), found[0])
        return smallest(self.context, first, found).entity

    def _is_scene(self, name: Name, sentence: Sentence) -> bool:
        context = self.context
        entry = entry_of(context, name)
        if entry is not None and entry.type not in TOWNS:
            return False
        words = name.text.lower().split()
        streets = context.lexicon.words("street", "en") | context.lexicon.words("street", "es")
        if entry is None and (words[0] in streets or words[-1] in streets):
            return False
        if context.quote_at(name.start) is not None or not (is_where(context, name) or self._of_occasion(name)):
            return False
        head = context.head_of(name.start, name.end)
        clause = context.clause(head)
        if any(step.dep_ in ASIDE for step in (head, *head.ancestors)) or parted(context, sentence.start, name.start):
            return False
        return clause.i not in self.saying(sentence) and not of_document(context, head)

    def _of_occasion(self, name: Name) -> bool:
        """Whether a place is told of an occasion: "the march of Placetas", "la protesta de Placetas"."""
        token = self.context.token_at(name.start)
        if token.i < 2 or token.nbor(-1).lower_ not in {"de", "of"}:
            return False
        return lemma(token.nbor(-2)) in self.context.lexicon.words("occasion", self.context.language)

    def _fronted(self, sentence: Sentence, place: str) -> bool:
        """Whether a sentence begins with its place: "In Placetas, …"."""
        for name in self._places.get(sentence.index, ()):
            before = self.context.article.text[sentence.start : name.start]
            if name.entity == place and len(before.split()) <= 6 and "," not in before:
                head = self.context.head_of(name.start, name.end)
                return head.i < self.context.clause(head).i
        return False

    def _of_title(self) -> str | None:
        """The only town of the title, said as where: "a raid in Placetas", "Placetas: 12 detenidos"."""
        title = self.context.article.title or ""
        towns = []
        for match in self.context.lexicon.find(title):
            entry = next((e for e in match.entries if e.kind == "place" and e.type in TOWNS), None)
            before = title[: match.start].split()[-1:] or [""]
            if entry is not None and before[0].lower() in {"", "in", "en", "at"}:
                towns.append(entry.canonical)
        return towns[0] if len(set(towns)) == 1 else None

    def _of_court(self) -> str | None:
        """The town of the court or prosecutor of the lede."""
        towns = (self.court_town(sentence) for sentence in self.context.sentences[:LEDE])
        return next((town for town in towns if town is not None), None)

    def court_town(self, sentence: Sentence) -> str | None:
        """The town in the name of a court or prosecutor of a sentence: "Tribunal Provincial Popular de Granma"."""
        for place in self._places.get(sentence.index, ()):
            if _COURT_OF.search(self.context.article.text, max(0, place.start - 60), place.start):
                return place.entity
        for name in self.context.names_between(sentence.start, sentence.end, "organization"):
            entry = self.context.lexicon.lookup(name.entity, "organization")
            if entry is not None and entry.type not in {"court", "prosecutor", "police"}:
                continue
            if entry is None and not _COURT.search(name.text):
                continue
            words = name.text.split()
            parts = [words[i:] for i in range(1, len(words))] + [words[:i] for i in range(1, len(words))]
            for part in parts:
                town = self.context.lexicon.lookup(" ".join(part), "place")
                if town is not None and town.type in TOWNS:
                    return town.canonical
        return None


def _by_sentence(context: Context, found: Sequence[Found]) -> dict[int, list[Found]]:
    """Mentions by the index of the sentence that they stand in."""
    by: dict[int, list[Found]] = {}
    for item in found:
        if context.sentences:
            by.setdefault(context.sentence_at(item.start).index, []).append(item)
    return by


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((text or "")[:_DAY])
    except ValueError:
        return None

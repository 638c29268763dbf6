"""When and where figures hold, in layers: the sentence, the whole that they are a part of, the article's scene.

Each layer has a name; the first that knows decides (see ``event_slots`` for the doubts). A present state holds in the
month of publication; a count of what is counted for a country, there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.event_slots import NONE, EventSlots, Slot, apart
from extract.places import counted_place, place_for
from extract.reports import SHARED_UNITS
from extract.scene import COUNTRY, ISLAND, Setting
from extract.slots import (
    ABOVE,
    BESIDE,
    CLAUSE,
    DAY,
    OWN,
    RELATIVE,
    adjoining,
    compared,
    date_for,
    documents_date,
    of_something_else,
    past_before,
    present_tense,
)
from extract.wordlists import event_measures

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.events import Event
    from extract.reading import Figure, Hedge, Name

MONEY = frozenset(("usd", "eur", "cup"))
SPANS = frozenset(("hour", "minute"))
"""Units of time short enough to pass within a scene."""
LONG = frozenset(("year", "month", "week", "day"))
"""Units of time in which somebody's, not the scene's, time is measured."""
AGES = frozenset(("year", "month"))
"""Units of time longer than any scene."""
POWER = frozenset(("megawatt", "kilowatt", "gigawatt", "megawatt hour"))
"""Units of what is measured of the country's grid."""
GRID = "Unión Eléctrica"
LASTING = frozenset(("lasted", "done-for", "measured-noun", "compound", "unit-of"))
"""Rules of stretches of time that something took."""
PERSONAL = frozenset(("age", "sentence", "fine", "hunger strike", "bail", "time in prison"))
PART_RULES = frozenset(("of-these", "part-of-antecedent", "part-named", "same-number"))
MONTH = len("2026-01")
GENERIC = frozenset(("people", "Cubans", "women", "men", "minors", "children", "relatives", "residents"))
"""Measures that say nothing of why people are counted."""
TOLD = frozenset(("date.clause", "date.sentence"))
PARENTS = frozenset(("father", "mother", "parent", "parents", "padre", "madre", "padres"))
OWNING = frozenset(("los", "las", "sus", "his", "her", "their"))
_NATIONAL_MEASURE = re.compile(
    r"prisoner|pres[oa]s|concien|conscience|repressive|arbitrary|human rights|blackout|prices|"
    r"power (?:shortfall|deficit|cuts|demand)"
)
"""Measures that are counted for the whole country where no smaller place is named."""
_POWER_CUT = re.compile(r"\b(?:power cut|blackout|outage|cortes?|apag[oó]n)")
_ECONOMY = re.compile(
    r"\b(?:wage|salary|pension|inflation|exchange rate|price index)\b|salario|inflación|pensión|índice de precios"
)
"""Measures of the economy, which are the country's."""
_PART = re.compile(
    r"(?i)\b(?:among (?:them|these|those)|of (?:them|these|those|whom)|including|"
    r"entre (?:ell[oa]s|est[oa]s|l[oa]s cuales)|de (?:ell[oa]s|est[oa]s|los cuales|las cuales)|incluid[oa]s?)\b"
)
"""What makes a figure a part of one told before it in the sentence."""
_FIRST = re.compile(r"(?i)\b(?:first|primero)\b")
_LAW = re.compile(
    r"(?i)\b(?:offen[cs]e|crime|felony|charge|law|decree|article|code|delito|figura|cargo|artículo|código|ley|decreto|norma)s?\b"
    r"[^.;]{0,120}\b(?:carr(?:y|ies)|punish\w*|face|castig\w+|sancion\w+|pen(?:ad|aliz)\w+|prevé|contempla|establece|"
    r"conden\w+|impli\w+|conllev\w+|acarrea)\b"
)
"""What makes a prison term the one that a law sets."""
_LIST = re.compile(r"(?i)[^.;:()]{0,60}?(?:,| and | y | e | or | o )[^.;:()]{0,40}")


class FigureSlots:
    """Finds the dates and places of figures. Ask in order of the text: parts hold when and where their whole does."""

    def __init__(self, context: Context, of_events: EventSlots) -> None:
        self.context = context
        self.of_events = of_events
        self.last: tuple[Figure, Sentence, Slot, Slot] | None = None
        self.same: dict[float | None, tuple[Slot, Slot]] = {}

    def of_figure(
        self,
        figure: Figure,
        token: Token,
        sentence: Sentence,
        hedge: Hedge,
        counted: str | None,
        *,
        sought: bool = False,
    ) -> tuple[Slot, Slot]:
        """Date and place of a figure with its head ``token``. ``counted``: the date of the count that it belongs to;
        ``sought``: it is a sentence that a prosecutor asks for."""
        whole = self._whole(figure, sentence)
        event = next((e for e in self.of_events.events.get(sentence.index, ()) if e.group == figure), None)
        if event is not None and figure.measure not in PERSONAL:
            token = event.token
        if sought:
            date = self._own_date(figure, token, sentence)
            date = date if date.value is not None else self._scene_date(figure, token, sentence, hedge, sudden=True)
        else:
            date = self._figure_date(figure, token, sentence, hedge, counted, whole)
        place = self._figure_place(figure, token, sentence, whole, date)
        if figure.unit in SHARED_UNITS:
            self.last = (figure, sentence, date, place)
            self.same.setdefault(figure.value, (date, place))
        return date, place

    def _whole(self, figure: Figure, sentence: Sentence) -> tuple[Slot, Slot] | None:
        """Date and place of the figure that this one is a part of, or stands in a list with."""
        if self.last is None or figure.unit not in SHARED_UNITS:
            return None
        if figure.rule == "same-number" and figure.value in self.same:
            return self.same[figure.value]
        other, where, date, place = self.last
        between = self.context.article.text[other.end : figure.start]
        if where.index == sentence.index:
            part = figure.rule in PART_RULES or _PART.search(between) or self._listed(other.end, figure.start)
            return (date, place) if part else None
        near = sentence.index - where.index <= 1
        return (date, place) if near and figure.rule in PART_RULES else None

    def _listed(self, start: int, end: int) -> bool:
        """Whether two figures with ``start`` to ``end`` between them stand in a list of things told by one verb."""
        if not _LIST.fullmatch(self.context.article.text, start, end):
            return False
        between = self.context.doc.char_span(start, end, alignment_mode="contract")
        return between is None or not any(t.pos_ in {"VERB", "AUX"} for t in between)

    def _figure_date(
        self,
        figure: Figure,
        token: Token,
        sentence: Sentence,
        hedge: Hedge,
        counted: str | None,
        whole: tuple[Slot, Slot] | None,
    ) -> Slot:
        found = self._found_date(figure, token, sentence, hedge, counted, whole)
        if found.value is not None and (figure.measure or "").startswith("rise in "):
            return replace(found, value=self._stretch(sentence, found.value))
        return found

    def _found_date(
        self,
        figure: Figure,
        token: Token,
        sentence: Sentence,
        hedge: Hedge,
        counted: str | None,
        whole: tuple[Slot, Slot] | None,
    ) -> Slot:
        passed = self._passed_here(token, sentence) if figure.measure == "sentence" else None
        if figure.measure == "sentence" and passed is None and hedge == "asserted":
            return NONE
        if passed is not None and hedge == "asserted":
            slot = self.of_events.of_event(passed, hedge)[0]
            if slot.value is not None:
                return slot
        own = self._own_date(figure, token, sentence)
        if whole is not None and whole[0].value is not None and figure.rule == "same-number":
            return Slot(whole[0].value, "date.whole", "date")
        if own.value is not None and own.rule == "date.clause":
            return own
        if self._kin(token):
            return NONE
        if whole is not None and whole[0].value is not None and not self._now(figure, token):
            return Slot(whole[0].value, "date.whole", "date")
        if own.value is not None:
            return own
        if counted is not None:
            return Slot(counted, "date.count", "date")
        if figure.measure == "fine" and not self._aside(token) and not present_tense(self.context, token):
            return self._scene_date(figure, token, sentence, hedge)
        if figure.measure in PERSONAL:
            return NONE
        report = documents_date(self.context, sentence) if figure.unit in SHARED_UNITS else None
        if report is not None and not self._aside(token):
            return Slot(report.date, "date.document", "date")
        published = self.context.published_day
        if published and present_tense(self.context, token):
            states = figure.unit not in AGES and not self._aside(token)
            return Slot(published[:MONTH], "date.publication", "date") if states else NONE
        return self._scene_date(figure, token, sentence, hedge)

    def _now(self, figure: Figure, token: Token) -> bool:
        """Whether a part of what was counted before is told of as it is now: "two thirds of them have been told"."""
        return figure.rule == "part-of-antecedent" and present_tense(self.context, token)

    def _own_date(self, figure: Figure, token: Token, sentence: Sentence) -> Slot:
        """The date that the sentence gives the figure."""
        if figure.measure not in PERSONAL and (beside := adjoining(self.context, figure.end)) is not None:
            return Slot(self.of_events.scene.dated(beside), "date.clause")
        date, near = date_for(self.context, token, sentence, self.of_events.saying(sentence))
        if date is None or (
            figure.measure in PERSONAL and (near >= BESIDE or of_something_else(self.context, token, date))
        ):
            return NONE
        if figure.unit in LONG and near > ABOVE:
            return NONE
        value = self.of_events.scene.dated(date)
        if apart(self.context, token, date):
            return NONE
        return Slot(value, "date.clause" if near <= CLAUSE else "date.sentence", None if near <= ABOVE else "date")

    def _warning_date(self, token: Token, sentence: Sentence) -> Slot:
        """The day on which something was promised or warned of: "warned on Sunday that 40 could …"."""
        above = {t.i for t in token.ancestors}
        for date in self.context.dates_between(sentence.start, sentence.end):
            verb = self.context.clause(self.context.head_of(date.start, date.end))
            if verb.i in above and verb.i in self.of_events.saying(sentence):
                return Slot(date.date, "date.warning", "date")
        return NONE

    def _stretch(self, sentence: Sentence, value: str) -> str:
        """From the date that a rise is compared with to its own: "31 more than in September" → 2025-09/2025-10."""
        for date in self.context.dates_between(sentence.start, sentence.end):
            if compared(self.context, date) and "/" not in date.date and "/" not in value:
                begin, end = date.date.rstrip("~?"), value.rstrip("~?")
                if len(begin) == len(end) and begin < end:
                    return f"{begin}/{end}"
        return value

    def _passed_here(self, token: Token, sentence: Sentence) -> Event | None:
        """The passing of a prison term, where it is told of as it is passed, and not as it is served."""
        events = self.of_events.events.get(sentence.index, ())
        return next((e for e in events if e.kind == "sentence" and e.token.is_ancestor(token)), None)

    def _kin(self, token: Token) -> bool:
        """Whether somebody's relatives are counted, who are there always: "the couple's two sons", "padre de dos"."""
        kinship = self.context.lexicon.words("kinship", self.context.language)
        parent = token.dep_ in {"nmod", "pobj"} and any(t.lower_ in PARENTS for t in (token.head, token.head.head))
        owned = any(c.dep_ in {"poss", "det"} and c.lower_ in OWNING for c in token.children)
        return parent or (lemma(token) in kinship and owned)

    def _aside(self, token: Token) -> bool:
        """Whether a token stands in a relative clause, which tells something else of a noun."""
        clause = self.context.clause(token)
        return any(t.dep_ in RELATIVE for t in (clause, *clause.ancestors))

    def _scene_date(
        self, figure: Figure, token: Token, sentence: Sentence, hedge: Hedge, *, sudden: bool = False
    ) -> Slot:
        """The day of the scene. ``sudden``: the figure is not a time that passes, but an act's."""
        if hedge in {"planned", "possible"}:
            return self._warning_date(token, sentence)
        if hedge != "asserted" or (figure.unit in AGES and not sudden) or figure.rule == "counted-times":
            return NONE
        setting = self.of_events.scene.at(sentence)
        here = setting.told == sentence.index
        date = setting.before if here and setting.before and setting.at > token.idx else setting.date
        if date is None or (past_before(self.context, token) and not here):
            return NONE
        return Slot(date, "date.scene", "distant date")

    def _of_scene(self, figure: Figure) -> bool:
        """Whether a figure is one that the scene's place holds for, and not somebody's own."""
        if figure.unit in SPANS:
            return figure.rule in LASTING
        thing = any(figure.measure in self.context.lexicon.words("placeless", each) for each in ("en", "es"))
        shared = figure.unit in SHARED_UNITS | MONEY | POWER
        return shared and not thing and figure.rule != "counted-times"

    def _figure_place(
        self, figure: Figure, token: Token, sentence: Sentence, whole: tuple[Slot, Slot] | None, date: Slot
    ) -> Slot:
        name = counted_place(self.context, sentence, figure.start, figure.end, token)
        near = OWN
        if name is None:
            name, near = place_for(self.context, token, sentence, self.of_events.saying(sentence))
        if name is not None and figure.rule == "counted-times" and self._listed_place(token, name.start):
            name = None
        if figure.measure in PERSONAL:
            most = {"fine": OWN, "sentence": CLAUSE}.get(figure.measure or "", ABOVE)
            if figure.measure == "sentence" and name is None and self._statutory(figure, sentence):
                return Slot(COUNTRY, "place.law", "place")
            if name is not None and figure.measure == "sentence" and not self._where_passed(name, token, sentence):
                return NONE
            return Slot(name.entity, "place.clause") if name is not None and near <= most else NONE
        own = near == OWN or (near == CLAUSE and name is not None and not self._whole_here(sentence))
        if whole is not None and whole[1].value is not None and not own and self._is_part(figure):
            return Slot(whole[1].value, "place.whole", "place")
        if name is not None:
            return Slot(name.entity, "place.clause" if near <= CLAUSE else "place.sentence")
        if self._kin(token):
            return NONE
        meant = self.of_events.scene.meant(token, sentence, figure.end)
        if meant is not None:
            return Slot(meant, "place.meant", "place")
        if whole is not None and whole[1].value is not None:
            return Slot(whole[1].value, "place.whole", "place")
        if self.last is not None and self.last[1].index == sentence.index and figure.rule == "compared":
            return replace(self.last[3], doubt="place") if self.last[3].value else NONE
        return self._country(figure, sentence) or self._scene_place(figure, token, sentence, date)

    def _where_passed(self, name: Name, token: Token, sentence: Sentence) -> bool:
        """Whether a place is where a prison term was passed, or is served: not that of the deed or of the arrest."""
        head = self.context.head_of(name.start, name.end).head
        head = head.head if head.pos_ == "ADP" else head
        passed = self._passed_here(token, sentence)
        return head.i == passed.token.i if passed is not None else True

    def _whole_here(self, sentence: Sentence) -> bool:
        """Whether the figure before, of which another is a part, stands in the same sentence."""
        return self.last is not None and self.last[1].index == sentence.index

    def _is_part(self, figure: Figure) -> bool:
        before = self.context.article.text[max(0, figure.start - 20) : figure.end + 15]
        return figure.rule in PART_RULES or _PART.search(before) is not None

    def _listed_place(self, token: Token, start: int) -> bool:
        """Whether a place is the first of several: "moved twice: first to X and then to Y"."""
        return token.idx < start and _FIRST.search(self.context.article.text, token.idx, start) is not None

    def _statutory(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a prison term is the one that a law sets: "an offense that carries up to ten years"."""
        if figure.bound not in {"at_most", "between", "at_least"}:
            return False
        before = self.context.article.text[sentence.start : figure.start]
        return _LAW.search(before) is not None

    def _country(self, figure: Figure, sentence: Sentence) -> Slot | None:
        """Cuba, where it is named or meant in the sentence, or is what such things are counted for."""
        if figure.unit in POWER:
            return Slot(COUNTRY, "place.measure", "place")
        if _POWER_CUT.search(figure.measure or "") and self._of_grid(sentence):
            return Slot(COUNTRY, "place.measure", "place")
        economy = _ECONOMY.search(figure.measure or "")
        if economy and self.of_events.scene.national:
            return Slot(COUNTRY, "place.measure", "place")
        if figure.unit in LONG or (figure.unit not in SHARED_UNITS and not ISLAND.search(sentence.text)):
            return None
        if any(n.entity == COUNTRY for n in self.context.names_between(sentence.start, sentence.end, "place")):
            return Slot(COUNTRY, "place.country")
        if ISLAND.search(sentence.text):
            return Slot(COUNTRY, "place.country")
        national = self.of_events.scene.main.place == COUNTRY or self._names_country
        if _NATIONAL_MEASURE.search(figure.measure or "") and national:
            return Slot(COUNTRY, "place.measure", "place")
        return NONE if figure.measure == "political prisoners" else None  # never those of the story's town alone

    def _of_grid(self, sentence: Sentence) -> bool:
        """Whether a sentence tells what the country's electric utility tells, forecasts or promises."""
        bodies = self.context.names_between(sentence.start, sentence.end, "organization")
        return any(n.entity == GRID for n in bodies)

    @cached_property
    def _names_country(self) -> bool:
        return any(n.entity == COUNTRY for n in self.context.names) or bool(ISLAND.search(self.context.article.text))

    def _scene_place(self, figure: Figure, token: Token, sentence: Sentence, date: Slot) -> Slot:
        if not self._of_scene(figure):
            return NONE
        setting = self.of_events.scene.at(sentence)
        here = setting.placed == sentence.index
        if setting.place is None:
            return NONE
        if not here and self._wider(figure, date, setting):
            known = self.context.lexicon.measure(figure.measure or "", "en")
            known = known if figure.measure not in event_measures().values() else None
            return Slot(COUNTRY, "place.scene", "distant place") if self.of_events.scene.national and known else NONE
        past = setting.background and not present_tense(self.context, token)
        if not here and setting.place != COUNTRY and (past or past_before(self.context, token)):
            return NONE
        if self.context.quote_at(token.idx) is not None and setting.place != COUNTRY:
            return NONE
        return Slot(setting.place, "place.scene", "distant place")

    def _wider(self, figure: Figure, date: Slot, setting: Setting) -> bool:
        """Whether a count is kept of more than the scene: over months or years, or of all there are by a known measure.

        The scene then is a day's; that of a report is as wide as what it counts.
        """
        if date.value is None:
            return False
        begin, _, end = date.value.partition("/")
        if figure.unit in SHARED_UNITS and len(begin.rstrip("~?")) < MONTH:
            return True
        of_day = setting.date or self.of_events.scene.main.date
        if of_day is None or len(of_day) < DAY:
            return False
        if date.rule in {"date.publication", "date.document"}:
            known = figure.unit in SHARED_UNITS and self.context.lexicon.measure(figure.measure or "", "en")
            return bool(known) and figure.measure not in GENERIC
        months = len(begin.rstrip("~?")) < DAY or (end != "" and begin[:MONTH] != end[:MONTH])
        return figure.unit in SHARED_UNITS and months and date.rule in TOLD

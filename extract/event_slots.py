"""When and where events happened, in layers: the sentence, the same event elsewhere, the article's scene.

The farther a layer is from the words, the less sure a statement is: ``date`` and ``place`` doubts for a guess within
the sentence, ``distant date`` and ``distant place`` for what another sentence tells. Where none knows, the slot stays
empty: nothing is better than a wrong day or town.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.context import Context, Sentence
from extract.places import place_for
from extract.scene import COUNTRY, LEDE, Scene
from extract.slots import ABOVE, RELATIVE, date_for, of_something_else, past_before, present_tense

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from extract.events import Event
    from extract.reading import Date, Hedge
    from extract.speech import Speech

_MONTH, _DAY = len("2026-01"), len("2026-01-31")
LASTING_EVENTS = frozenset(("hunger_strike",))
"""Events that go on: told of in the present, they are of the month of publication."""
JUDGED = frozenset(("trial", "sentence"))
SUDDEN = frozenset(("arrest", "assault", "disappearance", "death"))
"""Events that are where and when an article's scene is, unless something else is said."""
HOMES = frozenset(("home", "house", "apartment", "casa", "domicilio", "vivienda", "apartamento", "hogar"))
_TOLD_APART = re.compile(r"(?i)\b(?:first|primero)\b.*(?:\band\b|\by\b|\bthen\b|\bluego\b|\bdespués\b|\blater\b)")
"""What stands between an event and the date of the next one: "first to X and, two weeks ago, to Y"."""
_AFTER = re.compile(
    r"(?i)\b(?:after|before|following|since|tras|después de|antes de|luego de|desde)\s+(?:[^\W\d_]+\s+){0,3}$"
)
"""What makes an event noun the background of what has the date: "moved on Monday, two days after her arrest"."""
UNDER = frozenset(("advcl", "relcl", "acl", "acl:relcl", "ccomp"))


@dataclass(frozen=True, slots=True)
class Slot:
    """A date or place, the name of the layer that knows it, and the doubt that comes with it."""

    value: str | None = None
    rule: str = ""
    doubt: str | None = None


NONE = Slot()


def rules_of(*slots: Slot) -> tuple[str, ...]:
    """The names of the layers that knew the slots that have a value."""
    return tuple(slot.rule for slot in slots if slot.value is not None)


class EventSlots:
    """Finds the dates and places of events. ``events`` are the article's by the index of their sentence; they may be
    filled in until the first is asked for."""

    def __init__(self, context: Context, speech: Speech, events: Mapping[int, list[Event]]) -> None:
        self.context = context
        self.speech = speech
        self.events = events

    @cached_property
    def scene(self) -> Scene:
        """The article's scene, made when it is first asked for."""
        return Scene(self.context, self.saying)

    def saying(self, sentence: Sentence) -> frozenset[int]:
        """The verbs of a sentence that say something, those left out that tell what befell somebody."""
        events = {e.token.i for e in self.events.get(sentence.index, ())}
        return self.speech.reporting_verbs(sentence) - events

    # figures

    def of_event(self, event: Event, hedge: Hedge) -> tuple[Slot, Slot]:
        """Date and place of an event."""
        date, place = self._told(event)
        if date.value is None and hedge == "asserted":
            known = self._elsewhere_told.get((event.kind, event.victims), ()) if event.group is None else ()
            if len(known) == 1:
                date = Slot(next(iter(known)), "date.event", "distant date")
        if date.value is None and hedge == "asserted":
            date = self._event_scene_date(event)
        if place.value is None:
            place = self._event_scene_place(event, date, hedge)
        return date, place

    def _told(self, event: Event) -> tuple[Slot, Slot]:
        """Date and place that the event's own sentence gives it."""
        sentence = event.sentence
        speech = self.saying(sentence)
        date, near = date_for(self.context, event.token, sentence, speech)
        when = NONE
        if date is not None and not (
            self._background(event, date)
            or of_something_else(self.context, event.token, date)
            or self._shared(event, date)
            or apart(self.context, event.token, date)
        ):
            # "Detained since Sunday" happened on Sunday; "31 forced out since 2021", at some time since.
            value = self.scene.dated(date) if event.group is not None else date.date
            when = Slot(value, "date.clause", None if near <= ABOVE else "date")
        name, _ = place_for(self.context, event.token, sentence, speech, out_of=event.kind == "release")
        if name is not None:
            head = self.context.head_of(name.start, name.end)
            if self._elsewhere(event, head) or self._of_earlier(event, head):
                name = None
        meant = self.scene.meant(event.token, sentence) if name is None else None
        if meant is not None:
            return when, Slot(meant, "place.meant", "place")
        return when, Slot(name.entity, "place.clause") if name is not None else NONE

    @cached_property
    def _elsewhere_told(self) -> dict[tuple[str, tuple[str, ...]], set[str]]:
        """Dates told of the same event of the same people anywhere in the article.

        A day is taken over; where something happened is left to the claim, which has it from the other statement.
        """
        told: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        for events in self.events.values():
            for event in events:
                date = self._told(event)[0].value if event.group is None and event.victims else None
                if date is not None:
                    told.setdefault((event.kind, event.victims), set()).add(date)
        return told

    def _event_scene_date(self, event: Event) -> Slot:
        setting = self.scene.at(event.sentence)
        if event.kind in LASTING_EVENTS or (event.group is not None and event.kind == "release"):
            published = self.context.published_day
            if published and present_tense(self.context, event.token) and not self._in_aside(event):
                return Slot(published[:_MONTH], "date.publication", "date")
        counted = event.group is not None and self.scene.main.date is not None and len(self.scene.main.date) < _DAY
        kinds = event.kind in self._scene_kinds or counted
        if not kinds or event.nominal or setting.date is None or setting.background:
            return NONE
        if past_before(self.context, event.token) or present_tense(self.context, event.token):
            return NONE
        if self._related(event):
            return NONE
        main = event.token.dep_ in {"ROOT", "ccomp", "parataxis"}
        if not main and self.context.dates_between(event.sentence.start, event.sentence.end):
            return NONE  # the sentence has a date, which is not the event's
        return Slot(setting.date, "date.scene", "distant date")

    @cached_property
    def _scene_kinds(self) -> frozenset[str]:
        """Kinds of events that are where and when the scene is: sudden ones, and those that the lede tells of."""
        lede = (e for s in self.context.sentences[:LEDE] for e in self.events.get(s.index, ()))
        main = self.scene.main.date
        return SUDDEN | {e.kind for e in lede if main is not None and self._told(e)[0].value == main}

    def _related(self, event: Event) -> bool:
        """Whether an event is only told of as what another came after: "ten years after he was arrested"."""
        before = self.context.article.text[max(0, event.token.idx - 40) : event.token.idx]
        return _AFTER.search(before) is not None

    def _event_scene_place(self, event: Event, date: Slot, hedge: Hedge) -> Slot:
        setting = self.scene.at(event.sentence)
        court = self.scene.court_town(event.sentence) if event.kind in JUDGED else None
        if court is not None and hedge == "asserted":
            return Slot(court, "place.court", "place")
        if event.group is not None and setting.place is not None and self._plainly_here(event, setting.place):
            return Slot(setting.place, "place.scene", "distant place")
        if event.group is None and not self._named(event) and setting.place is not None and not setting.background:
            return Slot(setting.place, "place.scene", "distant place")
        if event.kind in SUDDEN and self.scene.only_town and hedge == "asserted" and self._at_home(event):
            return Slot(self.scene.only_town, "place.scene", "distant place")
        at_scene = date.value is not None and setting.date is not None and _near(date.value, setting.date)
        if (
            event.kind not in self._scene_kinds
            or setting.place in {None, COUNTRY}
            or not at_scene
            or hedge != "asserted"
        ):
            return NONE
        return Slot(setting.place, "place.scene", "distant place")

    def _in_aside(self, event: Event) -> bool:
        """Whether an event stands in a relative clause, which tells something else of a noun."""
        return any(t.dep_ in RELATIVE for t in (event.token, *event.token.ancestors))

    def _plainly_here(self, event: Event, place: str) -> bool:
        """Whether what befell a counted group, told of in the main clause, happened where the article's scene is."""
        if event.nominal or self._in_aside(event) or past_before(self.context, event.token):
            return False
        return place == COUNTRY or not self.scene.at(event.sentence).background

    def _named(self, event: Event) -> bool:
        """Whether all to whom it happened are named."""
        return all(v in self._entities for v in event.victims)

    @cached_property
    def _entities(self) -> frozenset[str]:
        return frozenset(n.entity for n in self.context.names)

    def _at_home(self, event: Event) -> bool:
        """Whether something happened to somebody at home."""
        return any(t.lower_ in HOMES for t in event.token.subtree)

    def _background(self, event: Event, date: Date) -> bool:
        """Whether the date is the main clause's and the event's own clause only gives its background."""
        clause = self.context.clause(event.token)
        dated = self.context.head_of(date.start, date.end)
        if self._only_related(event, dated):
            return True
        other = self.context.clause(dated)
        background = clause.dep_ in {"advcl", "acl", "relcl", "acl:relcl", "amod"} and clause.i == event.token.i
        return background and other.i != clause.i and not event.token.is_ancestor(other)

    def _only_related(self, event: Event, head: Token) -> bool:
        """Whether an event only dates another ("after her arrest"), and ``head`` belongs to that other."""
        after = _AFTER.search(self.context.article.text, max(0, event.token.idx - 30), event.token.idx)
        return after is not None and (head.idx < after.start() or not event.token.is_ancestor(head))

    def _elsewhere(self, event: Event, head: Token) -> bool:
        """Whether a place is that of another event, in a clause under this one: "arrested after Luis died in X"."""
        return self._only_related(event, head) or any(
            event.token.is_ancestor(other.token) and other.token.is_ancestor(head) and other.token.dep_ in UNDER
            for other in self.events.get(event.sentence.index, ())
        )

    def _of_earlier(self, event: Event, head: Token) -> bool:
        """Whether a place is that of an event told before this one: "arrested in X and tried in July"."""
        return event.kind not in SUDDEN and any(
            other.kind != event.kind
            and other.token.is_ancestor(head)
            and other.token.is_ancestor(event.token)
            and not event.token.is_ancestor(head)
            for other in self.events.get(event.sentence.index, ())
        )

    def _shared(self, event: Event, date: Date) -> bool:
        """Whether a date that several events of a sentence could share is nearer to another."""
        head = self.context.head_of(date.start, date.end)
        for other in self.events.get(event.sentence.index, ()):
            if other.kind == event.kind:
                continue
            if other.token.is_ancestor(head) and not event.token.is_ancestor(head):
                return True  # "detained in July 2021 and sentenced to six years"
            first, last = sorted((event.token.idx, date.start))
            if first < other.token.idx < last:
                return True
        return False


def apart(context: Context, token: Token, date: Date) -> bool:
    """Whether a date is that of a later member of a sequence: "first to X and, two weeks ago, to Y"."""
    first, last = sorted((token.idx, date.start))
    return token.idx < date.start and _TOLD_APART.search(context.article.text, first, last) is not None


def _near(date: str, scene: str) -> bool:
    """Whether a date is that of the scene, or one is within the other."""
    first, other = date.split("/")[0].rstrip("~?"), scene.split("/")[0].rstrip("~?")
    return first.startswith(other) or other.startswith(first)

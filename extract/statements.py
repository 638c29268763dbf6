"""Statements: what names, figures, dates, speech and events of an article assert, sentence by sentence."""

from __future__ import annotations

import re

from extract.confidence import confidence
from extract.considered import drop
from extract.context import Context
from extract.event_slots import EventSlots
from extract.event_statements import EventStatements
from extract.events import Event, Events
from extract.figure_slots import FigureSlots
from extract.figure_statements import FigureStatements
from extract.quotes import MIN_WORDS, Quote
from extract.reading import Statement
from extract.reference import People
from extract.speech import Speech

FIELD_TYPES = frozenset(("ngo", "opposition", "ministry", "court", "prosecutor", "police", "government", "prison"))
"""Types of lexicon entries whose mention puts an article into the field."""
_FIELD_MEASURE = re.compile(
    r"prison|arrest|det(?:ain|ention)|releas|repress|tortur|hunger|exile|summons|harass|disappear|rights|blackout|protest|"
    r"sanction|trial|convict|charge|custody|migrant|deport|power (?:deficit|cuts)|prices|inflation|^sentence$|^fine$"
)


class Statements:
    """Puts together the statements of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.people = People(context)
        self.speech = Speech(context, self.people)
        self.victims: dict[int, list[Event]] = {}
        slots = EventSlots(context, self.speech, self.victims)
        self.figures = FigureStatements(context, self.people, self.speech, self.victims, FigureSlots(context, slots))
        self.events = EventStatements(context, self.people, self.speech, self.victims, slots)

    def find(self) -> list[Statement]:
        """All statements, in order of their sentences."""
        events = Events(self.context, self.people, self.speech).find()
        if not self._in_field(events):
            drop(
                0,
                0,
                "claim",
                "claim.field",
                "the article is of another field: no event with a name, no body, no measure",
            )
            return []
        for event in events:
            self.victims.setdefault(event.sentence.index, []).append(event)
        found: list[Statement] = []
        for sentence in self.context.sentences:
            if sentence.text.endswith("?") and self.context.quote_at(sentence.end - 1) is None:
                drop(sentence.start, sentence.end, "claim", "claim.question", "a question asserts nothing")
                continue
            figures = (f for f in self.context.figures if sentence.start <= f.start < sentence.end)
            found.extend(s for f in figures if (s := self.figures.of(f, sentence)) is not None)
            found.extend(s for e in self.victims.get(sentence.index, ()) if (s := self.events.of(e)) is not None)
        found.extend(s for q in self.context.quotes if (s := self._quote(q)) is not None)
        return sorted(found, key=lambda s: (s.start, s.kind))

    def _in_field(self, events: list[Event]) -> bool:
        """Whether the article tells of the field at all: sport, recipes and music have figures and quotes, too."""
        bodies = (self.context.lexicon.lookup(n.entity, n.kind) for n in self.context.names if n.kind != "person")
        return (
            any(self.events.names_somebody(e) for e in events)
            or any(b is not None and b.type in FIELD_TYPES for b in bodies)
            or any(f.measure and _FIELD_MEASURE.search(f.measure) for f in self.context.figures)
        )

    def _quote(self, quote: Quote) -> Statement | None:
        if quote.words < MIN_WORDS:
            return None
        speaker, rule = self.speech.speakers.get(quote, (None, "quote.no_speech"))
        if speaker is None:
            drop(quote.start, quote.end, "quote", rule, "nobody is told to have said it")
            return None
        first = self.context.sentence_at(quote.start)
        last = self.context.sentence_at(max(quote.start, quote.end - 1))
        text = self.context.article.text[first.start : last.end]
        doubts = [] if speaker.sure else ["speaker"]
        doubts += [] if rule == "quote.tag" else ["position"]
        doubts += [] if speaker.name else ["unnamed"]
        return Statement(
            first.start, last.end, text, "quote", said_by=speaker.text, quote=quote.text, hedge=None,
            confidence=confidence("quote", doubts, text), doubts=tuple(doubts), rule=rule,
        )  # fmt: skip


def find_statements(context: Context) -> list[Statement]:
    """The statements of an article, in order of their sentences. ``context`` holds its mentions and quotes."""
    return Statements(context).find()

"""Statements of events: what happened to whom, when, where, as said by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.confidence import confidence
from extract.considered import drop
from extract.context import Context
from extract.hedging import hedge_of
from extract.reading import Date, Statement
from extract.slots import as_slot, date_for, of_something_else, place_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from extract.events import Event
    from extract.reference import People
    from extract.speech import Speech

UNDER = frozenset(("advcl", "relcl", "acl", "acl:relcl", "ccomp"))
_AFTER = re.compile(
    r"(?i)\b(?:after|before|following|since|tras|después de|antes de|luego de|desde)\s+(?:[^\W\d_]+\s+){0,2}$"
)
"""What makes an event noun the background of what has the date: "moved on Monday, two days after her arrest"."""


class EventStatements:
    """Makes a statement of each event of an article. ``victims`` are its events by the index of their sentence."""

    def __init__(self, context: Context, people: People, speech: Speech, victims: Mapping[int, list[Event]]) -> None:
        self.context = context
        self.people = people
        self.speech = speech
        self.victims = victims

    def of(self, event: Event) -> Statement | None:
        """The statement of an event; None for what is only demanded, or goes on."""
        hedge, _ = hedge_of(self.context, event.token)
        if hedge is None:
            at = event.token
            drop(at.idx, at.idx + len(at), "event", event.rule, "only demanded, or still going on")
            return None
        sentence, doubts = event.sentence, []
        date, plain = date_for(
            self.context, event.token, sentence, self.speech.reporting_verbs(sentence) - {event.token.i}
        )
        if date is not None and (
            self._told_as_background(event, date) or of_something_else(self.context, event.token, date)
        ):
            date = None
        place, _ = place_for(self.context, event.token, sentence)
        if place is not None and self._elsewhere(event, self.context.head_of(place.start, place.end)):
            place = None
        speaker, _rule = self.speech.said_by(event.token)
        if speaker is not None and speaker.text in event.victims and event.kind in {"death", "disappearance"}:
            return None
        doubts += [] if event.sure else ["person"]
        doubts += ["date"] if not plain else []
        doubts += ["noun"] if event.nominal else []
        doubts += ["group"] if event.group or not self.named(event) else []
        doubts += ["hedge"] if hedge != "asserted" else []
        if speaker is not None and not speaker.sure:
            doubts.append("speaker")
        return Statement(
            sentence.start, sentence.end, sentence.text, "event", event=event.kind, who=event.victims,
            agent=event.agent,
            date=self._event_date(event, date), place=place.entity if place else None,
            said_by=speaker.text if speaker else None, hedge=hedge, detail=self._detail(event),
            confidence=confidence("event", doubts, sentence.text), doubts=tuple(doubts), rule=event.rule,
        )  # fmt: skip

    def named(self, event: Event) -> bool:
        """Whether all to whom it happened are named."""
        entities = {n.entity for n in self.context.names}
        return all(v in entities for v in event.victims)

    def names_somebody(self, event: Event) -> bool:
        """Whether anybody to whom it happened, or whose relative that is, is named."""
        entities = {n.entity for n in self.context.names if n.kind == "person"}
        return any(e in v for v in event.victims for e in entities)

    def _told_as_background(self, event: Event, date: Date) -> bool:
        """Whether the date is the main clause's and the event's own clause only gives its background."""
        clause = self.context.clause(event.token)
        dated = self.context.head_of(date.start, date.end)
        if self._only_related(event, dated):
            return True
        other = self.context.clause(dated)
        background = clause.dep_ in {"advcl", "acl", "relcl", "acl:relcl", "amod"} and clause.i == event.token.i
        return background and other.i != clause.i and not event.token.is_ancestor(other)

    def _only_related(self, event: Event, head: Token) -> bool:
        """Whether an event noun only dates another ("after her arrest"), and ``head`` belongs to that other."""
        before = self.context.article.text[max(0, event.token.idx - 30) : event.token.idx]
        return event.nominal and _AFTER.search(before) is not None and not event.token.is_ancestor(head)

    def _elsewhere(self, event: Event, head: Token) -> bool:
        """Whether a place is that of another event, in a clause under this one: "arrested after Luis died in X"."""
        return self._only_related(event, head) or any(
            event.token.is_ancestor(other.token) and other.token.is_ancestor(head) and other.token.dep_ in UNDER
            for other in self.victims.get(event.sentence.index, ())
        )

    def _event_date(self, event: Event, date: Date | None) -> str | None:
        """The event's date; one that several events of a sentence could share stays with the nearest."""
        if date is None:
            return None
        head = self.context.head_of(date.start, date.end)
        for other in self.victims.get(event.sentence.index, ()):
            if other.kind != event.kind and other.token.is_ancestor(head) and not event.token.is_ancestor(head):
                return None  # "detained in July 2021 and sentenced to six years"
            if other is event or other.kind == event.kind:
                continue
            between = sorted((event.token.idx, date.start))
            if between[0] < other.token.idx < between[1]:
                return None
        # "Detained since Sunday" happened on Sunday; "31 forced out since 2021", at some time since.
        return as_slot(self.context, date) if event.group is not None else date.date

    def _detail(self, event: Event) -> str | None:
        """The offence of a charge or sentence, the prison or hospital of a transfer, in the sentence's words."""
        if event.kind in {"charge", "sentence", "trial"}:
            return self._offence(event.token)
        if event.kind in {"transfer", "imprisonment"}:
            after = self.context.names_between(event.token.idx, event.sentence.end, "place")
            return after[0].text if after else None
        return None

    def _offence(self, token: Token) -> str | None:
        for child in token.children:
            linked = (
                child.lower_
                if child.dep_ == "prep"
                else next((c.lower_ for c in child.children if c.dep_ == "case"), "")
            )
            if linked not in {"of", "for", "with", "por", "de"} or child.i < token.i:
                continue
            words = self.context.article.text[child.left_edge.idx : child.right_edge.idx + len(child.right_edge)]
            words = re.sub(r"(?i)^(?:of|for|with|por|de)\s+", "", words).split(",")[0].strip(" \"'“”«».")
            if (
                words
                and not any(c.isdigit() for c in words)
                and len(words) < 80
                and not self.context.dates_between(child.left_edge.idx, child.right_edge.idx + 20)
            ):
                return words
        return None

"""Statements of events: what happened to whom, when, where, as said by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.confidence import ELUSIVE, confidence
from extract.considered import drop
from extract.context import Context
from extract.event_slots import rules_of
from extract.hedging import hedge_of
from extract.reading import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from extract.event_slots import EventSlots
    from extract.events import Event
    from extract.reference import People
    from extract.speech import Speech


class EventStatements:
    """Makes a statement of each event of an article. ``victims`` are its events by the index of their sentence."""

    def __init__(
        self,
        context: Context,
        people: People,
        speech: Speech,
        victims: Mapping[int, list[Event]],
        slots: EventSlots,
    ) -> None:
        self.context = context
        self.people = people
        self.speech = speech
        self.victims = victims
        self.slots = slots

    def of(self, event: Event) -> Statement | None:
        """The statement of an event; None for what is only demanded, or goes on."""
        own = (event.sentence.start, event.token.idx + 1) if event.negation == "own" else (0, 0)
        hedge, _ = hedge_of(self.context, event.token, own)
        if event.negation == "nobody" and hedge is not None:
            hedge = "denied"
        if hedge is None:
            at = event.token
            drop(at.idx, at.idx + len(at), "event", event.rule, "only demanded, or still going on")
            return None
        sentence = event.sentence
        doubts: list[str] = []
        date, place = self.slots.of_event(event, hedge)
        speaker, _rule = self.speech.said_by(event.token)
        if speaker is not None and speaker.text in event.victims and event.kind in {"death", "disappearance"}:
            return None
        doubts += [] if event.sure else ["person"]
        doubts += [slot.doubt for slot in (date, place) if slot.doubt]
        doubts += ["noun"] if event.nominal else []
        doubts += ["group"] if event.group or not self.named(event) else []
        doubts += ["hedge"] if hedge != "asserted" else []
        doubts += ["kind"] if event.kind in ELUSIVE else []
        if speaker is not None and not speaker.sure:
            doubts.append("speaker")
        return Statement(
            sentence.start, sentence.end, sentence.text, "event", event=event.kind, who=event.victims,
            agent=event.agent,
            date=date.value, place=place.value,
            said_by=speaker.text if speaker else None, hedge=hedge, detail=self._detail(event),
            confidence=confidence("event", doubts, sentence.text), doubts=tuple(doubts), rule=event.rule,
            slot_rules=rules_of(date, place),
        )  # fmt: skip

    def named(self, event: Event) -> bool:
        """Whether all to whom it happened are named."""
        entities = {n.entity for n in self.context.names}
        return all(v in entities for v in event.victims)

    def names_somebody(self, event: Event) -> bool:
        """Whether anybody to whom it happened, or whose relative that is, is named."""
        entities = {n.entity for n in self.context.names if n.kind == "person"}
        return any(e in v for v in event.victims for e in entities)

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
                and not any(t.pos_ == "VERB" for t in child.subtree)
                and not self.context.names_between(child.left_edge.idx, child.right_edge.idx + 20, "person")
                and not self.context.dates_between(child.left_edge.idx, child.right_edge.idx + 20)
            ):
                return words
        return None

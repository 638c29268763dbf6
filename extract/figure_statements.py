"""Statements of figures: how many, of what, when, where, of whom, as counted by whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.confidence import ELSEWHERE, SHARES, confidence
from extract.considered import drop
from extract.context import Context, Sentence
from extract.event_slots import NONE, rules_of
from extract.figure_slots import FigureSlots
from extract.figures_data import is_own
from extract.hedging import hedge_of
from extract.owners import Owners
from extract.quotes import MIN_WORDS
from extract.reading import Figure, Hedge, Statement
from extract.reference import People
from extract.reports import SHARED_UNITS, Reports
from extract.speech import Speech
from extract.wordlists import event_measures, hedges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from extract.events import Event

PERSONAL_UNITS = frozenset(("year", "month", "week", "day", "hour", "minute"))
PERSONAL_MEASURES = frozenset(("age", "sentence", "fine", "hunger strike", "bail", "hunger strikes"))
GENERIC_MEASURES = frozenset(("people", "Cubans", "citizens", "residents"))
"""Measures that say nothing of why people are counted: what befell them says it."""
OBLIGED = frozenset(("deber", "must", "should"))
SOUGHT = "sentence sought"
"""The measure of a sentence that a prosecutor asks for: no sentence yet."""
DEEDS = frozenset(("deaths", "deaths in custody", "releases", "arrests", "arbitrary detentions", "summonses", "trials"))
"""Measures of what happens, which a bare number that does something cannot be."""
PART_RULES = frozenset(("of-these", "part-of-antecedent"))
"""Rules of figures whose noun is that of a whole told before."""
PERSONAL_RULES = frozenset(("counted-times", "parent", "weighed"))
"""Rules of figures that are about one person: how often arrested, how many children, how heavy."""
LASTING = frozenset(("lasted", "compared", "measured-noun"))
FEW = 10
_SPAN = re.compile(
    r"(?i)\b(?:in|within|over|during|en|durante|a lo largo de)\s+(?:the|los|las|these|estos|estas)\s+(?:\w+\s+)?$"
)
MANY = 60
"""More than so many letters, stitches or visits are not one person's."""
PART_WORDS = 4


class FigureStatements:
    """Makes a statement of each figure of an article. Ask for them in order of the text: a report goes on from
    sentence to sentence. ``victims`` are the article's events by the index of their sentence."""

    def __init__(
        self,
        context: Context,
        people: People,
        speech: Speech,
        victims: Mapping[int, list[Event]],
        slots: FigureSlots,
    ) -> None:
        self.context = context
        self.people = people
        self.speech = speech
        self.owners = Owners(context, people, speech, victims)
        self.reports = Reports(context, speech)
        self.victims = victims
        self.slots = slots

    def of(self, figure: Figure, sentence: Sentence) -> Statement | None:
        """The statement of a figure; None for a number in a title, or one that counts nothing said."""
        quoted = self.context.quote_at(figure.start)
        title = quoted is not None and quoted.words < MIN_WORDS and self.speech.speakers.get(quoted, (None,))[0] is None
        if not figure.measure or title:
            why = "stands in a title or term" if title else "nothing says what is counted"
            drop(figure.start, figure.end, "claim", figure.rule or "figure", why)
            return None
        token = self.context.head_of(figure.start, figure.end)
        known = self.context.lexicon.measure(figure.measure, "en") is not None
        if self._aside(figure, token, sentence):
            drop(figure.start, figure.end, "claim", figure.rule, "who tells it, or the span in which it is told of")
            return None
        personal = figure.measure in PERSONAL_MEASURES or figure.unit in PERSONAL_UNITS
        few = (figure.value or 0) <= MANY
        personal = personal or (figure.rule in PERSONAL_RULES and few) or figure.measure.startswith("weight")
        owned = not personal and figure.unit == "count" and few
        doubts: list[str] = []
        who: tuple[str, ...] = ()
        if personal:
            who, plain = self.owners.of(figure, token, sentence, self.victims.get(sentence.index, []))
            if figure.rule in LASTING and (not plain or len(who) > 1) and figure.measure not in PERSONAL_MEASURES:
                who, plain = (), True  # a blackout or a hearing is nobody's
            doubts += [] if plain else ["person"]
            if figure.measure == "age" and not who and figure.bound not in {"exact", "about"}:
                drop(figure.start, figure.end, "claim", figure.rule, "an age of nobody known")
                return None
        elif owned and is_own(figure.measure, self.context.language):
            who, _ = self.owners.of(figure, token, sentence, [], told=True)
        said_by, day, where = None, NONE, NONE
        hedge: Hedge = "asserted"
        sought = False
        if figure.measure != "age":
            hedge, sought = self._figure_hedge(figure, token, sentence)
            said_by, inherited = self.reports.source(figure, token, sentence)
            if sought and (said_by is None or (said_by.name is not None and said_by.name.kind == "person")):
                said_by = self.people.prosecutor(figure.start) or said_by  # "a quienes pide cuatro años"
            counted = self.reports.date if inherited else None
            day, where = self.slots.of_figure(figure, token, sentence, hedge, counted, sought=sought)
            doubts += [slot.doubt for slot in (day, where) if slot.doubt]
            doubts += ["source"] if inherited else []
            if said_by is not None and not said_by.sure:
                doubts.append("speaker")
        doubts += _doubts_of(figure, known=known, hedge=hedge)
        return Statement(
            sentence.start, sentence.end, sentence.text, "figure",
            measure=SOUGHT if sought else self._measure(figure, sentence), who=who,
            value=figure.value, low=figure.low, high=figure.high, bound=figure.bound, unit=figure.unit,
            date=day.value, place=where.value,
            said_by=said_by.text if said_by else None, hedge=hedge,
            confidence=confidence("figure", doubts, sentence.text, figure.rule), doubts=tuple(doubts), rule=figure.rule,
            slot_rules=rules_of(day, where),
        )  # fmt: skip

    def _aside(self, figure: Figure, token: Token, sentence: Sentence) -> bool:
        """Whether a number tells of the report itself: "two witnesses said", "at least two sources", "in the 12
        months before the raid"."""
        if figure.measure == "sources":
            return True
        if token.dep_.startswith("nsubj") and token.head.i in self.speech.reporting_verbs(sentence):
            return figure.unit == "count" and (figure.value or 0) <= FEW
        return figure.rule == "unit-word" and bool(
            _SPAN.search(self.context.article.text, max(0, figure.start - 24), figure.start)
        )

    def _figure_hedge(self, figure: Figure, token: Token, sentence: Sentence) -> tuple[Hedge, bool]:
        """The figure's own hedge, else that of the event to which it counts the victims: "27 could be released"; and
        whether it is a sentence that is asked for, which is a fact: "the prosecutor asks for eight years"."""
        found, rule = hedge_of(self.context, token, (figure.start, figure.end))
        if figure.measure == "sentence" and (found is None or found == "planned"):
            word = rule.removeprefix("hedge.")
            asked = found is None and hedges(self.context.language, "governor").get(word) == "demanded"
            return "asserted", asked and word not in OBLIGED  # "will serve eight years" is a sentence passed
        own = found or "asserted"
        if own == "asserted":
            for event in self.victims.get(sentence.index, ()):
                hedge = hedge_of(self.context, event.token)[0] if event.group == figure else None
                if hedge in {"possible", "planned"}:
                    return hedge, False
        return own, False

    def _measure(self, figure: Figure, sentence: Sentence) -> str | None:
        """What is counted; of a part ("Of these, 40 are ill") with what is said of it: a part is not the whole.

        Of a bare stretch of time likewise: "months (before the raid)".
        """
        if figure.measure in GENERIC_MEASURES:
            told = (e for e in self.victims.get(sentence.index, ()) if e.group is figure)
            befell = (e.kind for e in told if hedge_of(self.context, e.token)[0] is not None)
            return event_measures().get(next(befell, ""), figure.measure)
        part = figure.rule in PART_RULES and figure.unit in SHARED_UNITS
        subject = self.context.head_of(figure.start, figure.end)
        if figure.rule == "inherited" and subject.dep_.startswith("nsubj") and figure.measure in DEEDS:
            return "people"  # "deaths … 12 were returned to prison": who did or suffered something else
        if not part and figure.rule != "unit-word":
            return figure.measure
        after = self.context.article.text[figure.end : sentence.end]
        rest = re.split(r"[,;:.()\d«»“”\"—–?!]|\b(?:y|and|e|o|or|but|pero)\b", after, maxsplit=1)
        said = " ".join(rest[0].split()[:PART_WORDS])
        return f"{figure.measure} ({said})" if said else figure.measure


def _doubts_of(figure: Figure, *, known: bool, hedge: Hedge) -> list[str]:
    """What is doubtful about a figure in itself: what it counts, of what it is a share, whether it is so yet."""
    found = [] if known or figure.measure in PERSONAL_MEASURES else ["measure"]
    found += ["count"] if figure.rule in ELSEWHERE else []
    found += ["share"] if figure.unit in SHARES else []
    return [*found, "hedge"] if hedge == "possible" else found

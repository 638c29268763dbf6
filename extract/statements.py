"""Statements: what names, figures, dates, speech and events of a sentence assert together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.confidence import confidence
from extract.context import Context, Sentence, lemma
from extract.events import Event, Events
from extract.hedging import hedge_of
from extract.owners import Owners
from extract.quotes import MIN_WORDS, Quote
from extract.reading import Date, Figure, Hedge, Statement
from extract.reference import People, Reference
from extract.slots import (
    as_slot,
    counted_place,
    date_for,
    is_where,
    of_something_else,
    place_for,
    present_tense,
)
from extract.speech import Speech, subject_of
from extract.wordlists import event_measures, hedges, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL_UNITS = frozenset(("year", "month", "week", "day", "hour", "minute"))
SHARED_UNITS = frozenset(("count", "percent", "fraction"))
"""Units of figures that a report goes on giving from sentence to sentence."""
PERSONAL_MEASURES = frozenset(("age", "sentence", "fine", "hunger strike", "bail", "hunger strikes"))
FIELD_TYPES = frozenset(("ngo", "opposition", "ministry", "court", "prosecutor", "police", "government", "prison"))
"""Types of lexicon entries whose mention puts an article into the field."""
_FIELD_MEASURE = re.compile(
    r"prison|arrest|det(?:ain|ention)|releas|repress|tortur|hunger|exile|summons|harass|disappear|rights|blackout|protest|"
    r"sanction|trial|convict|charge|custody|migrant|deport|power shortfall|prices|inflation|^sentence$|^fine$"
)
GENERIC_MEASURES = frozenset(("people", "Cubans"))
"""Measures that say nothing of why people are counted: what befell them says it."""
PART_RULES = frozenset(("of-these", "part-of-antecedent"))
"""Rules of figures whose noun is that of a whole told before."""
PART_WORDS = 4
OBLIGED = frozenset(("hedge.deber", "hedge.must", "hedge.should"))
UNDER = frozenset(("advcl", "relcl", "acl", "acl:relcl", "ccomp"))
REACH = 2
"""How many sentences back the day or place of a story is looked for."""
DAY = len("2026-01-31")
SCENES = frozenset(("municipality", "special_municipality", "city", "town", "prison", "province", "neighbourhood"))
_NATIONAL_MEASURE = re.compile(
    r"prisoner|conscience|repressive|arbitrary|human rights|blackout|power (?:shortfall|demand)|prices"
)
"""Measures that are counted for the whole country where no smaller place is named."""
_COUNTRY = re.compile(
    r"(?i)\b(?:on the island|the country|la isla|el país|prisiones cubanas|cárceles cubanas|cuban (?:prisons|jails))\b"
)
_AFTER = re.compile(
    r"(?i)\b(?:after|before|following|since|tras|después de|antes de|luego de|desde)\s+(?:[^\W\d_]+\s+){0,2}$"
)
"""What makes an event noun the background of what has the date: "moved on Monday, two days after her arrest"."""
_ANAPHOR = re.compile(
    r"(?i)^(?:of (?:these|those|them|that total|the total)|among them|this figure|"
    r"de (?:ese|este|dicho) total|de (?:ellos|ellas|estos|esos)|entre ell[oa]s|esta cifra)"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """Who counted last, where: what the next sentence of the same paragraph goes on reporting."""

    paragraph: int
    reference: Reference
    date: str | None


class Statements:
    """Puts together the statements of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.people = People(context)
        self.speech = Speech(context, self.people)
        self.owners = Owners(context, self.people, self.speech)
        self.source: _Source | None = None
        self.victims: dict[int, list[Event]] = {}

    def find(self) -> list[Statement]:
        """All statements, in order of their sentences."""
        events = Events(self.context, self.people, self.speech).find()
        if not self._in_field(events):
            return []
        for event in events:
            self.victims.setdefault(event.sentence.index, []).append(event)
        found: list[Statement] = []
        for sentence in self.context.sentences:
            if sentence.text.endswith("?") and self.context.quote_at(sentence.end - 1) is None:
                continue  # a question asserts nothing
            figures = (f for f in self.context.figures if sentence.start <= f.start < sentence.end)
            found.extend(s for f in figures if (s := self._figure(f, sentence)) is not None)
            found.extend(s for e in self.victims.get(sentence.index, ()) if (s := self._event(e)) is not None)
        found.extend(s for q in self.context.quotes if (s := self._quote(q)) is not None)
        return sorted(found, key=lambda s: (s.start, s.kind))

    def _in_field(self, events: list[Event]) -> bool:
        """Whether the article tells of the field at all: sport, recipes and music have figures and quotes, too."""
        bodies = (self.context.lexicon.lookup(n.entity, n.kind) for n in self.context.names if n.kind != "person")
        return (
            any(self._named(e) for e in events)
            or any(b is not None and b.type in FIELD_TYPES for b in bodies)
            or any(f.measure and _FIELD_MEASURE.search(f.measure) for f in self.context.figures)
        )

    # Shared slots

    def _speech_verbs(self, sentence: Sentence) -> frozenset[int]:
        """Indexes of the verbs whose dates tell when it was said; a promise has the day on which it was made."""
        promising = hedges(self.context.language, "governor")
        verbs = (f.verb for f in self.speech.frames[sentence.index] if f.verb is not None)
        return frozenset(v.i for v in verbs if promising.get(lemma(v)) != "planned")

    def _said_by(self, token: Token) -> tuple[Reference | None, str]:
        quote = self.context.quote_at(token.idx)
        if quote is not None and quote.words >= 3:
            speaker, rule = self.speech.speakers.get(quote, (None, ""))
            if speaker is not None:
                return speaker, rule
        frame = self.speech.covering(token)
        return (frame.speaker, frame.rule) if frame is not None else (None, "")

    # Figures

    def _figure(self, figure: Figure, sentence: Sentence) -> Statement | None:
        quoted = self.context.quote_at(figure.start)
        title = quoted is not None and quoted.words < MIN_WORDS and self.speech.speakers.get(quoted, (None,))[0] is None
        if not figure.measure or title:
            return None
        token = self.context.head_of(figure.start, figure.end)
        known = self.context.lexicon.measure(figure.measure, "en") is not None
        personal = figure.measure in PERSONAL_MEASURES or figure.unit in PERSONAL_UNITS
        doubts: list[str] = []
        who: tuple[str, ...] = ()
        if personal:
            person, plain = self.owners.of(figure, token, sentence, self.victims.get(sentence.index, []))
            if not plain and not known and figure.measure not in PERSONAL_MEASURES:
                person, plain = None, True
            who = (person,) if person else ()
            doubts += [] if plain else ["person"]
            if figure.measure == "age" and not person:
                return None
        said_by, date, place = None, None, None
        hedge: Hedge = "asserted"
        if figure.measure != "age":
            hedge = self._figure_hedge(figure, token, sentence)
            said_by, inherited = self._figure_source(figure, token, sentence)
            date, plain = self._figure_date(figure, token, sentence, inherited=inherited)
            doubts += [] if plain else ["date"]
            place, plain = self._figure_place(figure, token, sentence)
            doubts += [] if plain else ["place"]
            doubts += ["source"] if inherited else []
            if said_by is not None and not said_by.sure:
                doubts.append("speaker")
        if not known and figure.measure not in PERSONAL_MEASURES:
            doubts.append("measure")
        return Statement(
            sentence.start, sentence.end, sentence.text, "figure", measure=self._measure(figure, sentence), who=who,
            value=figure.value, low=figure.low, high=figure.high, bound=figure.bound, unit=figure.unit, date=date,
            place=place,
            said_by=said_by.text if said_by else None, hedge=hedge,
            confidence=confidence("figure", doubts, sentence.text), doubts=tuple(doubts), rule=figure.rule,
        )  # fmt: skip

    def _figure_hedge(self, figure: Figure, token: Token, sentence: Sentence) -> Hedge:
        """The figure's own hedge; else that of the event to which it counts the victims: "27 could be released"."""
        found, rule = hedge_of(self.context, token, (figure.start, figure.end))
        if found is None and figure.measure == "sentence" and rule not in OBLIGED:
            return "possible"  # "the prosecutor asks for eight years"
        own = found or "asserted"
        if own == "asserted":
            for event in self.victims.get(sentence.index, ()):
                hedge = hedge_of(self.context, event.token)[0] if event.group == figure else None
                if hedge in {"possible", "planned"}:
                    return hedge
        return own

    def _measure(self, figure: Figure, sentence: Sentence) -> str | None:
        """What is counted; of a part ("Of these, 40 are ill") with what is said of it: a part is not the whole.

        Of a bare stretch of time likewise: "months (before the raid)".
        """
        if figure.measure in GENERIC_MEASURES:
            befell = (e.kind for e in self.victims.get(sentence.index, ()) if e.group is figure)
            return event_measures().get(next(befell, ""), figure.measure)
        part = figure.rule in PART_RULES and figure.unit in SHARED_UNITS
        if not part and figure.rule != "unit-word":
            return figure.measure
        after = self.context.article.text[figure.end : sentence.end]
        rest = re.split(r"[,;:.()\d]|\b(?:y|and|e|o|or)\b", after, maxsplit=1)
        said = " ".join(rest[0].split()[:PART_WORDS])
        whole = figure.measure if part else f"{figure.unit}s"
        return f"{whole} ({said})" if said else whole

    def _figure_source(self, figure: Figure, token: Token, sentence: Sentence) -> tuple[Reference | None, bool]:
        speaker, _ = self._said_by(token)
        speaker = speaker or self._counter(figure, token)
        if speaker is not None:
            counted = speaker.name is not None and speaker.name.kind == "organization"
            date, _plain = date_for(self.context, token, sentence, self._speech_verbs(sentence))
            if counted and figure.unit in SHARED_UNITS:
                self.source = _Source(sentence.paragraph, speaker, date.date if date else None)
            return speaker, False
        goes_on = (
            self.source is not None
            and self.source.paragraph == sentence.paragraph
            and not self._told_by_another(token, self.source.reference)
        )
        known = _ANAPHOR.match(sentence.text) or self.context.lexicon.measure(figure.measure or "", "en")
        if goes_on and known and figure.unit in SHARED_UNITS and self.source is not None:
            return self.source.reference, True
        return None, False

    def _counter(self, figure: Figure, token: Token) -> Reference | None:
        """The rights group that is subject of a count's clause: "Registro X llevaba 187", "has 204 on its list"."""
        subject = subject_of(self.context.clause(token))
        name = self.context.name_of(subject) if subject is not None and subject.i < token.i else None
        if name is None or name.kind != "organization" or figure.unit not in SHARED_UNITS:
            return None
        entry = self.context.lexicon.lookup(name.entity, "organization")
        known = self.context.lexicon.measure(figure.measure or "", "en")
        counts = entry.type == "ngo" if entry is not None else bool(known)
        return Reference(name.entity, name, sure=False) if counts else None

    def _told_by_another(self, token: Token, source: Reference) -> bool:
        """Whether the subject of a figure's clause is another who counts: "the government speaks of 12"."""
        subject = subject_of(self.context.clause(token))
        if subject is None or token.i == subject.i or subject.is_ancestor(token):
            return False
        name = self.context.name_of(subject)
        if name is not None:
            return name.kind == "organization" and name.entity != source.text
        return bool(roles(self.context.language).get(lemma(subject), frozenset()) & {"authority"})

    def _figure_date(
        self, figure: Figure, token: Token, sentence: Sentence, *, inherited: bool
    ) -> tuple[str | None, bool]:
        date, plain = date_for(self.context, token, sentence, self._speech_verbs(sentence))
        if date is not None and figure.measure in PERSONAL_MEASURES and of_something_else(self.context, token, date):
            return None, True
        if date is not None:
            return as_slot(self.context, date), plain
        if inherited and self.source is not None and self.source.date:
            return self.source.date, False
        published = self.context.published_day
        if published and present_tense(self.context, token):
            return (published[:7], False) if figure.unit in SHARED_UNITS else (None, True)
        scene = self._scene_date(sentence)
        return (scene, False) if scene else (None, True)

    def _scene_date(self, sentence: Sentence) -> str | None:
        """The day that the story is at: the last day told in the sentences just before, outside of speech."""
        first = self.context.sentences[max(0, sentence.index - REACH)]
        days = [d for d in self.context.dates_between(first.start, sentence.start) if len(d.date) == DAY]
        return days[-1].date if days else None

    def _figure_place(self, figure: Figure, token: Token, sentence: Sentence) -> tuple[str | None, bool]:
        place = counted_place(self.context, sentence, figure.start, token)
        if place is None:
            place, _ = place_for(self.context, token, sentence)
        if place is not None:
            return place.entity, True
        text = self.context.article.text
        if any(n.entity == "Cuba" for n in self.context.names_between(sentence.start, sentence.end, "place")):
            return "Cuba", True
        if _COUNTRY.search(sentence.text):
            return "Cuba", True
        if _NATIONAL_MEASURE.search(figure.measure or ""):
            told = any(n.entity == "Cuba" for n in self.context.names) or _COUNTRY.search(text)
            return ("Cuba", False) if told else (None, True)
        scene = self._scene_place(sentence) if figure.unit in SHARED_UNITS else None
        return scene, scene is None

    def _scene_place(self, sentence: Sentence) -> str | None:
        """The town or prison that the story is at: the last one told in the sentences just before."""
        first = self.context.sentences[max(0, sentence.index - REACH)]
        for name in reversed(self.context.names_between(first.start, sentence.start, "place")):
            entry = self.context.lexicon.lookup(name.entity, "place")
            if entry is not None and entry.type in SCENES and is_where(self.context, name):
                return name.entity
        return None

    # Events

    def _event(self, event: Event) -> Statement | None:
        hedge, _ = hedge_of(self.context, event.token)
        if hedge is None:
            return None
        sentence, doubts = event.sentence, []
        date, plain = date_for(self.context, event.token, sentence, self._speech_verbs(sentence) - {event.token.i})
        if date is not None and (
            self._told_as_background(event, date) or of_something_else(self.context, event.token, date)
        ):
            date = None
        place, _ = place_for(self.context, event.token, sentence)
        if place is not None and self._elsewhere(event, self.context.head_of(place.start, place.end)):
            place = None
        speaker, _rule = self._said_by(event.token)
        if speaker is not None and speaker.text in event.victims and event.kind in {"death", "disappearance"}:
            return None
        doubts += [] if event.sure else ["person"]
        doubts += ["date"] if not plain else []
        doubts += ["noun"] if event.nominal else []
        doubts += ["group"] if event.group or not self._named(event) else []
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

    def _named(self, event: Event) -> bool:
        entities = {n.entity for n in self.context.names}
        return all(v in entities for v in event.victims)

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
        for other in self.victims.get(event.sentence.index, ()):
            if other is event or other.kind == event.kind:
                continue
            between = sorted((event.token.idx, date.start))
            if between[0] < other.token.idx < between[1]:
                return None
        return as_slot(self.context, date)

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

    # Quotes

    def _quote(self, quote: Quote) -> Statement | None:
        if quote.words < MIN_WORDS or quote not in self.speech.speakers:
            return None
        speaker, rule = self.speech.speakers[quote]
        if speaker is None:
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

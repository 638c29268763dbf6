"""Events: who was arrested, charged, tried, sentenced, moved, freed …, from verbs, participles, phrases and nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from extract.agents import Agents
from extract.considered import drop
from extract.context import Context, Sentence, lemma, morph
from extract.gapping import among, gapped, is_group
from extract.hedging import hedge_of
from extract.reference import People, Reference
from extract.speech import Speech
from extract.victims import CASE, CLITIC, COURT, Victims
from extract.wordlists import Trigger, triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from extract.reading import EventKind, Figure


Negation = Literal["", "own", "nobody"]
"""Whether a negation belongs to what tells of the event ("has not been seen since"), or nobody was its victim."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event told at ``token``. ``victims`` are entities' names, or a group's own words; ``group`` is the figure that
    counts it; ``anchor`` the token whose clause holds its time and place; ``sure`` False where a victim was guessed."""

    kind: EventKind
    token: Token
    sentence: Sentence
    victims: tuple[str, ...]
    agent: str | None
    group: Figure | None
    nominal: bool
    sure: bool
    negation: Negation
    rule: str


class Events:
    """The events of an article."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.people = people
        self.victims = Victims(context, people, speech)
        self.agents = Agents(context, people)
        self.triggers = triggers(context.language)
        self._dated = _covered(context, [(d.start - 3, d.end) for d in context.dates])
        self._counted = _covered(context, [(f.start, f.end) for f in context.figures])
        self._named = _covered(context, [(n.start, n.end) for n in context.names])
        # Once for all tokens: phrases are looked for after every word that may begin one.
        self._forms = [(lemma(t), t.lower_) for t in context.doc]
        self._stops = {t.i for t in context.doc if t.is_punct and t.text not in {'"', "“", "«"}}

    def find(self) -> list[Event]:
        """All events with somebody to whom they happened, in order of the text."""
        found: list[Event] = []
        for sentence in self.context.sentences:
            told: dict[tuple[str, tuple[str, ...]], Event] = {}
            for token in sentence.span:
                for event in (*self._at(token, sentence, found), *self._among(token, sentence)):
                    if self._is_repeated(event, told.get((event.kind, event.victims))):
                        continue
                    told[event.kind, event.victims] = event
                    found.append(event)
        return found

    def _is_repeated(self, event: Event, before: Event | None) -> bool:
        """Whether a sentence has told of an event already: twice only where another day stands beside the second."""
        if before is None:
            return False
        if event.nominal:
            return True
        if event.negation != before.negation or self._hedge(event) != self._hedge(before):
            return False  # "may charge them, but has charged nobody"
        after = self.context.dates_between(event.token.idx, event.sentence.end)
        return not after or not self.context.dates_between(before.token.idx, event.token.idx)

    def _hedge(self, event: Event) -> str | None:
        return hedge_of(self.context, event.token)[0]

    def _at(self, token: Token, sentence: Sentence, found: list[Event]) -> list[Event]:
        if token.is_space or not (matching := self._matching(token, found)) or self.context.name_of(token) is not None:
            return []
        events: dict[str, Event] = {}
        for trigger in matching:
            if trigger.event in events:
                continue
            rule = f"event.{trigger.form}.{' '.join(trigger.words)}"
            victims = self._victims(token, trigger, found)
            if not victims:
                drop(token.idx, token.idx + len(token), "event", rule, "nobody is told to whom it happened")
                continue
            self.victims.who.remember(token, victims)
            names = tuple(dict.fromkeys(v.text for v in victims))
            active = trigger.victim in {"object", "indirect"} and not self.victims.is_participial(token)
            agent = self.agents.of(token, active=active, victims=names)
            group = next((f for v in victims if v.name is None and (f := self._figure_in(v.text, sentence))), None)
            sure = all(v.sure for v in victims)
            at = token.head if token.dep_ == "cop" else token
            nominal = trigger.form == "noun"
            negation: Negation = "own" if trigger.negated else "nobody" if self.victims.nobody(token) else ""
            events[trigger.event] = Event(
                trigger.event, at, sentence, names, agent, group, nominal, sure, negation, rule
            )
        return [g for e in events.values() for g in (e, *self._gapped(e, token))]

    def _among(self, token: Token, sentence: Sentence) -> Iterator[Event]:
        """Who is told to be one of those whom something befell: "entre los detenidos está Ana", "Ana is among those
        arrested"."""
        trigger = self._group_trigger(token)
        if trigger is None or (named := among(self.context, token, sentence)) is None:
            return
        people = self.victims.who.references(self.context.head_of(named.start, named.end))
        people = people or [Reference(named.entity, named)]
        self.victims.who.remember(token, people)
        victims = tuple(v.text for v in people)
        yield Event(trigger.event, token, sentence, victims, None, None, False, True, "", "event.among")

    def _group_trigger(self, token: Token) -> Trigger | None:
        """What befell a group that a participle names: "los detenidos", "those arrested"."""
        if not is_group(self.context, token):
            return None
        bases = {lemma(token), token.lower_} | _verbs_of(token, self.triggers)
        known = (t for base in sorted(bases) for t in self.triggers.get(base, ()))
        return next((t for t in known if t.form == "verb" and t.victim == "object"), None)

    def _gapped(self, event: Event, token: Token) -> Iterator[Event]:
        """The same sentence's other penalties, whose verb is left out."""
        if event.kind != "sentence" or event.nominal:
            return
        for name in gapped(self.context, token, event.sentence, event.victims):
            self.victims.who.remember(token, [Reference(name.entity, name)])
            yield replace(event, victims=(name.entity,), group=None, rule="event.gapped")

    def _victims(self, token: Token, trigger: Trigger, found: list[Event]) -> list[Reference]:
        victims = self.victims.of(token, trigger)
        if not victims and trigger.form == "noun":
            victims = self._definite_victims(token, found, trigger.event)
        if victims and all(v.name is None for v in victims):
            leaves = trigger.event == "exile" and trigger.victim == "subject"
            several = trigger.form == "noun" and self.victims.who.groups.is_plural(token)
            if leaves or several or self._is_general(token, victims):
                return []  # many leave a country on their own; "arrests of artists" are a count
        return [self.victims.who.of_that_gender(v, token) for v in victims]

    def _is_general(self, token: Token, victims: list[Reference]) -> bool:
        """Whether something is told of people at large: "prisoners are beaten", "people can be tried at 16"."""
        if any(c.isdigit() for v in victims for c in v.text) or any(" " in v.text for v in victims):
            return False
        verb = self.context.clause(token)
        forms = [verb, *(c for c in verb.children if c.dep_.startswith("aux"))]
        able = any(lemma(f) in {"can", "may", "must", "should", "poder", "deber", "soler"} for f in forms)
        past = any("Past" in morph(f, "Tense") or lemma(f) in {"have", "haber"} for f in forms)
        present = any("Pres" in morph(f, "Tense") and "Fin" in morph(f, "VerbForm") for f in forms)
        return able or (present and not past)

    def _matching(self, token: Token, found: list[Event]) -> list[Trigger]:
        bases = set(self._forms[token.i])
        if self.context.language == "es" and token.pos_ in {"VERB", "ADJ", "AUX", "NOUN", "PROPN"}:
            bases |= _verbs_of(token, self.triggers)
        bases &= self.triggers.keys()
        if not bases:
            return []
        known = [t for base in sorted(bases) for t in self.triggers.get(base, ())]
        fitting = [t for t in dict.fromkeys(known) if self._form_fits(token, t, found)]
        return sorted(fitting, key=lambda t: -len(t.words))

    def _form_fits(self, token: Token, trigger: Trigger, found: list[Event]) -> bool:
        if trigger.form == "noun":
            if token.i in self._counted or token.pos_ not in {"NOUN", "PROPN"}:
                return False  # "58 releases" is a figure
            return self._precedes(token, trigger.before) and self._follows(token, trigger.after, len(trigger.words) + 1)
        if trigger.form == "term":
            return token.pos_ == "VERB" and (self._has_prison_term(token) or self._has_bare_term(token, found))
        if trigger.form == "verb":
            verbal = token.pos_ in {"VERB", "AUX"} or CLITIC.search(token.lower_) is not None
            return verbal or (token.pos_ in {"ADJ", "NOUN"} and self._is_participle(token))
        if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"} or not self._precedes(token, trigger.before):
            return False
        return (not trigger.negated or _is_negated(token)) and self._follows(token, trigger.after, reach=12)

    @staticmethod
    def _precedes(token: Token, words: tuple[str, ...]) -> bool:
        """Whether ``words`` stand right before a token, other pronouns aside ("se lo llevaron"), or hang on it."""
        if not words:
            return True
        near = {t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]}
        joined = "se" in words and token.lower_.endswith(
            ("rse", "rselo", "rsela", "rselos", "rselas", "ndose", "ndosela", "ndoselo")
        )
        return joined or all(w in near for w in words)

    def _has_prison_term(self, token: Token) -> bool:
        """Whether a prison term stands in the clause of a verb, after it."""
        return any(
            f.measure == "sentence"
            and f.start > token.idx
            and self.context.clause(self.context.head_of(f.start, f.end)).i == token.i
            for f in self.context.figures
        )

    @staticmethod
    def _has_bare_term(token: Token, found: list[Event]) -> bool:
        """Whether a verb has a bare number that leaves the years out: "recibieron nueve, y Ana Ruiz ocho"."""
        known = any(e.kind == "sentence" for e in found[-8:])
        return known and any(
            c.pos_ == "NUM" and c.i > token.i and c.dep_ in {"obj", "dobj", "obl"} for c in token.children
        )

    def _is_participle(self, token: Token) -> bool:
        """Spanish participles that the small model tags as adjectives or nouns ("detenida el 10 de octubre")."""
        if self.context.language != "es" or not token.lower_.endswith(
            (
                "ado",
                "ada",
                "ados",
                "adas",
                "ido",
                "ida",
                "idos",
                "idas",
                "sto",
                "sta",
                "stos",
                "stas",
                "rto",
                "rta",
                "rtos",
                "rtas",
                "elto",
                "elta",
            )
        ):
            return False
        determined = any(c.pos_ == "DET" and c.i < token.i for c in token.children)
        return not determined and (token.pos_ == "ADJ" or token.dep_ in {"ROOT", "acl", "amod", "appos", "conj"})

    def _follows(self, token: Token, words: tuple[str, ...], reach: int) -> bool:
        """Whether ``words`` (lemmas) follow a token in order, none further than two words from the last."""
        at, gap = token.i + 1, 0
        end = min(len(self._forms), token.i + reach + 1)
        for word in words:
            while at < end and gap <= 2:
                lemma_, lower = self._forms[at]
                if word == lower or word == lemma_.partition(" ")[0]:
                    break
                if at in self._dated or at in self._counted or at in self._named:
                    at += 1
                    continue
                if at in self._stops:
                    return False
                at, gap = at + 1, gap + 1
            else:
                return False
            at, gap = at + 1, 0
        return True

    def _definite_victims(self, token: Token, found: list[Event], kind: EventKind) -> list[Reference]:
        """ "The arrest" of an article in which one person was arrested so far, where something is said of its day;
        "the trial", "the verdict" where all that was told happened to one person; "no trial": of those told of last."""
        if (
            kind in CASE
            and token.dep_ != "conj"
            and any(c.lower_ in {"no", "any", "ningún", "ninguna"} for c in token.children)
        ):
            return self.victims.who.none_of(token)
        if not self.people.is_definite(token):
            return []
        if kind in COURT and token.dep_.startswith("nsubj"):
            return self.victims.who.only_one()
        told = {e.victims for e in found if e.kind == kind and len(e.victims) == 1 and e.group is None}
        clause = self.context.clause(token)
        sentence = self.context.sentence_at(token.idx)
        dated = any(
            self.context.clause(self.context.head_of(d.start, d.end)).i == clause.i
            for d in self.context.dates_between(sentence.start, sentence.end)
        )
        return [Reference(next(iter(told))[0], None, sure=False)] if len(told) == 1 and dated else []

    def _number(self, figure: Figure) -> str:
        return self.context.article.text[figure.number_start : figure.number_end]

    def _figure_in(self, words: str, sentence: Sentence) -> Figure | None:
        return next(
            (
                f
                for f in self.context.figures
                if sentence.start <= f.start < sentence.end and f.text and self._number(f) in words.split()
            ),
            None,
        )


def _covered(context: Context, spans: list[tuple[int, int]]) -> frozenset[int]:
    """The indices of the tokens that start within any of ``spans`` of code points."""
    covered: set[int] = set()
    for start, end in spans:
        at = context.token_at(start).i
        at += context.doc[at].idx < start
        while at < len(context.doc) and context.doc[at].idx < end:
            covered.add(at)
            at += 1
    return frozenset(covered)


def _is_negated(token: Token) -> bool:
    """Whether a verb, its auxiliaries or its subject are negated."""
    near = token.doc[max(token.sent.start, token.i - 4) : token.i]
    return any(t.lower_ in NEGATIONS for t in (*token.children, *near))


NEGATIONS = frozenset(
    ("not", "n't", "never", "nobody", "no", "without", "nor", "nadie", "nunca", "sin", "ni", "tampoco")
)
_CLITICS = re.compile(r"(?:(?<=[aeiouáéí]r)|(?<=ndo))(?:se|me)?(?:lo|la|le|los|las|les)?$")
_IRREGULAR = {"puesto": "poner", "puesta": "poner", "muerto": "morir", "muerta": "morir", "suelto": "soltar",
              "suelta": "soltar", "impuesto": "imponer", "impuesta": "imponer"}  # fmt: skip
_ENDINGS = (("ado", ("ar",)), ("ada", ("ar",)), ("ido", ("er", "ir")), ("ida", ("er", "ir")))


def _verbs_of(token: Token, known: dict[str, tuple[Trigger, ...]]) -> set[str]:
    """Infinitives among the known triggers that a Spanish form can come from, where the small model does not say so:
    participles ("trasladada" → trasladar) and infinitives with a pronoun ("detenerla" → detener)."""
    word = token.lower_
    bare = _CLITICS.sub("", word)
    if bare != word and bare in known:
        return {bare}
    stem = word.rstrip("s")
    for ending, infinitives in _ENDINGS:
        if stem.endswith(ending):
            return {stem[: -len(ending)] + i for i in infinitives if stem[: -len(ending)] + i in known}
    return {_IRREGULAR[stem]} & known.keys() if stem in _IRREGULAR else set()

"""Events: who was arrested, charged, tried, sentenced, moved, freed …, from verbs, participles, phrases and nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.considered import drop
from extract.context import Context, Sentence, lemma
from extract.reference import People, Reference
from extract.speech import Speech
from extract.victims import Victims
from extract.wordlists import Trigger, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reading import EventKind, Figure


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
    rule: str


class Events:
    """The events of an article."""

    def __init__(self, context: Context, people: People, speech: Speech) -> None:
        self.context = context
        self.people = people
        self.victims = Victims(context, people, speech)
        self.triggers = triggers(context.language)

    def find(self) -> list[Event]:
        """All events with somebody to whom they happened, in order of the text."""
        found: list[Event] = []
        for sentence in self.context.sentences:
            seen: set[tuple[str, tuple[str, ...]]] = set()
            for token in sentence.span:
                event = self._at(token, sentence, found)
                if event is None or (event.nominal and (event.kind, event.victims) in seen):
                    continue
                seen.add((event.kind, event.victims))
                found.append(event)
        return found

    def _at(self, token: Token, sentence: Sentence, found: list[Event]) -> Event | None:
        name = self.context.name_of(token)
        if name is not None or token.is_space:
            return None
        for trigger in self._matching(token):
            victims = self.victims.of(token, trigger)
            if not victims and trigger.form == "noun":
                victims = self._definite_victims(token, found, trigger.event)
            if not victims:
                rule = f"event.{trigger.form}.{' '.join(trigger.words)}"
                drop(token.idx, token.idx + len(token), "event", rule, "nobody is told to whom it happened")
                continue
            victims = [self.victims.of_that_gender(v, token) for v in victims]
            names = tuple(dict.fromkeys(v.text for v in victims))
            agent = self.victims.agent(token, trigger, names)
            group = next((f for v in victims if v.name is None and (f := self._figure_in(v.text, sentence))), None)
            return Event(
                trigger.event, token, sentence, names, agent, group, trigger.form == "noun",
                all(v.sure for v in victims), f"event.{trigger.form}.{' '.join(trigger.words)}",
            )  # fmt: skip
        return None

    def _matching(self, token: Token) -> list[Trigger]:
        bases = {lemma(token), token.lower_}
        if token.pos_ in {"VERB", "ADJ", "AUX", "NOUN", "PROPN"} and self.context.language == "es":
            bases |= _participle_verb(token.lower_, self.triggers)
        found = [t for base in sorted(bases) for t in self.triggers.get(base, ()) if self._form_fits(token, t)]
        return sorted(found, key=lambda t: -len(t.words))

    def _form_fits(self, token: Token, trigger: Trigger) -> bool:
        if trigger.form == "noun":
            if self._in_figure(token):
                return False  # "58 releases" is a figure
            return token.pos_ in {"NOUN", "PROPN"} and self._follows(token, trigger.words[1:], reach=len(trigger.words))
        if trigger.form == "term":
            return token.pos_ == "VERB" and self._has_prison_term(token)
        if trigger.form == "verb":
            return token.pos_ in {"VERB", "AUX"} or (token.pos_ in {"ADJ", "NOUN"} and self._is_participle(token))
        return token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and self._follows(token, trigger.words[1:], reach=12)

    def _has_prison_term(self, token: Token) -> bool:
        """Whether a prison term stands in the clause of a verb, after it."""
        return any(
            f.measure == "sentence"
            and f.start > token.idx
            and self.context.clause(self.context.head_of(f.start, f.end)).i == token.i
            for f in self.context.figures
        )

    def _is_participle(self, token: Token) -> bool:
        """Spanish participles that the small model tags as adjectives or nouns ("detenida el 10 de octubre")."""
        if self.context.language != "es" or not token.lower_.endswith(
            ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "sto", "sta", "stos", "stas", "rto", "rta")
        ):
            return False
        determined = any(c.pos_ == "DET" and c.i < token.i for c in token.children)
        return not determined and (token.pos_ == "ADJ" or token.dep_ in {"ROOT", "acl", "amod", "appos", "conj"})

    def _follows(self, token: Token, words: tuple[str, ...], reach: int) -> bool:
        """Whether ``words`` (lemmas) follow a token in order, none further than two words from the last."""
        doc, at, gap = token.doc, token.i + 1, 0
        for word in words:
            while at < len(doc) and at <= token.i + reach and gap <= 2:
                if word in {lemma(doc[at]), doc[at].lower_}:
                    break
                if self._in_date(doc[at]) or self._in_figure(doc[at]):
                    at += 1
                    continue
                if doc[at].is_punct and doc[at].text not in {'"', "“", "«"}:
                    return False
                at, gap = at + 1, gap + 1
            else:
                return False
            if at >= len(doc) or at > token.i + reach:
                return False
            at, gap = at + 1, 0
        return True

    def _in_date(self, token: Token) -> bool:
        return any(d.start - 3 <= token.idx < d.end for d in self.context.dates)

    def _in_figure(self, token: Token) -> bool:
        return any(f.start <= token.idx < f.end for f in self.context.figures)

    def _definite_victims(self, token: Token, found: list[Event], kind: EventKind) -> list[Reference]:
        """ "The arrest" of an article in which one person was arrested so far, where something is said of its day."""
        told = {e.victims for e in found if e.kind == kind and len(e.victims) == 1 and e.group is None}
        clause = self.context.clause(token)
        sentence = self.context.sentence_at(token.idx)
        dated = any(
            self.context.clause(self.context.head_of(d.start, d.end)).i == clause.i
            for d in self.context.dates_between(sentence.start, sentence.end)
        )
        if len(told) != 1 or not dated or not self.people.is_definite(token):
            return []
        return [Reference(next(iter(told))[0], None, sure=False)]

    def _figure_in(self, words: str, sentence: Sentence) -> Figure | None:
        return next(
            (
                f
                for f in self.context.figures
                if sentence.start <= f.start < sentence.end and f.text and f.text in words
            ),
            None,
        )


def _participle_verb(word: str, known: dict[str, tuple[Trigger, ...]]) -> set[str]:
    """Infinitives among the known triggers that a Spanish participle can come from ("trasladada" → trasladar)."""
    stem = word.rstrip("s")
    for ending, infinitives in (("ado", ("ar",)), ("ada", ("ar",)), ("ido", ("er", "ir")), ("ida", ("er", "ir"))):
        if stem.endswith(ending):
            return {stem[: -len(ending)] + i for i in infinitives if stem[: -len(ending)] + i in known}
    irregular = {
        "puesto": "poner",
        "puesta": "poner",
        "muerto": "morir",
        "muerta": "morir",
        "preso": "",
        "suelto": "soltar",
    }
    return {irregular[stem]} & known.keys() if stem in irregular else set()

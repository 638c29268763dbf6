"""What the rules for measures share: a document with its tokens, labels, subjects of verbs and earlier figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.figures_data import units, words
from extract.figures_kinds import AGE, FINE, FINES, SENTENCE
from extract.figures_phrase import Phrase, Tokens, noun_phrase, subtree_phrase
from extract.lexicon import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.figures_bounds import Quantity
    from extract.lexicon import Lexicon
    from extract.reading import Figure

_LONGEST_TAIL: Final = 7
_PLACING: Final = frozenset(("situar", "cifrar", "fijar", "estimar", "calcular", "put", "place", "set", "estimate"))
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "nsubj:pass"))
_PARTS: Final = frozenset(("attribute", "part-named", "part-said"))
"""Rules of figures that name a part of what was counted before."""
_RELATIVE: Final = frozenset(("relcl", "acl", "acl:relcl"))


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts: its ``label``, the code point where the counted noun ends (None where it does not stand
    right after the number), the unit it takes over from an earlier figure, and the rule that found it."""

    label: str | None
    end: int | None
    rule: str
    unit: str | None = None


def is_change(measure: str | None) -> bool:
    """Whether a measure is a rise or a fall, which the next number is none of."""
    return measure is not None and measure.startswith(("rise in", "fall in"))


class Context:
    """One article as the rules see it."""

    def __init__(self, tokens: Tokens, language: str, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.doc = tokens.doc
        self.text = tokens.text
        self.language = language
        self.lexicon = lexicon
        self.blocked = tokens.blocked

    def label(self, phrase: Phrase) -> str | None:
        """The lexicon's label of a phrase, tried with its complement and without, else its own words."""
        for end in dict.fromkeys((self._reach(phrase), phrase.end, phrase.core)):
            wide = " ".join(t.text for t in self.doc[phrase.start : end] if not t.is_space)
            found = self.lexicon.measure(wide, self.language)
            if found:
                return found
        return phrase.words(self.language) or None

    def _reach(self, phrase: Phrase) -> int:
        """Where what may belong to a phrase ends: "people | in prison for political reasons"."""
        stops, end = self.lexicon.folded("phrase_stop", self.language), phrase.core
        if self.language == "en" and (end >= len(self.doc) or fold(self.doc[end].text) not in stops):
            return phrase.end
        while end < len(self.doc) and end - phrase.core < _LONGEST_TAIL:
            token = self.doc[end]
            if token.is_punct or token.is_space or token.is_sent_start or token.like_num:
                break
            end += 1
        return end

    def end(self, phrase: Phrase) -> int:
        """The code point at which a phrase ends."""
        last = self.doc[phrase.end - 1]
        return last.idx + len(last.text)

    def phrase_at(self, at: int) -> Phrase | None:
        """The noun phrase that begins at code point ``at``, white space and a hyphen skipped."""
        while at < len(self.text) and self.text[at] in " \u00a0\u202f-":
            at += 1
        i = self.tokens.after(at)
        if i >= len(self.doc) or self.doc[i].idx != at or bool(self.doc[i].is_sent_start):
            return None
        if i in self.blocked and self.language == "en":
            return None  # "turned 33 last week"
        return noun_phrase(self.doc, i, self.language, self.blocked)

    def subject(self, q: Quantity) -> Counted | None:
        """ "Arrests reached 40": the subject of a verb of quantity."""
        within = self.tokens.within(q.number_start, q.number_end)
        if not within:
            return None
        span = self.doc[within.start : within.stop]
        verb = self._verb(span.root)
        subject = self._subject_of(verb) if verb is not None else None
        if subject is None or subject.i in range(span.start, span.end):
            return None
        known = units(self.language).get(subject.text.casefold())
        if known is not None and known.kind == "time":
            return None  # "el mes más duro fue julio, con 1.126"
        phrase = subtree_phrase(subject, self.language, self.blocked)
        if phrase is None or (phrase.end == phrase.core and subject.lemma_ in words("tally_noun", self.language)):
            return None
        return Counted(self.label(phrase), None, "subject")

    def _verb(self, token: Token) -> Token | None:
        """The verb of quantity that governs a number, at most four steps up."""
        known = words("last_verb", self.language)
        for ancestor, _ in zip((token, *token.ancestors), range(5), strict=False):
            if any(c.dep_ == "cop" for c in ancestor.children):
                return ancestor
            if ancestor.lemma_.casefold() in known:
                return ancestor
            if ancestor.pos_ == "VERB" and ancestor.i != token.i:
                return None
        return None

    def _subject_of(self, verb: Token) -> Token | None:
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i), None)
        if subject is not None and (subject.pos_ == "PRON" or subject.text.casefold() == "que"):
            subject = verb.head if verb.dep_ in _RELATIVE else None
        placed = verb.dep_ in _RELATIVE and verb.head.pos_ == "NOUN" and verb.lemma_.casefold() in _PLACING
        if placed and (subject is None or subject.i in self.blocked):
            subject = verb.head  # "inflation, which the office put at 16 %"
        if subject is None and verb.dep_ in {"conj", *_RELATIVE} and verb.head.pos_ in {"VERB", "NOUN", "AUX"}:
            head = verb.head
            subject = head if head.pos_ == "NOUN" else next((c for c in head.children if c.dep_ in _SUBJECTS), None)
        if subject is None or subject.pos_ != "NOUN" or subject.i in self.blocked or subject.like_num:
            return None
        if {subject.text.casefold(), subject.lemma_.casefold()} & words("person_noun", self.language):
            return None
        return subject

    def last_count(self, earlier: list[Figure]) -> Figure | None:
        """The nearest figure before that counts things."""
        skip = {AGE, SENTENCE, FINE, FINES, None}
        kinds = {"count", "percent", "fraction"}
        found = [f for f in earlier[-12:] if f.measure not in skip and f.unit in kinds and not is_change(f.measure)]
        return next((f for f in reversed(found) if f.rule not in _PARTS), None)

    def last_any(self, earlier: list[Figure]) -> Figure | None:
        """The nearest figure before but ages."""
        return next((f for f in reversed(earlier[-12:]) if f.measure not in {AGE, None}), None)

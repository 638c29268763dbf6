"""Reports that go on: who counted last vouches for the counts after, until another voice takes over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.reference import Reference
from extract.slots import date_for
from extract.verbs import subject_of
from extract.wordlists import roles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reading import Figure
    from extract.speech import Speech

SHARED_UNITS = frozenset(("count", "percent", "fraction"))
"""Units of figures that a report goes on giving from sentence to sentence."""
FEW = 10
GENERIC = frozenset(("people", "Cubans"))
"""Measures of people who need not be those whom the report counts."""
_ANAPHOR = re.compile(
    r"(?i)^(?:of (?:these|those|them|that (?:total|number|figure)|the total)|among (?:them|these|those)|"
    r"(?:this|that) (?:figure|number|total|means)|the (?:figure|total) (?:includes|is|was)|"
    r"de (?:ese|este|dicho|esa|esta|dicha) (?:total|cifra|número)|de (?:ell[oa]s|est[oa]s|es[oa]s)|entre ell[oa]s|"
    r"(?:esta|esa|dicha|la) cifra (?:incluye|supera|es|fue)|est[oe] significa)"
)
"""What points back to the count told before."""
_ADDS = re.compile(
    r"(?i)^(?:for example|for instance|furthermore|in addition|additionally|moreover|por ejemplo|además|asimismo|"
    r"igualmente|adicionalmente)\b"
)
"""What adds to a report, in the next paragraph, too."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Who counted last: in which sentence, and of what date."""

    sentence: Sentence
    reference: Reference
    date: str | None


class Reports:
    """Follows who counts through an article. Ask in order of the text."""

    def __init__(self, context: Context, speech: Speech) -> None:
        self.context = context
        self.speech = speech
        self._source: _Source | None = None
        self._counted: set[str] = set()

    @property
    def date(self) -> str | None:
        """The date of the count that goes on."""
        return self._source.date if self._source is not None else None

    def source(self, figure: Figure, token: Token, sentence: Sentence) -> tuple[Reference | None, bool]:
        """Who vouches for a figure; the second value is True where that is who counted in a sentence before."""
        shared = figure.unit in SHARED_UNITS
        speaker, _ = self.speech.said_by(token, counts=shared)
        speaker = speaker or self._counter(figure, token)
        if speaker is not None:
            if shared and speaker.name is not None and speaker.name.kind == "organization":
                self._source = _Source(sentence, speaker, self._date_of_count(token, sentence, speaker))
                self._counted.add(speaker.text)
            return speaker, False
        last = self._source
        if last is None or not self._goes_on(figure, sentence, last) or self._told_by_another(token, last.reference):
            return None, False
        if last.sentence.index != sentence.index and shared:
            self._source = _Source(sentence, last.reference, last.date)
        return last.reference, True

    def _date_of_count(self, token: Token, sentence: Sentence, speaker: Reference) -> str | None:
        """The date of a count: of several in a sentence that of the first, with which the others are compared."""
        last = self._source
        if last is not None and last.sentence.index == sentence.index and last.reference.text == speaker.text:
            return last.date
        date, _plain = date_for(self.context, token, sentence, self.speech.reporting_verbs(sentence))
        return date.date if date else None

    def _goes_on(self, figure: Figure, sentence: Sentence, last: _Source) -> bool:
        """Whether a figure belongs to the report: it points back to it, adds to it, or counts on in its paragraph."""
        if _ANAPHOR.match(sentence.text):
            return self._undisturbed(last, sentence)
        if figure.unit not in SHARED_UNITS:
            return False
        again = any(f.speaker and f.speaker.text == last.reference.text for f in self.speech.frames[sentence.index])
        if _ADDS.match(sentence.text) or again:  # "46.5% of the victims, a share the group had not seen since 2021"
            return self._undisturbed(last, sentence)
        known = self.context.lexicon.measure(figure.measure or "", "en") is not None
        known = known and figure.measure not in GENERIC
        return known and (last.sentence.paragraph == sentence.paragraph or self._only_source(figure, last, sentence))

    def _only_source(self, figure: Figure, last: _Source, sentence: Sentence) -> bool:
        """Whether an article has one source of counts, and goes on with them in the next paragraph."""
        few = figure.unit == "count" and (figure.value or 0) < FEW  # "two agents beat him"
        if few or len(self._counted) > 1 or sentence.paragraph - last.sentence.paragraph > 1:
            return False
        between = range(last.sentence.index + 1, sentence.index + 1)
        return not any(f.speaker for index in between for f in self.speech.frames[index])

    def _undisturbed(self, last: _Source, sentence: Sentence) -> bool:
        """Whether nobody else spoke since the last count, nor the article told of something else in a paragraph."""
        for index in range(last.sentence.index + 1, sentence.index):
            speakers = {f.speaker.text for f in self.speech.frames[index] if f.speaker is not None}
            if speakers and last.reference.text not in speakers:
                return False
            if not speakers and self.context.sentences[index].paragraph != last.sentence.paragraph:
                return False
        return True

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

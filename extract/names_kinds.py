"""What kind of thing a candidate names: votes of the lexicon, of its own form, of the words around it and of the model."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.names_spans import Cutter, Span
    from extract.names_words import Word

KINDS = ("person", "organization", "place")
MODEL_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
FORM_VOTES: dict[str, tuple[str, float]] = {
    "person": ("person", 3.0),
    "particle_surname": ("person", 1.5),
    "name_word": ("person", 0.5),
    "organization_head": ("organization", 4.0),
    "organization_tail": ("organization", 4.0),
    "place_head": ("place", 4.0),
}
_AGE = re.compile(r",? (?:de )?\d{1,2}(?: años)?(?=[,.;) ])")
_COMMA = re.compile(r",[ \u00a0]")
_SPACE = re.compile(r"[ \u00a0]")
_LINKING = frozenset(("de", "del", "of", "the", "la", "el", "los", "las", "in", "en"))


class Kinds:
    """Votes on the candidates of one article."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter
        self.text = cutter.text
        self.words = cutter.words
        folded = cutter.lexicon.folded
        language = cutter.language
        self.english = language == "en"
        self.titles = folded("title", language) | folded("honorific", language) | folded("kinship", language)
        self.organization_cue = folded("organization_cue", language)
        self.place_head = folded("place_head", language)
        self.place_preposition = folded("place_preposition", language)
        self.attribution = cutter.lexicon.words("attribution_verb", language)

    def votes(self, span: Span) -> Counter[str]:
        """How strongly each kind is called for, by everything but the candidate's other mentions."""
        votes: Counter[str] = Counter()
        self._lexicon(span, votes)
        if span.pattern in FORM_VOTES:
            kind, weight = FORM_VOTES[span.pattern]
            votes[kind] += weight
        first = self.words[span.first]
        if span.last - span.first == 1 and first.upper and len(first.text) <= 7:
            votes["organization"] += 2.0
        self._model(span, votes)
        self._before(span, votes)
        self._after(span, votes)
        return votes

    def _lexicon(self, span: Span, votes: Counter[str]) -> None:
        if span.match is None:
            return
        kinds = span.match.kinds
        whole = self.words[span.last - 1].end <= span.match.end + 1 or span.pattern == "lexicon"
        weight = (6.0 if len(kinds) == 1 else 3.5) if whole else 1.0
        first = self.words[span.first]
        if span.last - span.first == 1 and first.initial and not first.upper and first.pos not in {"PROPN", ""}:
            weight = 1.0 if not first.label else 2.5
        for kind in kinds:
            votes[kind] += weight

    def _model(self, span: Span, votes: Counter[str]) -> None:
        labels = Counter(MODEL_KINDS[w.label] for w in self.words[span.first : span.last] if w.label in MODEL_KINDS)
        if labels:
            kind, count = labels.most_common(1)[0]
            votes[kind] += 1.5 if 2 * count >= span.last - span.first else 0.75

    def _previous(self, i: int) -> Word | None:
        """The word before word ``i`` on the same line."""
        if i == 0 or "\n" in self.text[self.words[i - 1].end : self.words[i].start]:
            return None
        return self.words[i - 1]

    def _before(self, span: Span, votes: Counter[str]) -> None:
        word = self._previous(span.first)
        if word is None or word.possessive:
            return
        gap = self.text[word.end : self.words[span.first].start].rstrip("\"'“‘«")
        if not (gap == "" or _SPACE.fullmatch(gap) or _COMMA.fullmatch(gap) or gap == ". "):
            return
        if _COMMA.fullmatch(gap):
            if word.folded in self.titles:
                votes["person"] += 3.0
            return
        if word.folded in self.titles and word.folded not in self.organization_cue:
            votes["person"] += 3.0
        elif word.folded in self.organization_cue:
            votes["organization"] += 4.0
        elif word.folded in self.place_head:
            votes["place"] += 4.0
        elif word.folded in self.place_preposition:
            votes["place"] += 2.0
        elif word.folded in _LINKING:
            self._before_link(span.first - 1, votes)
        elif not word.cap and word.pos == "NOUN":
            votes["person"] += 1.5
        elif word.folded in {"told", "segun"} or (word.folded == "to" and self._lemma(span.first - 2) == "accord"):
            votes["person"] += 1.0
            votes["organization"] += 1.0

    def _lemma(self, i: int) -> str:
        return self.words[i].lemma if i >= 0 else ""

    def _before_link(self, i: int, votes: Counter[str]) -> None:
        """What stands before "de", "of the" and the like: "province of X", "la directora de X"."""
        while i > 0 and self.words[i].folded in _LINKING and not self.words[i].cap:
            i -= 1
        word = self.words[i]
        if word.cap:
            return
        following = self.words[i + 1]
        if word.folded in self.place_head and following.folded in {"de", "del", "of"}:
            votes["place"] += 3.0
        elif word.folded in {"director", "directora", "member", "members", "founder", "spokesman", "spokeswoman", "portavoz",
                             "coordinator", "coordinador", "coordinadora", "fundador", "fundadora", "head"}:  # fmt: skip
            votes["organization"] += 2.0
        elif word.folded in {"wife", "husband", "mother", "father", "esposa", "esposo", "madre", "padre", "hermana"}:
            votes["person"] += 2.0
        elif word.folded in self.place_preposition:
            votes["place"] += 1.0

    def _after(self, span: Span, votes: Counter[str]) -> None:
        last = self.words[span.last - 1]
        if _AGE.match(self.text, last.end):
            votes["person"] += 4.0
        if span.last >= len(self.words):
            return
        word = self.words[span.last]
        gap = self.text[last.end : word.start].lstrip("\"'”’»").removeprefix("s")
        if _COMMA.fullmatch(gap):
            title = word
            if word.folded in {"a", "an", "the", "el", "la", "un", "una", "who", "quien"} and span.last + 1 < len(
                self.words
            ):
                title = self.words[span.last + 1]
            if word.folded in {"who", "quien"}:
                votes["person"] += 3.0
            elif title.folded in self.titles and not title.cap:
                votes["person"] += 2.0
            return
        if not _SPACE.fullmatch(gap):
            return
        if self.english and word.folded in self.place_head and not last.possessive:
            votes["place"] += 4.0
        elif self.english and word.folded in self.organization_cue and not last.possessive:
            votes["organization"] += 3.0
        elif word.lemma in self.attribution and not word.cap:
            votes["person"] += 1.0
            votes["organization"] += 1.0
            votes["place"] -= 0.5

"""Who speaks in quotation marks: the frame next to a quote, a label before it, or who spoke in the quote beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.quotes import Quote, is_question_turn
from extract.reference import People, Reference

if TYPE_CHECKING:
    from extract.context import Context
    from extract.frames import Frame

_CHARGED = re.compile(
    r"(?i)(?:acusad[oa]s?|imputad[oa]s?|delitos?|cargos?|figura|accused|charged?|charges|convicted|crimes?|offen[cs]e)"
    r"(?: de| por| of| with| for)?\s*$"
)
_NEW_CLAUSE = re.compile(
    r"(?i)\b(?:if|that|because|while|which|who|when|after|before|although|but|si|que|porque|mientras|cuando|aunque|pero)\b"
)
"""Words after which a reporting verb tells of something else than the quote before it."""


class Speakers:
    """The speakers of an article's quotes. ``found`` has, by quote, the speaker and the rule that found it; quotes that
    are nobody's speech (an interviewer's questions, names of offences) are left out."""

    def __init__(self, context: Context, people: People, frames: list[list[Frame]]) -> None:
        self.context = context
        self.people = people
        self.frames = frames
        self.found: dict[Quote, tuple[Reference | None, str]] = {}
        self._attribute_quotes()

    def _attribute_quotes(self) -> None:
        previous: tuple[int, Reference | None] = (-1, None)
        for quote in self.context.quotes:
            if is_question_turn(self.context.article.text, quote) or self._names_an_offence(quote):
                continue
            speaker, rule = self._speaker(quote)
            paragraph = self.context.sentence_at(quote.start).paragraph
            if speaker is None and rule != "quote.closed" and previous[1] is not None and paragraph - previous[0] <= 1:
                alone = self._stands_alone(quote)
                if rule == "quote.no_subject" or alone:
                    speaker, rule = previous[1], "quote.same_speaker"
            if speaker is None and self._stands_alone(quote):
                speaker, rule = self._next_speaker(quote)
            self.found[quote] = (speaker, rule)
            if speaker is not None and quote.words >= 3:
                previous = (paragraph, speaker)

    def _names_an_offence(self, quote: Quote) -> bool:
        """Whether a stretch in quotation marks is what somebody is charged with: "accused of “…”"."""
        text = self.context.article.text
        return _CHARGED.search(text, max(0, quote.outer_start - 40), quote.outer_start) is not None

    def _stands_alone(self, quote: Quote) -> bool:
        """Whether nothing but the quote stands in its sentences."""
        first, last = self.context.sentence_at(quote.start), self.context.sentence_at(max(quote.start, quote.end - 1))
        text = self.context.article.text
        rest = text[first.start : quote.outer_start] + text[quote.outer_end : max(last.end, quote.outer_end)]
        return not re.search(r"\w", rest)

    def _next_speaker(self, quote: Quote) -> tuple[Reference | None, str]:
        paragraph = self.context.sentence_at(quote.start).paragraph
        for other in self.context.quotes:
            if other.start > quote.end and self.context.sentence_at(other.start).paragraph == paragraph:
                return self._speaker(other)[0], "quote.next_speaker"
        if quote.mark == "—" and self.people.main:
            name = next(n for n in self.people.persons if n.entity == self.people.main)
            return Reference(name.entity, name, sure=False), "quote.interviewee"
        return None, "quote.unattributed"

    def _speaker(self, quote: Quote) -> tuple[Reference | None, str]:
        """The speaker by the frame next to the quote: after it, else before it, else one that covers it."""
        text = self.context.article.text
        after = self.context.sentence_at(max(quote.start, quote.outer_end - 1))
        here = self.context.sentence_at(quote.start)
        frames = [f for i in sorted({here.index, after.index}) for f in self.frames[i]]
        if quote.outer_end >= after.end and after.index + 1 < len(self.context.sentences):
            following = self.context.sentences[after.index + 1]
            if text[following.start : following.start + 1].islower():
                frames += self.frames[following.index]
        tagged = [
            f
            for f in frames
            if f.start >= quote.outer_end
            and not self._crosses(quote.outer_end, f.start)
            and not _NEW_CLAUSE.search(text[quote.outer_end : f.start])
        ]
        leading = [f for f in frames if f.end <= quote.outer_start and not self._crosses(f.end, quote.outer_start)]
        near = sorted(tagged, key=lambda f: f.start)[:1]
        if near and (near[0].start - quote.outer_end < 60 or not leading):
            candidates = near + sorted(leading, key=lambda f: -f.end)
        else:
            candidates = sorted(leading, key=lambda f: -f.end) + near
        for frame in candidates:
            if frame.speaker is not None:
                return frame.speaker, "quote.tag" if frame in tagged else "quote.introduced"
        if candidates:
            return None, "quote.no_subject"
        return self._labelled(quote)

    def _labelled(self, quote: Quote) -> tuple[Reference | None, str]:
        """`Name: "speech"`, as in interviews and lists of reactions."""
        here = self.context.sentence_at(quote.start)
        before = self.context.article.text[here.start : quote.outer_start].rstrip()
        if before.endswith(":"):
            named = self.context.names_between(here.start, quote.outer_start, "person")
            if named:
                return Reference(named[-1].entity, named[-1]), "quote.label"
        return None, "quote.unattributed"

    def _crosses(self, start: int, end: int) -> bool:
        """Whether another quote of some length stands between two code points."""
        return any(q.outer_start >= start and q.outer_end <= end and q.words >= 4 for q in self.context.quotes)

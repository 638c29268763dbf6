"""How far an act of saying reaches: what a frame vouches for in its sentence.

Two ways of reporting reach differently. One that governs what is said ("X said that …", "X documented 40 arrests")
covers what stands under its verb. One that is put in between ("…, X said", "…, según X, …") covers what stands around
it, within its stretch between semicolons; after "and", "who" or "but" only what follows. Of several that cover a word
the narrowest counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.frames import Frame
from extract.governed import FEARING, RELATIVES, Governed, frame_sentence, of_a_name, segment, set_against, text_before
from extract.verbs import subject_of
from extract.wordlists import people_nouns, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

SAID = frozenset(("speech.beside", "speech.subject", "speech.same_speaker"))
"""Rules of frames whose speaker is told beside the verb."""
_OPENS = re.compile(
    r"(?i)(?:^|[\s,(])(?:y|e|o|pero|and|or|but|that|who|which|que|quien|quienes|donde|where|cuando|when|aunque|"
    r"although)"
    r",?\s*$"
)
"""What opens a clause right before words put in between: the clause before it is no part of what they cover."""
_RELATIVE_OPENS = re.compile(r"(?i)\b(?:que|quien|quienes|who|which|that),?\s*$")
_JOINED = re.compile(r"(?i),\s+(?:y|e|pero|and|but)\s")
_BACK = re.compile(r"(?i),?\s(?:mientras(?: que)?|en tanto(?: que)?|while|whereas)\s")
_INSERTED = re.compile(r"(?i)[,;:—–(\"”»)]\s*(?P<as>(?:(?:tal )?(?:y )?como|según|así lo|as|so|y así lo)(?=\s))?\s*$")
_ABOUT_SPEAKER = re.compile(
    r"(?i)[,)]?\s*(?:que|quien|quienes|cuy[oa]s?|el cual|la cual|donde|who|whose|which|where|whom|contradicting|"
    r"adding)\b"
)
_PIVOT = re.compile(r"[,;:.—–]|$")
_STOPS = ",;:—–"


@dataclass(frozen=True, slots=True)
class Reach:
    """Code points that a frame vouches for, ``spans``; ``over``, where a count may go on past a semicolon."""

    spans: tuple[tuple[int, int], ...]
    over: tuple[int, int] | None = None

    def size(self) -> int:
        """How many code points it covers."""
        return sum(b - a for a, b in self.spans)


class Scopes:
    """Measures the reach of an article's frames."""

    def __init__(self, context: Context, frames: list[list[Frame]]) -> None:
        self.context = context
        self.frames = frames
        self._governed = Governed(context)
        self._reach: dict[int, Reach | None] = {}
        self._put_in: dict[int, tuple[int, int] | None] = {}

    def width(self, frame: Frame, token: Token, *, counts: bool) -> int | None:
        """How wide a frame reaches that covers ``token``, in code points; None where it does not cover it.

        ``counts`` is True for figures: a report goes on counting after a semicolon.
        """
        if frame.spans:
            return next((b - a for a, b in frame.spans if a <= token.idx < b), None)
        reach = self._of(frame)
        if reach is not None:
            if any(a <= token.idx < b for a, b in reach.spans) and not self._aside(frame, token):
                return reach.size()
            past = reach.over is not None and counts and reach.over[0] <= token.idx < reach.over[1]
            return len(frame_sentence(self.context, frame).text) + 1 if past else None
        return self._governed.width(frame, token)

    def _of(self, frame: Frame) -> Reach | None:
        """The reach of words put in between; None for a verb that governs what is said."""
        key = id(frame)
        if key not in self._reach:
            put_in = self.put_in(frame)
            self._reach[key] = None if put_in is None else self._around(frame, *put_in)
        return self._reach[key]

    # Words put in between

    def put_in(self, frame: Frame) -> tuple[int, int] | None:
        """From where to where words put in between stand ("…, said X on Friday, …"); None for a governing verb."""
        key = id(frame)
        if key not in self._put_in:
            self._put_in[key] = self._find_put_in(frame)
        return self._put_in[key]

    def _find_put_in(self, frame: Frame) -> tuple[int, int] | None:
        if frame.speaker is None:
            return None
        sentence = frame_sentence(self.context, frame)
        if frame.verb is None:
            return frame.start, self._close(frame, frame.end, sentence)
        verb = frame.verb
        if lemma(verb) in FEARING and re.search(
            r"(?i)\b(?:as|como)\s+(?:\w+\s+){0,4}$", text_before(self.context, verb)
        ):
            return None
        subject = subject_of(verb)
        before = (
            frame.rule != "speech.beside"
            and subject is not None
            and sentence.start <= subject.idx < verb.idx
            and subject.head.i == verb.i
        )
        first = subject.doc[subject.left_edge.i] if before and subject is not None else self._first_of(verb)
        start = first.idx
        opened = _INSERTED.search(self.context.article.text, sentence.start, start)
        if start <= sentence.start or opened is None or opened.end() < start:
            return None
        if opened.group("as"):
            start = opened.start("as")
        if verb.dep_ in RELATIVES and not before:
            return None
        end = self._close(frame, frame.end, sentence)
        after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
        behind = subject is None or subject.i > verb.i or frame.rule == "speech.beside"
        said_behind = frame.rule in SAID and behind and self._behind(frame)
        if said_behind or after.is_punct or after.idx >= sentence.end:
            return start, end
        inside = self.context.article.text[frame.end : end]
        if re.search(r"(?i)\b(?:that|que|si|whether)\b", inside) or after.pos_ not in {"ADP", "ADV", "SCONJ", "PROPN"}:
            return None
        if any(f.start >= frame.end and f.end <= end for f in self.context.figures):
            return None
        return start, end

    def _first_of(self, verb: Token) -> Token:
        """The first of a verb and its auxiliaries."""
        return min([verb, *(c for c in verb.children if c.dep_.startswith("aux") and c.i < verb.i)], key=lambda t: t.i)

    def _behind(self, frame: Frame) -> bool:
        """Whether the speaker stands right behind the verb: ", informó ayer el grupo"."""
        verb = frame.verb
        assert verb is not None
        assert frame.speaker is not None
        name = frame.speaker.name
        if name is not None and frame.end <= name.start <= frame.end + 60:
            between = self.context.article.text[frame.end : name.start].rstrip()
            return not re.search(r"[,;:]", between.removesuffix(","))  # "said the lawyer, Ana Ruiz"
        at = verb.i + 1
        while at < len(verb.doc) - 1 and (
            verb.doc[at].pos_ in {"ADV", "ADP"}
            or self.context.dates_between(verb.doc[at].idx - 12, verb.doc[at].idx + 20)
        ):
            at += 1
        after = verb.doc[at]
        return after.pos_ in {"DET", "NOUN", "PRON"} and frame.speaker is not None and at - verb.i <= 4

    def _close(self, frame: Frame, at: int, sentence: Sentence) -> int:
        """Where words put in between end: at the first stop after the speaker."""
        name = frame.speaker.name if frame.speaker is not None else None
        text = self.context.article.text
        if name is not None and at <= name.start < at + 120 and name.end <= sentence.end:
            at = name.end
            bracket = re.match(r"\s*\([^)]*\)", text[at : sentence.end])
            at += bracket.end() if bracket else 0
        stop = next((i for i in range(at, sentence.end) if text[i] in _STOPS and not _in_number(text, i)), sentence.end)
        opens = not re.search(r"\w", text[sentence.start : frame.start])
        return at if frame.verb is None and opens and (stop == sentence.end or frame.rule == "speech.count") else stop

    def _around(self, frame: Frame, start: int, end: int) -> Reach:
        """What stands before and after words put in between, each as far as it is theirs."""
        sentence, text = frame_sentence(self.context, frame), self.context.article.text
        first, last = segment(self.context, sentence, start)
        tail = not re.search(r"\w", text[end:last]) or (
            re.search(r"\w+\W+\w+\W+\w", text[first:start]) is not None and self._about_speaker(text[end:last])
        )
        earlier, later = self._beside(frame, first, start, end)
        left = max(earlier, self._left(first, start, tail=tail))
        right = end if later and re.search(r"\w", text[first:start]) else last
        against = set_against(self.context, end, last)
        if against is not None:
            right = against
        within_relative = _RELATIVE_OPENS.search(text, first, start) is not None and text[start - 1 : start] == " "
        if not tail and frame.verb is None and (within_relative or not self._marked_off(start, first)):
            comma = re.search(r"[,:—]", text[end:right])
            right = end + comma.start() if comma and end + comma.start() > end else right
        spans = [(left, start)] if left < start else []
        over = None
        if not tail and right > end:
            spans.append((end, right))
            over = (right, sentence.end) if right == last and last < sentence.end else None
        return Reach(tuple(spans), over)

    def _beside(self, frame: Frame, first: int, start: int, end: int) -> tuple[int, bool]:
        """Where the last "according to" before another in its sentence ends, and whether one more follows: "four hours,
        according to X, or six, according to Y"."""
        earlier, later = first, False
        for other in self.frames[frame.sentence] if frame.verb is None else ():
            if other is frame or other.verb is not None or other.spans:
                continue
            if first < other.start and other.end < start and not self._opens(other):
                earlier = max(earlier, self._close(other, other.end, frame_sentence(self.context, other)))
            later = later or other.start > end
        return min(earlier, start), later

    def _opens(self, frame: Frame) -> bool:
        sentence = frame_sentence(self.context, frame)
        return not re.search(r"\w", self.context.article.text[sentence.start : frame.start])

    def _left(self, first: int, start: int, *, tail: bool) -> int:
        text = self.context.article.text
        before = text[first:start].rstrip()
        before = before.removesuffix(",")
        if _OPENS.search(before + " ") and len(before.split()) > 1:
            return start
        told = [f.start for f in self.frames[self.context.sentence_at(start).index] if f.start < start]
        backs = [m.end() for m in _BACK.finditer(text, first, start) if told and told[0] < m.start()]
        left = backs[-1] if backs else first
        if not self._marked_off(start, first):
            stops = [i for i in range(left, start) if text[i] in ",:—–" and not _in_number(text, i)]
            return stops[-1] + 1 if stops else left
        if not tail:
            joined = [m.end() for m in _JOINED.finditer(text, left, start)]
            left = joined[-1] if joined else left
        return left

    def _marked_off(self, start: int, first: int) -> bool:
        """Whether a stop stands before words put in between, or nothing does."""
        before = self.context.article.text[first:start].rstrip()
        return not before or before[-1] in ",;:—–(\"”»)" or before.split()[-1].lower() in {
            "siempre", "again", "también", "also", "como", "as", "y", "and", "pero", "but",
        }  # fmt: skip

    def _about_speaker(self, after: str) -> bool:
        """Whether what follows tells who the speaker is: ", whose son …", ", an attorney in Tampa"."""
        if _ABOUT_SPEAKER.match(after):
            return True
        said = re.match(r"(?i),\s*(?:an?|the|una?|el|la)?\s*((?:[^\W\d_]+[ -]){0,3}[^\W\d_]+)", after)
        if said is None:
            return False
        language = self.context.language
        known = roles(language).keys() | people_nouns(language) | self.context.lexicon.words("title", language)
        return any(w.lower() in known for w in re.split(r"[ -]", said.group(1)))

    def _aside(self, frame: Frame, token: Token) -> bool:
        """Whether a word before words put in between stands in a relative clause of its own that was closed before."""
        start = self.put_in(frame)
        if start is None or token.idx > start[0]:
            return False
        clause = next((t for t in (token, *token.ancestors) if t.dep_ in RELATIVES or of_a_name(self.context, t)), None)
        if clause is None:
            return False
        if of_a_name(self.context, clause):  # "Ana Ruiz, sentenced in May to seven years, is on hunger strike, said …"
            after = clause.doc[clause.right_edge.i]
            return after.i + 2 < len(after.doc) and after.nbor().text == "," and after.nbor().idx + 2 < start[0]
        verb = frame.verb
        if verb is not None and clause.is_ancestor(verb):
            return False
        closed = clause.doc[clause.right_edge.i]
        return closed.idx + len(closed) < start[0] - 2 and self._goes_on(closed, start)

    def _goes_on(self, closed: Token, put_in: tuple[int, int]) -> bool:
        """Whether a main predicate stands on the far side of a relative clause, words put in between splitting it."""
        sentence = self.context.sentence_at(closed.idx)
        return bool(re.search(r"\w", self.context.article.text[put_in[1] : sentence.end]))


def _in_number(text: str, at: int) -> bool:
    """Whether a comma parts digits: "1,150", "46,5"."""
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()

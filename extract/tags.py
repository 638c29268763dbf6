"""The words that say who speaks beside a quote: "said the lawyer", "contó por teléfono su madre", "X warned that".

Read from the words' order, with the parser for what stands far off: small models parse badly around quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.context import Context, lemma, morph
from extract.described import kinds
from extract.frames import phrase_pattern
from extract.lexicon import fold
from extract.speaker_phrases import ENDS, MARKS, Phrases, Tag, Word
from extract.speech_forms import speech_forms, speech_verbs
from extract.verbs import is_passive, subject_of
from extract.wordlists import roles

if TYPE_CHECKING:
    from collections.abc import Sequence

RELATIVE = frozenset(("who", "whom", "which", "that", "que", "quien", "quienes", "cual", "cuales"))
COORDINATING = frozenset(("y", "e", "o", "and", "or"))
IMPERSONAL = frozenset(("body", "authority", "source"))
_AS = frozenset(("as", "tal", "como"))
_INNER = frozenset("«»“”")
"""Marks of what a quote's lead has in quotation marks itself: a nickname, a term."""
_NOMINAL = frozenset(("the", "an", "these", "those", "each", "every", "its", "my", "our", "their"))
"""What a noun follows: "the accused", "its claims"."""
_TELLING = frozenset(("tell", "inform", "notify", "warn", "advise", "informar", "notificar", "avisar", "advertir"))
"""Verbs of which the one who is told can be the subject."""
_ASPECTUAL = frozenset(
    ("volver", "llegar", "acabar", "limitar", "atrever", "empezar", "comenzar", "insistir", "go", "continue", "begin")
)
"""Verbs under which an infinitive has the same subject: "volvió a pedir", "went on to say"."""
_COMMENT = re.compile(
    r"(?:That(?: is|’s|'s| was) (?:how|what)|This is (?:how|what)|So|Thus|Lo|Así(?: lo| la| se)?|Eso) "
)


class Tags(Phrases):
    """Finds the tag in a stretch of text beside a quote."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        listed, language = context.lexicon.words, context.language
        self.forms = speech_forms(context.lexicon, language)
        self.verbs = speech_verbs(context.lexicon, language)
        self.phrases = phrase_pattern(context.lexicon, language)
        self.times = listed("time_noun", language)
        self.prepositions = listed("preposition", language)
        self.between = listed("between_subject_and_verb", language)
        things = listed("attribution_noun", language) | listed("legal_text", language)
        self.persons = frozenset(n for n in self.nouns if not IMPERSONAL & roles(language).get(n, set())) - things

    def after(self, start: int, end: int, dashed: bool = False) -> Tag | None:
        """The tag that begins at ``start``, right after a quote; in dialogue dashes (``dashed``) any verb will do."""
        words = self.words(start, end)
        while words and words[0].lower in set(",—–-”»\"'’"):
            words = words[1:]
        clause = bool(words) and words[0].lower in _AS
        while len(words) > 1 and words[0].lower in _AS:
            words = words[1:]  # "as the lawyer put it", "tal como lo contó su madre"
        if not words or words[0].lower in self.openers:
            return None
        phrase = self.phrases.match(self.context.article.text, words[0].start)
        if phrase is not None:
            return self._subject_from([w for w in words if w.start >= phrase.end()], 0, None)
        at = 0
        while at < min(3, len(words) - 1) and words[at].lower in self.between:
            at += 1
        comma = "," in self.context.article.text[max(0, start - 2) : start + 2]
        if comma and not clause and self.spanish and self.finite(words[at]):
            named = self.phrase(words, at + 1, words[at])
            if named is not None and named.name is not None and named.name.kind == "person":
                return named  # "«Volveremos», se despide Ana Ruiz": beside speech any verb will do
        if self._says(words, at, bare=True) or (dashed and self.finite(words[at])):
            subject = self._after_verb(words, at)
            if subject is not None and not subject.known and not self._says(words, at, bare=True):
                subject = None  # the object of what the speaker does: "—enciende un cigarro—"
            return subject or (Tag(words[at]) if self.spanish else None)
        return self._before_verb(words)

    def before(self, start: int, end: int) -> Tag | None:
        """The tag in the stretch that leads to a quote: the last reporting verb and its subject, or "según X"."""
        words = [w for w in self.words(start, end) if w.lower not in _INNER]
        at = self._leading_verb(words)
        phrases = list(self.phrases.finditer(self.context.article.text, start, end))
        if phrases and (at is None or phrases[-1].start() > words[at].start):
            return self._subject_from([w for w in words if w.start >= phrases[-1].end()], 0, None)
        if at is None:
            return self._opinion(words)
        if is_passive(words[at].token):
            agent = next((i for i in range(at + 1, len(words)) if words[i].lower in {"by", "por"}), None)
            if agent is not None:
                return self._subject_from(words, agent + 1, words[at])
            return self._told_at(words, at)
        return self._led(words, at)

    def _leading_verb(self, words: list[Word]) -> int | None:
        """The last reporting verb before a quote; a passive one that names nobody, where it leads to no clause, gives
        way to one before it: "answered that nothing had been agreed and that “…”"."""
        last = None
        for at in range(len(words) - 1, -1, -1):
            if not self._says(words, at):
                continue
            last = at if last is None else last
            following = words[at + 1].lower if at + 1 < len(words) else ""
            by = any(w.lower in {"by", "por"} for w in words[at + 1 :])
            if by or following in {"", "that", "que", ":"} or not is_passive(words[at].token):
                return at if at == last or not is_passive(words[at].token) else last
            if lemma(words[at].token) in _TELLING:
                return last
        return last

    def _told_at(self, words: list[Word], verb: int) -> Tag | None:
        """The body at whose seat somebody was told: "his wife was told at the police station that he “…”"."""
        if lemma(words[verb].token) not in _TELLING:
            return None
        for at in range(verb + 1, len(words)):
            word = words[at]
            if word.lower in {"that", "que"}:
                return None
            if word.name is not None and word.name.kind == "organization":
                return Tag(words[verb], name=word.name)
            if word.name is None and kinds(word.lower, self.context.language) & {"authority", "body"}:
                return Tag(words[verb], word, None, word.lower)
        return None

    def colon(self, start: int, end: int) -> Tag | None:
        """The speaker of what stands after a colon where no reporting verb leads to it: the one person named, or else
        the subject of the sentence."""
        words = self.words(start, end)
        persons = list(dict.fromkeys(w.name for w in words if w.name is not None and w.name.kind == "person"))
        if len({p.entity for p in persons}) == 1:
            return Tag(None, name=persons[-1])
        return self._first_phrase(words, len(words), None)

    def comment(self, start: int, end: int) -> Tag | None:
        """The speaker told in the sentence after a quote: "That is how Ana Ruiz sees it", "Lo dice su madre"."""
        opening = _COMMENT.match(self.context.article.text, start, end)
        if opening is None:
            return None
        words = self.words(opening.end(), end)
        if not self.spanish:
            return self.phrase(words, 0, None)
        verb = next((i for i, w in enumerate(words[:4]) if self._says(words, i) or self.finite(w)), None)
        tag = self._after_verb(words, verb) if verb is not None else None
        return tag if tag is not None and tag.known else None

    def _says(self, words: Sequence[Word], at: int, *, bare: bool = False) -> bool:
        """Whether a word is a reporting verb; at the beginning of a tag (``bare``) whatever the tagger takes it for."""
        word = words[at]
        if word.name is not None or (not self.spanish and at and words[at - 1].lower in _NOMINAL):
            return False
        if word.token.pos_ in {"VERB", "AUX"}:
            infinitive = "Inf" in morph(word.token, "VerbForm") or (at and words[at - 1].lower == "to")
            says = bare or not infinitive or self._again(words, at)
            return says and (word.lower in self.forms or fold(lemma(word.token)) in self.verbs)
        if word.lower not in self.forms:
            return False
        return bare or (word.token.pos_ in {"ADJ", "PROPN", "SCONJ", "X"} and not word.token.is_sent_start)

    @staticmethod
    def _again(words: Sequence[Word], at: int) -> bool:
        """Whether an infinitive stands under a verb that only says how somebody came to speak: "volvió a pedir"."""
        return (
            at > 1
            and words[at - 1].lower in {"a", "de", "to", "en"}
            and any(lemma(w.token) in _ASPECTUAL for w in words[max(0, at - 3) : at - 1])
        )

    def _after_verb(self, words: list[Word], verb: int) -> Tag | None:
        if self.spanish:
            return self._subject_from(words, verb + 1, words[verb])
        at = verb + 1
        while at < len(words) and words[at].token.pos_ == "ADV" and words[at].name is None:
            at += 1
        return self.phrase(words, at, words[verb])

    def _subject_from(self, words: list[Word], at: int, verb: Word | None) -> Tag | None:
        """The first noun phrase from ``at`` that stands under no preposition, where a speaker is its head; a Tag that
        is not ``known`` where something else is."""
        return self._scan(words, at, verb)[0]

    def _scan(self, words: list[Word], at: int, verb: Word | None) -> tuple[Tag | None, int]:
        """That noun phrase, and where the search for it ended."""
        under, filled, person = False, False, False
        while at < len(words):
            word = words[at]
            if under and filled and word.lower in COORDINATING and not self._verb_next(words, at):
                filled = False
            elif self.ends_phrase(word) or (word.name is None and self.finite(word)):
                return None, at
            elif (skipped := self._past_date(words, at)) > at:
                at, filled = skipped, True
                continue
            elif word.lower == ",":
                if under and person and at + 1 < len(words) and words[at + 1].name is not None:
                    at = self.past_name(words, at + 1)  # "dice de su esposo, Luis Ruiz"
                    continue
                under = False
            elif word.lower in self.prepositions:
                under, filled, person = True, False, False
            elif (
                word.token.pos_ == "VERB" and word.name is None and {"Inf", "Ger"} & set(morph(word.token, "VerbForm"))
            ):
                while at + 1 < len(words) and words[at + 1].lower != "," and not self.ends_phrase(words[at + 1]):
                    at += 1
            elif under and not filled:
                if word.lower not in self.determiners and word.token.pos_ not in {"ADJ", "NUM"}:
                    filled, person = True, word.name is None and self.is_noun(word, self.persons)
                    at = self.past_name(words, at)
                    continue
            elif not under or word.lower in self.determiners or (word.name is not None and not person):
                under, found = False, self.phrase(words, at, verb)
                if found is not None:
                    return found, at
                if word.lower in self.determiners:
                    past = self._past_time(words, at)
                    if past == at:
                        return Tag(verb, known=False), at
                    at = past
                    continue
            at += 1
        return None, at

    def _verb_next(self, words: list[Word], at: int) -> bool:
        return at + 1 < len(words) and (self.finite(words[at + 1]) or self._says(words, at + 1))

    def _past_time(self, words: list[Word], at: int) -> int:
        """The index after a time ("esta semana", "la víspera"); ``at`` where a determiner begins something else."""
        for index in range(at, min(at + 4, len(words))):
            lower = words[index].lower
            if lower in self.times or lower.removesuffix("s") in self.times:
                return index + 1
        return at

    def _before_verb(self, words: list[Word]) -> Tag | None:
        """A tag with its subject first: "Casals said", "a neighbor who asked not to be named said"."""
        subject = self.phrase(words, 0, None)
        if subject is None:
            return None
        inside = False
        for at in range(1, len(words)):
            word = words[at]
            if word.lower in ENDS or word.lower in MARKS:
                return None
            if self._says(words, at) and not (inside and self.spanish):
                return replace(subject, verb=word)
            if word.lower == ",":
                inside = False
            elif word.lower in RELATIVE:
                inside = True
            elif not inside and self.finite(word) and word.token.pos_ == "VERB" and word.name is None:
                return None
        return None

    def _led(self, words: list[Word], verb: int) -> Tag | None:
        """The subject of a reporting verb that leads to a quote."""
        while verb and self._again(words, verb) and not self.finite(words[verb]):
            verb = next(i for i in range(verb - 1, -1, -1) if lemma(words[i].token) in _ASPECTUAL)
        at = verb - 1
        while at >= 0 and (words[at].lower in self.between or words[at].token.pos_ in {"AUX", "ADV", "PART"}):
            at -= 1
        if (
            at >= 0
            and words[at].lower in RELATIVE - {"that"}
            and (not self.spanish or words[at].lower != "que" or (at and words[at - 1].lower == ","))
        ):
            return self._antecedent(words, at, words[verb])
        joined = at >= 0 and words[at].lower in COORDINATING
        if at >= 0 and not joined and words[at].lower not in {",", ";", ":", "."}:
            near = self._phrase_ending(words, at, words[verb])
            if near is not None and near.known:
                return near
        if self.spanish and not joined:
            following = self._subject_from(words, verb + 1, words[verb])
            if following is not None and following.known:
                return following
        if (
            self.spanish
            and at >= 0
            and words[at].lower == ","
            and verb + 1 < len(words)
            and words[verb + 1].lower == ","
        ):
            return Tag(words[verb])  # "El fallo, dijo, «…»"
        parsed = subject_of(words[verb].token)
        if parsed is not None:
            index = next((i for i, w in enumerate(words) if w.token.i == parsed.i), None)
            start = index or 0
            while start > 0 and self._leads(words[start - 1]) and words[start - 1].name is None:
                start -= 1
            if index is not None and (tag := self.phrase(words, start, words[verb])) is not None:
                return tag
            if parsed.lower_ in RELATIVE and index is not None:
                return self._antecedent(words, index, words[verb])
        first = self._first_phrase(words, verb, words[verb])
        return first or Tag(words[verb])

    def _antecedent(self, words: list[Word], relative: int, verb: Word) -> Tag:
        found = self._first_phrase(words, relative, verb)
        if found is None:
            return Tag(verb, relative=True)
        return replace(found, verb=verb, relative=True)

    def _opinion(self, words: list[Word]) -> Tag | None:
        """ "For Ana Ruiz, the ruling is “…”", "Para la familia, se trata de «…»"."""
        if len(words) < 3 or words[0].lower not in {"for", "para"}:
            return None
        tag = self.phrase(words, 1, None)
        return (
            tag if tag is not None and "," in {w.lower for w in words[2:12]} | {"," if self.spanish else ""} else None
        )

    def _phrase_ending(self, words: list[Word], at: int, verb: Word) -> Tag | None:
        """The noun phrase that ends at ``at``, its complements included: "la directora de la APL" """
        begin = at
        while begin > 0 and words[begin - 1].lower not in ENDS and words[begin - 1].lower not in self.openers:
            if words[begin - 1].lower == "," or self.finite(words[begin - 1]):
                break
            begin -= 1
        return self._first_phrase(words[begin : at + 1], at + 1 - begin, verb)

    def _first_phrase(self, words: list[Word], end: int, verb: Word | None) -> Tag | None:
        """The first noun phrase before ``end`` that names a speaker and stands under no preposition; else one that
        names no speaker, where the last clause has one."""
        at, last = 0, None
        while at < end:
            last, stop = self._scan(words[:end], at, verb)
            if last is not None and last.known:
                return last
            at = stop + 1
        return last

    def _past_date(self, words: list[Word], at: int) -> int:
        """The index after a date that begins at ``at``; ``at`` where none does."""
        for date in self.context.dates_between(words[at].start, words[-1].end):
            if date.start == words[at].start or (
                words[at].lower in self.determiners and 0 < date.start - words[at].end < 2
            ):
                return next((i for i in range(at, len(words)) if words[i].start >= date.end), len(words))
        return at

"""Noun phrases that can be speakers, read from the words' order in a stretch of text beside a quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.context import Context, morph
from extract.wordlists import people_nouns, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.lexicon import Lexicon
    from extract.reading import Name

SPEAKER_LISTS = ("attribution_noun", "kinship", "legal_text", "title")
PRONOUNS = frozenset(("he", "she", "it", "they", "él", "ella", "ellos", "ellas"))
ENDS = frozenset(".;:()?!")
MARKS = frozenset('«“"—')
_WORD = re.compile(r"\w+(?:[-’'](?!s\b)\w+)*|[^\w\s]")
_PARTITIVE = frozenset(("one", "uno", "una", "some", "algunos", "algunas", "several"))
_OF = frozenset(("of", "for", "from", "at", "de", "del"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a stretch beside a quote, with its token and the name it belongs to."""

    lower: str
    start: int
    end: int
    token: Token
    name: Name | None


@dataclass(frozen=True, slots=True)
class Tag:
    """Who is said to speak: by ``name``, by the noun or pronoun ``head`` in the phrase ``words``; all None where
    Spanish leaves the subject of ``verb`` out. ``relative``: the subject is a relative pronoun whose antecedent stands
    before. ``determiner`` is its first word. ``known`` is False where the subject is nothing that speaks ("rezaba un
    cartel")."""

    verb: Word | None
    head: Word | None = None
    name: Name | None = None
    words: str | None = None
    relative: bool = False
    known: bool = True
    determiner: str = ""


@cache
def speaker_nouns(lexicon: Lexicon, language: str) -> frozenset[str]:
    """Nouns, in the singular, of people, bodies and documents that say something."""
    words = people_nouns(language) | roles(language).keys()
    return words.union(*(lexicon.words(name, language) for name in SPEAKER_LISTS))


class Phrases:
    """Finds noun phrases in a stretch of text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.spanish = context.language == "es"
        listed, language = context.lexicon.words, context.language
        self.nouns = speaker_nouns(context.lexicon, language)
        self.titles = listed("title", language)
        self.determiners = listed("phrase_opener", language)
        self.openers = listed("clause_opener", language)

    def words(self, start: int, end: int) -> list[Word]:
        """The words and marks between two code points."""
        found: list[Word] = []
        for match in _WORD.finditer(self.context.article.text, start, end):
            if (
                match.group() == "."
                and found
                and found[-1].end == match.start()
                and found[-1].lower + "." in self.titles
            ):
                continue  # "Ms. Bello"
            token = self.context.token_at(match.start())
            found.append(Word(match.group().lower(), match.start(), match.end(), token, self.context.name_of(token)))
        return found

    def ends_phrase(self, word: Word) -> bool:
        """Whether a word or mark ends a noun phrase."""
        return word.lower in ENDS or word.lower in self.openers or word.lower in MARKS

    def is_noun(self, word: Word, nouns: frozenset[str] | None = None) -> bool:
        """Whether a word, in the singular or plural, is among ``nouns`` (those of all speakers by default)."""
        lower, nouns = word.lower, self.nouns if nouns is None else nouns
        if lower not in nouns and lower.startswith("ex"):
            lower = lower.removeprefix("ex").removeprefix("-")
        singulars = (lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ies") + "y")
        return any(form in nouns for form in singulars)

    @staticmethod
    def finite(word: Word) -> bool:
        return word.token.pos_ in {"VERB", "AUX"} and not {"Inf", "Part"} & set(morph(word.token, "VerbForm"))

    def phrase(self, words: list[Word], at: int, verb: Word | None) -> Tag | None:
        """The noun phrase that begins at ``at``, where it is somebody's name, a pronoun or a noun of speakers."""
        begin = at
        while at < len(words) and at < begin + 4 and words[at].name is None and self._leads(words[at]):
            if words[at].lower in _PARTITIVE and at + 1 < len(words) and words[at + 1].lower in {"of", "de"}:
                inner = self.phrase(words, at + 2, verb)
                return self._partitive(words, at, inner)
            at += 1
        if at >= len(words):
            return None
        word = words[at]
        if word.lower in PRONOUNS and at == begin:
            return Tag(verb, head=word)
        if word.name is not None and word.name.kind == "person":
            return Tag(verb, name=word.name)
        head = self._head(words, at)
        if head is None:
            return Tag(verb, name=word.name) if word.name is not None and word.name.kind != "place" else None
        named = self._apposed(words, head)
        if named is None and self.spanish and begin == head and not words[head].lower.endswith("s"):
            return None  # a bare noun in the singular is no subject
        return Tag(verb, words[head], named, self._text(words, begin, head), determiner=words[begin].lower)

    def _leads(self, word: Word) -> bool:
        return word.lower in self.determiners or (word.token.pos_ in {"ADJ", "NUM", "DET"} and not self.is_noun(word))

    def _partitive(self, words: list[Word], at: int, inner: Tag | None) -> Tag | None:
        if inner is None or (inner.head is None and inner.name is None):
            return None
        last = inner.head.end if inner.head is not None else inner.name.end if inner.name is not None else 0
        return Tag(inner.verb, words=self.context.article.text[words[at].start : last])

    def _text(self, words: list[Word], begin: int, head: int) -> str:
        """A noun phrase in its own words, with the complement that says of what or whom, without its determiners."""
        while begin < head and words[begin].lower in self.determiners:
            begin += 1
        last = head
        while (
            last + 1 < len(words)
            and words[last + 1].token.pos_ == "ADJ"
            and words[last + 1].name is None
            and self.spanish
        ):
            last += 1
        if last + 1 < len(words) and words[last + 1].lower in {"of", "for", "from", "at", "de", "del"}:
            at = last + 2
            while at < len(words) and (words[at].lower in self.determiners or words[at].token.pos_ == "ADJ"):
                at += 1
            if at < len(words) and words[at].token.pos_ in {"NOUN", "PROPN"} and not self.ends_phrase(words[at]):
                last = self.past_name(words, at) - 1
        return self.context.article.text[words[begin].start : words[last].end]

    def _head(self, words: list[Word], at: int) -> int | None:
        """The head of the nouns from ``at``: in English the last one ("State Department spokesperson")."""
        if self.spanish:
            return at if words[at].name is None and self.is_noun(words[at]) else None
        head, last = None, at
        while last < len(words) and (
            words[last].name is not None
            or self.is_noun(words[last])
            or words[last].token.pos_ in {"NOUN", "ADJ", "PROPN"}
            or words[last].lower in {"'", "’", "s", "-"}
        ):
            name = words[last].name
            if name is not None and name.kind == "person":
                break
            if name is None and self.is_noun(words[last]):
                head = last
            last += 1
        return head

    def _apposed(self, words: list[Word], head: int) -> Name | None:
        """The person named right after a noun, or its complement and a comma: "la directora de la APL, Ana Ruiz"."""
        at = head + 1
        while at < len(words) and at < head + 16:
            word = words[at]
            if word.name is not None and word.name.kind == "person":
                text = self.context.article.text
                titled = all(text[w.start].isupper() or w.lower == "of" for w in words[head:at])
                beside = at == head + 1 or words[at - 1].lower == "," or words[at - 1].token.pos_ == "ADJ"
                return word.name if beside or titled else None
            if word.lower in ENDS or word.lower in self.openers - {"and", "y", "e"} or self.finite(word):
                return None
            if word.lower == "," and (at + 1 >= len(words) or words[at + 1].name is None):
                return self._apposed_noun(words, at + 1)
            at += 1
        return None

    def _apposed_noun(self, words: list[Word], at: int) -> Name | None:
        """The person in "su hija, la doctora ANA RUIZ"."""
        if at >= len(words) or words[at].lower not in self.determiners | self.titles:
            return None
        for index in range(at if words[at].lower in self.titles else at + 1, min(at + 6, len(words))):
            name = words[index].name
            if name is not None:
                return name if name.kind == "person" else None
            if not self.is_noun(words[index]) and words[index].token.pos_ != "ADJ":
                return None
        return None

    def past_name(self, words: list[Word], at: int) -> int:
        name = words[at].name
        at += 1
        while name is not None and at < len(words) and words[at].name is name:
            at += 1
        return at

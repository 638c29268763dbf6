"""What the readers of statements share about one article: its sentences, and what stands where in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from extract.doctext import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from extract.article import Article
    from extract.lexicon import Lexicon
    from extract.quotes import Quote
    from extract.reading import Date, Figure, Name

Mention = TypeVar("Mention", "Name", "Date")

CLAUSE_HEADS = frozenset(("ROOT", "advcl", "relcl", "acl", "acl:relcl", "ccomp", "conj", "parataxis", "csubj", "xcomp"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: code points ``start`` to ``end`` without surrounding white space, and its tokens."""

    index: int
    start: int
    end: int
    text: str
    span: Span
    paragraph: int


def sentences_of(doc: Doc) -> list[Sentence]:
    """The sentences of ``doc`` that hold more than white space, with the number of the paragraph each stands in."""
    found: list[Sentence] = []
    whole = text_of(doc)
    for span in doc.sents:
        text = span.text
        stripped = text.strip()
        if not stripped:
            continue
        start = span.start_char + len(text) - len(text.lstrip())
        paragraph = whole.count("\n", found[-1].start, start) + found[-1].paragraph if found else 0
        found.append(Sentence(len(found), start, start + len(stripped), stripped, span, paragraph))
    return found


@dataclass(slots=False)
class Context:
    """One article while its statements are read. Built once; nothing here changes afterwards."""

    article: Article
    doc: Doc
    language: str
    lexicon: Lexicon
    names: Sequence[Name]
    figures: Sequence[Figure]
    dates: Sequence[Date]
    quotes: Sequence[Quote]
    sentences: list[Sentence] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = sentences_of(self.doc)
        self._starts = [s.start for s in self.sentences]
        self._token_starts = [t.idx for t in self.doc]
        self._name_starts = [n.start for n in self.names]
        self._date_starts = [d.start for d in self.dates]

    def sentence_at(self, char: int) -> Sentence:
        """The sentence that holds code point ``char`` (the one before it where ``char`` is between two)."""
        return self.sentences[max(0, bisect_right(self._starts, char) - 1)]

    def token_at(self, char: int) -> Token:
        """The token that covers code point ``char``, or the last one before it."""
        return self.doc[max(0, bisect_right(self._token_starts, char) - 1)]

    def head_of(self, start: int, end: int) -> Token:
        """The syntactic head of the tokens between two code points."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span.root if span is not None and len(span) else self.token_at(start)

    def names_between(self, start: int, end: int, kind: str | None = None) -> list[Name]:
        """Names that lie wholly between two code points, of one kind or of any."""
        return [n for n in within(self.names, self._name_starts, start, end) if kind is None or n.kind == kind]

    def dates_between(self, start: int, end: int) -> list[Date]:
        """Dates that lie wholly between two code points."""
        return within(self.dates, self._date_starts, start, end)

    def name_of(self, token: Token) -> Name | None:
        """The name that covers a token."""
        return self._name_by_token.get(token.i)

    @cached_property
    def _name_by_token(self) -> dict[int, Name]:
        covered: dict[int, Name] = {}
        for name in self.names:
            span = self.doc.char_span(name.start, name.end, alignment_mode="expand")
            for token in span or ():
                covered[token.i] = name
        return covered

    def quote_at(self, char: int) -> Quote | None:
        """The direct speech that covers code point ``char``."""
        return next((q for q in self.quotes if q.outer_start <= char < q.outer_end), None)

    def clause(self, token: Token) -> Token:
        """The predicate of the smallest clause that holds ``token``."""
        for step in (token, *token.ancestors):
            if step.dep_ in CLAUSE_HEADS and step.pos_ in {"VERB", "AUX"}:
                return step
            if step.dep_ == "ROOT":
                return step
        return token

    @property
    def published_day(self) -> str | None:
        """The day of publication as the source gives it (UTC where it tells a time)."""
        return (self.article.published or "")[:10] or None


def within(items: Sequence[Mention], starts: list[int], start: int, end: int) -> list[Mention]:
    """Those of ``items``, in order of the text and apart, that lie wholly between two code points; ``starts`` are
    theirs."""
    return [i for i in items[bisect_left(starts, start) : bisect_left(starts, end)] if i.end <= end]


def lemma(token: Token) -> str:
    """The lemma in lower case; the small Spanish model leaves clitics and some forms as they are."""
    return (token.lemma_ or token.text).lower()


def morph(token: Token, feature: str) -> list[str]:
    """The values of a morphological feature of a token ("Tense" → ["Past"]); empty where it has none."""
    return token.morph.get(feature, [])


def noun_phrase(token: Token) -> Span:
    """The whole phrase under a noun without relative clauses, appositions and what follows a comma."""
    doc = token.doc
    left = min((t.i for t in token.subtree if t.i <= token.i and t.dep_ != "punct"), default=token.i)
    right = token.i
    cut = {"relcl", "acl:relcl", "appos", "parataxis", "advcl", "conj", "cc", "punct"}
    for child in token.rights:
        if child.dep_ in cut:
            break
        right = max(right, *(t.i for t in child.subtree))
    for i in range(left, token.i):
        if doc[i].is_space:
            left = i + 1
    while left < token.i and doc[left].pos_ in {"ADP", "SCONJ", "CCONJ", "PUNCT", "ADV"}:
        left += 1
    return doc[left : right + 1]


def words_of(span: Span) -> str:
    """The words of a span without a leading determiner, surrounding marks or a relative clause."""
    tokens = [t for t in span if not t.is_space]
    cut = next((i for i, t in enumerate(tokens) if i and t.lower_ in {"who", "which", "que", "quien"}), len(tokens))
    tokens = tokens[:cut]
    while tokens and (tokens[0].pos_ == "DET" or tokens[0].is_punct or tokens[0].is_quote):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_quote):
        tokens = tokens[:-1]
    return span.doc[tokens[0].i : tokens[-1].i + 1].text if tokens else ""


def tokens_between(doc: Doc, start: Token, end: Token) -> Iterator[Token]:
    """Tokens strictly between two, whichever comes first."""
    a, b = sorted((start.i, end.i))
    yield from doc[a + 1 : b]

"""The components of a spaCy pipeline as the reader runs them: the same results in less time.

spaCy's own are made for training and for batches of many texts. One article at a time they spend most of their time on
matrix products of single rows and on patterns that are tried in vain. Whatever is not built like the packaged models is
left to spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span
from spacy.tokens._retokenize import set_token_attrs
from thinc.api import NumpyOps

from extract.vectors import faster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RULED_BY: list[int | str] = ["TAG", "POS", "DEP", "LOWER", "IS_SPACE"]
"""The attributes of a token that the one-token patterns of the packaged models ask for."""
MOST_KINDS = 50_000
"""Kinds of tokens remembered at once."""


def quicken(nlp: Language) -> None:
    """Let ``nlp`` compute with numpy's matrix products and the components below where they can stand in for its own."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = ops
    if "tok2vec" in nlp.pipe_names:
        shared: Any = nlp.get_pipe("tok2vec")
        shared.model = faster(shared.model)
    if "ner" in nlp.pipe_names and Entities.stands_in_for(nlp.get_pipe("ner")):
        nlp.add_pipe("entities", after="ner")
        nlp.disable_pipe("ner")
    if "attribute_ruler" in nlp.pipe_names and Attributes.stands_in_for(nlp.get_pipe("attribute_ruler")):
        nlp.add_pipe("attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


class Entities:
    """Greedy named entities of spaCy's transition model: scores outside of entities all at once, inside one by one.

    Outside of an entity the model looks at the token alone, so the scores of all tokens are one matrix product; only
    inside, where it looks at the entity's first token, too, does a step depend on the one before.
    """

    @staticmethod
    def stands_in_for(ner: Any) -> bool:
        """Whether ``ner`` is a greedy transition model over (token, entity's first token, token before)."""
        model = getattr(ner, "model", None)
        if model is None or not {"lower", "upper", "tok2vec"} <= set(model.ref_names) or ner.cfg["beam_width"] != 1:
            return False
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        return bool(
            model.attrs["has_upper"]
            and model.get_ref("tok2vec").layers
            and not model.attrs["unseen_classes"]
            and lower.get_dim("nF") == 3
            and lower.get_dim("nP") > 1
            and upper.get_dim("nO") == ner.moves.n_moves
        )

    def __init__(self, ner: Any) -> None:
        lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
        self._vectors, *self._narrowed = ner.model.get_ref("tok2vec").layers
        self._vectors = faster(self._vectors)
        self._features, self._pieces = lower.get_dim("nF"), lower.get_dim("nP")
        self._weights: Floats = np.ascontiguousarray(lower.get_param("W").reshape(-1, lower.get_dim("nI")).T)
        self._bias: Floats = lower.get_param("b").reshape(-1)
        self._absent: Floats = lower.get_param("pad").reshape(self._features, -1)
        self._out: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._out_bias: Floats = upper.get_param("b")
        moves = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        self._moves = [(m[:1], m[2:]) for m in moves]
        self._going_on = {label: (moves.index(f"I-{label}"), i) for i, (m, label) in enumerate(self._moves) if m == "L"}
        self._outside = moves.index("O")
        self._begins = np.array([i for i, (m, _) in enumerate(self._moves) if m == "B"])
        self._names = np.array([i for i, (m, _) in enumerate(self._moves) if m in "BU"])
        self._never = np.array(
            [i for i, (m, label) in enumerate(self._moves) if m not in "OBU" or (m == "U" and not label)]
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of ``doc``; none of them goes over the start of a sentence."""
        if not len(doc):
            return doc
        vectors = self._vectors.predict([doc])
        for layer in self._narrowed:
            vectors = layer.predict(vectors)
        features = (vectors @ self._weights).reshape(len(doc), self._features, -1)
        spaces, starts = doc.to_array(["IS_SPACE", "SENT_START"]).T == 1
        ends = np.append(starts[1:], True)
        scores = self._scores(features[:, 0] + self._absent[1] + self._absent[2])
        scores[:, self._never] = -np.inf
        scores[np.ix_(ends, self._begins)] = -np.inf
        scores[np.ix_(spaces, self._names)] = -np.inf
        best = scores.argmax(axis=1)
        found: list[Span] = []
        for start in np.flatnonzero(best != self._outside).tolist():
            if not found or start >= found[-1].end:
                move, label = self._moves[best[start]]
                end = start + 1 if move == "U" else self._end(features, ends, start, label)
                found.append(Span(doc, start, end, label=label))
        doc.set_ents(found, default="outside")
        return doc

    def _scores(self, hidden: Floats) -> Floats:
        hidden = (hidden + self._bias).reshape(len(hidden), -1, self._pieces).max(axis=2)
        scores: Floats = hidden @ self._out + self._out_bias
        return scores

    def _end(self, features: Floats, ends: NDArray[np.bool_], start: int, label: str) -> int:
        """The token after the entity that begins at token ``start``: at the latest, its sentence ends with it."""
        inside, last = self._going_on[label]
        i = start + 1
        while not ends[i]:
            scores = self._scores((features[i, 0] + features[start, 1] + features[i - 1, 2])[None])[0]
            if scores[last] > scores[inside]:
                break
            i += 1
        return i + 1


class Attributes:
    """spaCy's attribute ruler, with the patterns of one token tried once for each kind of token.

    Nearly all patterns look at one token and nothing but ``RULED_BY``; which of them match is remembered by these.
    """

    @staticmethod
    def stands_in_for(ruler: Any) -> bool:
        """Whether the ruler's patterns of one token ask for nothing but ``RULED_BY``."""
        if not isinstance(ruler, AttributeRuler):
            return False
        return all(set(RULED_BY).issuperset(p[0]) for rule in _patterns(ruler) for p in rule if len(p) == 1)

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._several = Matcher(ruler.vocab)
        for number, rule in enumerate(_patterns(ruler)):
            several = [p for p in rule if len(p) > 1]
            if several:
                self._several.add(str(number), several)
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of the tokens that match, later rules over earlier ones."""
        rules = self._ruler.attrs
        more = self._of_several(doc)
        for i, kind in enumerate(map(tuple, doc.to_array(RULED_BY).tolist())):
            numbers = self._known.get(kind)
            if numbers is None:
                if len(self._known) >= MOST_KINDS:
                    self._known.clear()
                numbers = self._known[kind] = self._of_one(doc, i)
            for number in sorted((*numbers, *more[i])) if i in more else numbers:
                set_token_attrs(doc[i], rules[number])
        return doc

    def _of_one(self, doc: Doc, i: int) -> tuple[int, ...]:
        alone = Doc(doc.vocab, words=[doc[i].text])
        given: Any = ["TAG", "POS", "DEP"]
        alone.from_array(given, doc.to_array(given)[i : i + 1])  # type: ignore[arg-type]
        return tuple(number for number, *_ in self._ruler.match(alone))

    def _of_several(self, doc: Doc) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for rule, start, end in self._several(doc, allow_missing=True) if len(self._several) else ():
            number = int(doc.vocab.strings[rule])
            at = self._ruler.indices[number]
            found.setdefault(start + at if at >= 0 else end + at, []).append(number)
        return found


def _patterns(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    """For each rule its patterns, for each pattern its tokens."""
    rules: Any = ruler.patterns
    return [rule["patterns"] for rule in rules]


@Language.factory("entities")
def _entities(nlp: Language, name: str) -> Entities:  # noqa: ARG001 - spaCy gives it
    return Entities(nlp.get_pipe("ner"))


@Language.factory("attributes")
def _attributes(nlp: Language, name: str) -> Attributes:  # noqa: ARG001 - spaCy gives it
    ruler: Any = nlp.get_pipe("attribute_ruler")
    return Attributes(ruler)

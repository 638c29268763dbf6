"""The token vectors of spaCy's packaged models, computed for one text with few and large steps.

The network is spaCy's MultiHashEmbed and MaxoutWindowEncoder with a window of one token on each side; its weights are
used as they are. Results agree to rounding. spaCy's layers copy and check between all steps and take the largest of
three neighbouring numbers at a time; here the pieces of a maxout lie side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

_EMBED = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_MAXOUT = ("maxout", "layernorm", "dropout")


class Vectors:
    """Token vectors, of shape (tokens, width), of one text at a time."""

    @staticmethod
    def stands_in_for(model: Model[Any, Any]) -> bool:
        """Whether the network is the one of the small packaged models."""
        names = [layer.name.partition("(")[0] for layer in model.layers]
        if len(names) != 2 or names[1] != "with_array":
            return False
        embed, encode = model.layers
        if tuple(layer.name.partition("(")[0] for layer in embed.layers) != _EMBED:
            return False
        residuals = encode.layers[0].layers
        return (
            all(_flat(h) == ["ints-getitem", "hashembed"] for h in embed.layers[2].layers[0].layers)
            and _flat(embed.layers[3].layers[0]) == list(_MAXOUT)
            and all(r.name.startswith("residual") for r in residuals)
            and all(_flat(r.layers[0]) == ["expand_window", *_MAXOUT] for r in residuals)
            and all(r.layers[0].layers[0].attrs["window_size"] == 1 for r in residuals)
        )

    def __init__(self, model: Any) -> None:
        embed, encode = model.layers
        self.width: int = encode.get_dim("nO")
        self._columns = list(embed.layers[0].attrs["columns"])
        self._hashed = [(h.layers[1], h.layers[1].get_param("E")) for h in embed.layers[2].layers[0].layers]
        self._mixed = _Maxout(embed.layers[3].layers[0])
        self._encoded = [_Maxout(residual.layers[0]) for residual in encode.layers[0].layers]
        self._padding: int = encode.attrs["pad"]

    def __call__(self, doc: Doc) -> Floats:
        """The vectors of the tokens of ``doc``."""
        features: Any = doc.to_array(self._columns).reshape(len(doc), -1)
        embedded = np.concatenate([self._embedded(h, e, features) for h, e in self._hashed], axis=1)
        # The encoder sees empty tokens before and after the text, as it did when it was trained.
        vectors = np.pad(self._mixed(embedded), ((self._padding,) * 2, (0, 0)))
        window = np.zeros((len(vectors), 3 * self.width), dtype=np.float32)
        before, here, after = (window[:, i * self.width : (i + 1) * self.width] for i in range(3))
        for layer in self._encoded:
            before[1:], here[:], after[:-1] = vectors[:-1], vectors, vectors[1:]
            vectors = vectors + layer(window)
        return np.ascontiguousarray(vectors[self._padding : len(vectors) - self._padding])

    @staticmethod
    def _embedded(layer: Any, table: Floats, features: NDArray[np.uint64]) -> Floats:
        column = np.ascontiguousarray(features[:, layer.attrs["column"]])
        rows = layer.ops.hash(column, layer.attrs["seed"]) % layer.get_dim("nV")
        found: Floats = layer.ops.gather_add(table, rows)
        return found


class _Maxout:
    """The largest of several linear maps, number by number, then normalized over each token."""

    def __init__(self, model: Model[Any, Any]) -> None:
        named: dict[str, Any] = {layer.name: layer for layer in model.walk()}
        maxout, norm = named["maxout"], named["layernorm"]
        self._width, self._pieces = maxout.get_dim("nO"), maxout.get_dim("nP")
        weights = maxout.get_param("W").transpose(2, 1, 0)
        self._weights: Floats = np.ascontiguousarray(weights.reshape(maxout.get_dim("nI"), -1))
        self._bias: Floats = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self._gain: Floats = norm.get_param("G")
        self._shift: Floats = norm.get_param("b")

    def __call__(self, x: Floats) -> Floats:
        pieces = x @ self._weights
        pieces += self._bias
        largest: Floats = pieces[:, : self._width]
        for i in range(1, self._pieces):
            largest = np.maximum(largest, pieces[:, i * self._width : (i + 1) * self._width])
        largest = largest - largest.mean(axis=1, keepdims=True)
        variance: Any = np.einsum("ij,ij->i", largest, largest) / np.float32(self._width) + np.float32(1e-8)
        largest *= (variance ** np.float32(-0.5))[:, None]
        largest *= self._gain
        largest += self._shift
        return largest


def _flat(model: Model[Any, Any]) -> list[str]:
    """The names of the layers without layers of their own, in order."""
    return [name for layer in model.layers for name in _flat(layer)] if model.layers else [model.name]


def faster(model: Model[Any, Any]) -> Model[Any, Any]:
    """A network that gives the vectors ``model`` gives, or ``model`` itself where it is of another make."""
    if not Vectors.stands_in_for(model):
        return model
    vectors = Vectors(model)

    def forward(_model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Floats], Any]:  # noqa: ARG001
        return [vectors(doc) for doc in docs], None

    return Model("token_vectors", forward, dims={"nO": vectors.width})

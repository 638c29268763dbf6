"""Fingerprints of texts: what is nearly the same text is found without comparing each with each.

MinHash (Broder 1997) over shingles of five folded words, with locality-sensitive hashing in bands (Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, chapter 3). The bands only propose; ``similarity`` decides on the words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

SHINGLE = 5
PERMUTATIONS = 128
BANDS = 32
SCHEME = "affine32/5/128/1"
"""Names what a stored signature was made with: permutation scheme, shingle length, permutations, seed."""

NEAR_COPY = 0.6
"""Share of the shorter text's shingles that a copy has at least: with small edits, a new first paragraph or cuts."""

MIN_SHINGLES = 30
"""Shorter texts (a caption, an empty page's notice) say too little to be called copies."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``signature``: PERMUTATIONS little-endian unsigned 32-bit numbers; ``shingles``: how many different ones."""

    shingles: int
    signature: bytes

    def bands(self) -> list[bytes]:
        """BANDS hashes of 8 bytes; two texts that share one are worth comparing (likely from similarity 0.4 on)."""
        step = len(self.signature) // BANDS
        return [
            hashlib.blake2b(self.signature[i : i + step], digest_size=8).digest()
            for i in range(0, len(self.signature), step)
        ]


def shingles(text: str) -> frozenset[str]:
    """All runs of SHINGLE words, without case, accents and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", plain)
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def fingerprint(text: str) -> Fingerprint | None:
    """The fingerprint of a text, None where it is too short to have one."""
    found = shingles(text)
    if len(found) < MIN_SHINGLES:
        return None
    import numpy as np
    from datasketch import MinHash  # here, because it brings SciPy along, which asking the store has no use for

    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
    sketch.update_batch([s.encode("utf-8", "surrogatepass") for s in sorted(found)])
    return Fingerprint(len(found), np.asarray(sketch.hashvalues, dtype="<u4").tobytes())


def similarity(a: str, b: str) -> float:
    """The share of the shorter text's shingles that the other has too, 0 to 1 (overlap coefficient)."""
    first, second = shingles(a), shingles(b)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0

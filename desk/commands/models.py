"""``constancia models``: installs the spaCy models that read, outside a checkout."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import as_file, files
from importlib.util import find_spec

import click

from desk.trouble import Trouble
from extract.article import LANGUAGES


def _missing() -> list[str]:
    """What is wrong with the models, one line each; nothing where all can be loaded."""
    from extract.models import ModelUnavailable, load_pipeline

    wrong = []
    for language in LANGUAGES:
        try:
            load_pipeline(language)
        except ModelUnavailable as error:
            wrong.append(str(error))
    return wrong


def _install() -> None:
    if find_spec("pip") is None:
        raise Trouble("this environment has no pip: run `python -m ensurepip`, or in a checkout `make setup`")
    with as_file(files("extract").joinpath("data/models.txt")) as requirements:
        arguments = [
            "install",
            "--require-hashes",
            "--no-deps",
            "--force-reinstall",
            "--requirement",
            str(requirements),
        ]
        click.echo(f"pip {' '.join(arguments)}")
        done = subprocess.run(  # noqa: S603  (our own arguments)
            [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=False
        )
    if done.returncode:
        raise Trouble("pip could not install the models (see above); what was installed before is unharmed")


@click.command("models")
@click.option("--check", is_flag=True, help="Only say whether they are there.")
def command(check: bool) -> None:
    """Install the two small spaCy models, English and Spanish, into this Python environment.

    A checkout set up with make has them. Elsewhere this runs pip with the list that came with the package, every file
    by its hash and without dependencies, and then loads both models, which checks their files once more.

    \b
    Example:
      constancia models
    """
    from extract.models import model_name

    if _missing() and not check:
        _install()
        done = subprocess.run(  # a fresh process sees the new packages
            [sys.executable, "-m", "desk.cli", "models", "--check"], check=False
        )
        raise SystemExit(done.returncode)
    if wrong := _missing():
        raise Trouble(" ".join(wrong))
    click.echo(f"The models can be loaded: {', '.join(model_name(language) for language in LANGUAGES)}")

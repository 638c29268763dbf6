"""A missing or altered model is said in one clear line."""

from pathlib import Path

import pytest

from extract import models


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    models.load_pipeline.cache_clear()


def test_a_model_that_is_not_installed_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSTANCIA_MODEL_EN", "en_no_such_model")
    with pytest.raises(models.ModelUnavailable, match="en_no_such_model"):
        models.load_pipeline("en")


def test_a_changed_file_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"weights")
    before = models.package_digest(tmp_path)
    (tmp_path / "model").write_bytes(b"Weights")
    assert models.package_digest(tmp_path) != before


def test_a_language_without_model_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        models.model_name("fr")

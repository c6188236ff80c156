"""Whether an article is in a language that lexicons are made for."""

from __future__ import annotations

import pytest

from framing.articles.languages import is_foreign


@pytest.mark.parametrize("said", ["en", "en-GB", "en_US", "eng", "English", "ENGLISH", "Englisch"])
def test_a_language_is_known_by_codes_and_names(said: str) -> None:
    assert not is_foreign(said, "words", ["en"])
    assert is_foreign(said, "words", ["de"])

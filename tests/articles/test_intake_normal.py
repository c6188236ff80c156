"""A text is normal where normalising it changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.articles.intake import is_normal, normalise

PIECES = ("a", "\r", "\n", "e\u0301", "é", "ﬁ", "\ufb06", "\u1100\u1161", "\u0301", "Ω", "\u2126")


@given(st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8")).map("".join))
def test_a_text_is_normal_where_normalising_leaves_it(text: str) -> None:
    assert is_normal(text) == (normalise(text) == text)
    assert is_normal(normalise(text))

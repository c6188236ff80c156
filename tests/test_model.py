"""How a profile shows itself: in one line, and as a table in a notebook."""

from __future__ import annotations

from dataclasses import replace

import framing
from framing.model import Profile
from tests.library_world import profile


def shown_as_html(found: Profile) -> str:
    return found._repr_html_()


def test_a_profile_is_one_line_of_its_figures() -> None:
    made = profile("Aid.", {"support": {"aid": 2}}, words=1250, title="Aid at last")
    assert repr(made) == "<Profile Aid at last, 1,250 words: support 1.6, distance 0.0, risk 0.0>"


def test_without_a_title_it_has_its_id() -> None:
    made = profile("Aid.", words=0)
    named = f"<Profile {made.article.id}, 0 words: "
    assert repr(made) == f"{named}support no score, distance no score, risk no score>"


def test_a_long_title_is_cut_and_steers_nothing() -> None:
    shown = repr(profile("Aid.", title="\x1b[2J\n" + "long " * 100))
    assert shown.startswith(r"<Profile \x1b[2J long long")
    assert "…, 100 words: support 0.0" in shown
    assert len(shown) < 130


def test_without_scores_it_says_so() -> None:
    made = replace(profile("Aid.", title="Aid"), scores=())
    assert repr(made) == "<Profile Aid, 100 words: no scores>"


def test_a_notebook_shows_rates_with_their_intervals() -> None:
    html = shown_as_html(framing.score("The ministry funds start-ups. " * 5))
    assert "<th>per 1,000 words</th>" in html
    assert "<td>state_support</td><td>5</td><td>" in html
    assert "<td>0</td><td>0.0 (≤ " in html


def test_no_text_is_markup_in_a_notebook() -> None:
    html = shown_as_html(profile("Aid.", title="<script>alert('\x1b')</script> & \u202e"))
    assert "<script>" not in html
    assert r"&lt;script&gt;alert(&#x27;\x1b&#x27;)&lt;/script&gt; &amp; \u202e" in html

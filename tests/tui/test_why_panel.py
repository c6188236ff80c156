"""What the panel of a match says of its entry's context and kind."""

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article
from tui.source import place_in
from tui.widgets.why_panel import why_lines


def test_needs_are_evidence_under_their_own_name() -> None:
    plan = Term("plan", needs=("industry",), unless=("flood",), kind="aim", note="a remark", line=3)
    lexicon = Lexicon(
        "l",
        title="Support",
        dimensions=(Dimension("d", terms=(plan,)),),
        groups={"industry": (Term("chips"),), "flood": (Term("flood*"),)},
        path="here/l.toml",
    )
    profile = Scanner([lexicon]).scan([Article("0", "A plan for chips.")])[0]
    lines = why_lines(profile.matches[0], profile, place_in(lexicon, "d", "plan"))
    shown = ["".join(text for text, _ in line) for line in lines]
    assert "asks      needs industry, unless flood" in shown
    assert "lexicon   Support   l.toml:3" in shown
    assert "kind      term, aim" in shown
    assert "note      a remark" in shown
    assert shown[-2:] == ["evidence  plan   2-6", "needs     chips   11-16"]

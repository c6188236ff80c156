"""What hostile articles are made of: what steers a terminal, markup, sound words between."""

from __future__ import annotations

from tests.articles.writers import Made

BODY = "The harbour lends money to the yards, and the risk is small."
C1 = "\x9b2J\x90\x85"
BIDI = "\u202edne\u2066\u200f"
MARKUP = "[/red] [b]{{7*7}} $(id) `id` <script>x</script> %s"
STEERS = f"{C1} {BIDI} {MARKUP}"
"""What XML can hold of it."""
WORSE = f"\x1b]52;c;aGk=\x07 \x1b[2J \x7f {STEERS}"
EVERY_BYTE = bytes(range(256)) * 8


def _given(steers: str) -> dict[str, str]:
    return {
        "title": "A title " + steers.replace("\x85", ""),
        "source": f"Source {steers}",
        "author": "Ann " + steers.replace("\x85", ""),
        "url": f"https://example.org/{BIDI}",
        "desk": f"=1+1 {steers}",
    }


def article(steers: str) -> Made:
    """An article with something in its text and fields."""
    paragraphs = [f"Part {n}. {BODY} {steers} and so on." for n in range(12)]
    return Made("\n\n".join(paragraphs), _given(steers))

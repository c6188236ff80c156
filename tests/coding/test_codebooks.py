"""The codebook beside a sheet, and a sheet that is written once more."""

from __future__ import annotations

from pathlib import Path

from framing.library import Library
from tests.coding.sheets_world import LEXICON, SOURCES, drawn, read, text_of
from tests.command import Run

EXAMPLES = "".join(
    f'\n[[examples]]\ntext = "{text}"\nmatch = {match}\n'
    for text, match in (
        ("The rain fell on the just.", '["rain"]'),
        ("Sunny weather all week.", '["sun"]'),
        ("A dry and windy month.", "[]"),
        # This one stands in the articles: beside the sheet it would give the code away.
        ("A drizzle fell in the hills.", '["rain"]'),
    )
)


def part(codebook: str, title: str) -> str:
    return codebook.split(f"## {title}")[1].split("\n## ")[0]


def test_a_codebook_stands_beside_the_sheet(framing: Run, sheet: Path) -> None:
    codebook = sheet.with_name("sheet-codebook.md").read_text(encoding="utf-8")
    for title, name in (("Rain", "rain"), ("Sun", "sun")):
        assert f"## {title} (`{name}`)" in codebook
        assert f"Is “{title}”, as it is described here, in the sentence?" in codebook
    assert "Wording of rain." in part(codebook, "Rain")
    assert "framing code import anna.csv" in codebook


def test_a_codebook_is_blind(framing: Run, sheet: Path, library: Path) -> None:
    codebook = sheet.with_name("sheet-codebook.md").read_text(encoding="utf-8")
    units = {row["unit"] for row in read(sheet)}
    assert not any(word in codebook for word in (*SOURCES, "drizzle", "260", *units))


def with_examples(framing: Run, tmp_path: Path) -> None:
    lexicon = tmp_path / "weather.toml"
    lexicon.write_text(LEXICON + EXAMPLES, encoding="utf-8")
    assert framing("lexicon", "add", lexicon).code == 0
    for name in ("state_support", "competitiveness", "risk"):
        framing("lexicon", "off", name)


def test_examples_of_the_lexicon_are_in_it(framing: Run, tmp_path: Path) -> None:
    with_examples(framing, tmp_path)
    news = tmp_path / "news.txt"
    news.write_text(text_of(2), encoding="utf-8")
    framing("import", news)
    framing("code", "sample", "--size", "13", "-o", tmp_path / "sheet.csv")
    rain = part((tmp_path / "sheet-codebook.md").read_text(encoding="utf-8"), "Rain")
    counts, does_not = rain.split("**These do not (0):**")
    assert "**These count (1):**\n\n- The rain fell on the just." in counts
    assert "- Sunny weather all week.\n- A dry and windy month." in does_not
    assert "drizzle" not in rain


def test_coders_are_told_the_definition_and_not_what_is_listed(
    framing: Run, tmp_path: Path
) -> None:
    defined = LEXICON.replace(
        '"Wording of rain."\n', '"Words of rain on the list."\ndefinition = "It rains there."\n'
    )
    (tmp_path / "weather.toml").write_text(defined, encoding="utf-8")
    (tmp_path / "news.txt").write_text(text_of(1), encoding="utf-8")
    framing("lexicon", "add", tmp_path / "weather.toml")
    framing("import", tmp_path / "news.txt")
    assert framing("code", "sample", "--size", "12", "-o", tmp_path / "s.csv").code == 0
    codebook = (tmp_path / "s-codebook.md").read_text(encoding="utf-8")
    assert "It rains there." in part(codebook, "Rain")
    assert "on the list" not in codebook
    assert "Wording of sunshine." in part(codebook, "Sun")
    places = tmp_path / "places.csv"
    framing("code", "sample", "--unit", "match", "--dimension", "rain", "-o", places)
    assert {row["question"] for row in read(places)} == {"Rain: It rains there."}
    shown = framing("lexicon", "show", "weather").out
    assert "Words of rain on the list.\ncoders: It rains there.\n" in shown
    assert "coders: Wording" not in shown


def test_the_bundled_lexicons_say_what_coders_look_for(framing: Run, home: Path) -> None:
    for name in ("state_support", "competitiveness", "risk"):
        told = framing("lexicon", "show", name, "--json").rows[0]["definitions"][name]
        assert told.startswith("Yes, if")
        assert not {"list", "match", "matches", "entry", "entries", "pattern"} & set(told.split())


def test_matches_have_a_codebook_of_their_own(framing: Run, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "matches.csv"
    framing("code", "sample", "--unit", "match", "--dimension", "sun", "-o", path)
    codebook = path.with_name("matches-codebook.md").read_text(encoding="utf-8")
    assert "marked `[[so]]` in its sentence" in codebook
    assert "Sun (`sun`)" in codebook and "Rain" not in codebook


def test_neither_file_is_overwritten_unasked(framing: Run, library: Path, tmp_path: Path) -> None:
    codebook = tmp_path / "sheet-codebook.md"
    codebook.write_text("mine", encoding="utf-8")
    done = framing("code", "sample", "--size", "20", "-o", tmp_path / "sheet.csv")
    assert done.code == 1
    assert "sheet-codebook.md: exists already" in done.err
    assert (codebook.read_text(encoding="utf-8"), (tmp_path / "sheet.csv").exists()) == (
        "mine",
        False,
    )
    with Library(library) as opened:
        assert opened.codes.samples() == []


def test_nothing_in_a_codebook_is_markup(framing: Run, tmp_path: Path) -> None:
    hostile = LEXICON.replace("Wording of rain.", "<script>x</script> [a](b) `c`")
    (tmp_path / "weather.toml").write_text(hostile, encoding="utf-8")
    (tmp_path / "news.txt").write_text(text_of(1), encoding="utf-8")
    framing("import", tmp_path / "news.txt")
    framing("score", "--lexicon", tmp_path / "weather.toml")
    framing("code", "sample", "--size", "13", "-o", tmp_path / "sheet.csv")
    codebook = (tmp_path / "sheet-codebook.md").read_text(encoding="utf-8")
    assert "\\<script\\>x\\</script\\> \\[a\\](b) \\`c\\`" in codebook


def test_a_lost_sheet_is_written_once_more(framing: Run, sheet: Path, library: Path) -> None:
    first = sheet.read_bytes()
    framing("code", "sample", "--size", "40")  # a further one, which is not this one
    with Library(library) as opened:
        one, other = (each.id for each in opened.codes.samples())
    again = sheet.with_name("again.csv")
    assert framing("code", "sheet", one[:6], "-o", again).code == 0
    assert again.read_bytes() == first
    assert again.with_name("again-codebook.md").is_file()
    assert framing("code", "sheet", other).out.count("\n") == 41
    assert drawn(library).id == other  # nothing was drawn
    done = framing("code", "sheet", "zz")
    assert (done.code, f"“zz” (use one of {one}, {other})" in done.err) == (1, True)

"""The habits of published dictionaries: nothing of a file is lost without being told."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicons.formats import ImportedLexicon, parse_reported, written
from tests.laws import examples


def parse(name: str, text: str, columns: tuple[str, ...] = ()) -> ImportedLexicon:
    return parse_reported(Path(name), text.encode(), columns)


def weights(report: ImportedLexicon) -> dict[str, dict[str, float]]:
    return {
        each.name: {term.pattern: term.weight for term in each.terms}
        for each in report.lexicon.dimensions
    }


def terms(report: ImportedLexicon) -> dict[str, list[str]]:
    return {name: list(found) for name, found in weights(report).items()}


def told(report: ImportedLexicon) -> dict[str, list[str]]:
    """What is told of the file by kind, each with its line."""
    return {
        kind: [f"{note.line} {note.what}: {note.reason}" for note in notes]
        for kind, notes in report.notes()
        if notes
    }


def refusal(name: str, text: str, columns: tuple[str, ...] = ()) -> str:
    with pytest.raises(LexiconError) as caught:
        parse(name, text, columns)
    return str(caught.value)


class TestTerms:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("x.csv", "term,dimension\nhigh_tide*,sea\nflood,sea\n"),
            ("x.tsv", "high_tide*\t1\nflood\t1\n"),
            ("x.txt", "high_tide*\nflood\n"),
            ("x.yml", "x:\n  - high_tide*\n  - flood\n"),
            ("x.json", '{"x": ["high_tide*", "flood"]}'),
            ("x.dic", "%\n1\tx\n%\nhigh_tide*\t1\nflood\t1\n"),
            ("x.lc3", "+x\nhigh_tide*\nflood\n"),
            (
                "x.ykd",
                '<dictionary><cnode name="x"><pnode name="high_tide*"/>'
                '<pnode name="flood"/></cnode></dictionary>',
            ),
        ],
    )
    def test_an_underscore_between_words_is_a_space(self, name: str, text: str) -> None:
        report = parse(name, text)
        assert [*terms(report).values()] == [["high tide*", "flood"]]
        [note] = report.renamed
        assert (note.what, "“high tide*”" in note.reason) == ("high_tide*", True)

    @pytest.mark.parametrize("written", ["_tide", "tide_", "#tide", "a|b", "tide|", "#1"])
    def test_other_marks_stay_what_no_pattern_is(self, written: str) -> None:
        report = parse("x.csv", f"term,dimension\n{written},sea\nwave,sea\n")
        assert [note.what for note in report.skipped] == [written]
        assert not report.renamed

    @pytest.mark.parametrize("mark", ["*", "?", "* **", "**"])
    @pytest.mark.parametrize("form", ["term,dimension\n{},sea\nwave,sea\n", "term\n{}\nwave\n"])
    def test_a_line_of_wildcards_is_skipped_alone(self, mark: str, form: str) -> None:
        report = parse("x.csv", form.format(mark))
        assert [(note.line, note.what) for note in report.skipped] == [(2, mark)]
        assert "wildcards only" in report.skipped[0].reason
        assert report.terms == 1

    def test_conditional_codes_of_liwc_are_skipped_with_their_line(self) -> None:
        report = parse(
            "x.dic",
            "%\n1\tsea\n2\tair\n%\n"
            "fair\t(01 2)1/2\nkeen <of>1/2\nmild\t1\t<of>2\ngale\t2\nbay\t1\n",
        )
        assert terms(report) == {"sea": ["bay"], "air": ["gale"]}
        assert [note.line for note in report.skipped] == [5, 6, 7]
        assert {note.reason for note in report.skipped} == {
            "its code depends on the words beside it"
        }

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("term,dimension\nwave,Sea\ntide,sea\nbay,SEA\n", ["wave", "tide", "bay"]),
            ("term,sea,Sea\nwave,1,\ntide,,1\nbay,1,1\n", ["wave", "tide", "bay"]),
        ],
    )
    def test_names_in_another_case_are_one_category(self, text: str, kept: list[str]) -> None:
        report = parse("x.csv", text)
        assert [*terms(report).values()] == [kept]
        assert all("another case" in note.reason for note in report.renamed)
        assert report.renamed

    def test_nested_names_in_another_case_are_one_category(self) -> None:
        report = parse("x.cat", "A\n\tB\n\t\twave (1)\nC\n\ttide (1)\na\n\tb\n\t\tbay (1)\n")
        assert terms(report) == {"A/B": ["wave", "bay"], "C": ["tide"]}
        assert [note.what for note in report.renamed] == ["a", "A/b"]

    def test_case_is_kept_in_tables(self) -> None:
        report = parse("x.csv", "term,dimension,case\nMay,months,true\nbay,sea,\n")
        kept = {
            term.pattern: term.case for each in report.lexicon.dimensions for term in each.terms
        }
        assert kept == {"May": True, "bay": False}
        again = parse("y.csv", written(Path("y.csv"), report.lexicon))
        assert again.lexicon.dimensions[0].terms[0].case


class TestLexicoderAndVBPro:
    @pytest.mark.parametrize("name", ["x.lcd", "x.ykd"])
    def test_lexicoder_2_is_xml(self, name: str) -> None:
        report = parse(
            name,
            '<?xml version="1.0"?>\n<dictionary style="lexicoder">\n<cnode name="sea">'
            '<pnode name=" wave "/></cnode><cnode name="air"><cnode name="cold">'
            '<pnode name=" north wind "/></cnode></cnode></dictionary>',
        )
        assert terms(report) == {"sea": ["wave"], "air/cold": ["north wind"]}

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("x.lc3", "+the sea\nwave*\n high tide\n+air\ngale\n"),
            ("x.txt", "+the sea\nwave*\nhigh tide\n\n+air\ngale\n"),
            ("x.vbpro", ">>the sea<<\nwave*\nhigh tide\n>>air<<\ngale\n"),
            ("x.txt", ">>the sea<<\nwave*\nhigh tide\n>> air <<\ngale\n"),
        ],
    )
    def test_sections(self, name: str, text: str) -> None:
        assert terms(parse(name, text)) == {"the sea": ["wave*", "high tide"], "air": ["gale"]}

    def test_what_stands_above_the_first_section_is_told(self) -> None:
        report = parse("x.lc3", "by me\n+sea\nwave\n+Sea\ntide\n")
        assert terms(report) == {"sea": ["wave", "tide"]}
        assert told(report)["skipped"] == ["1 by me: it stands above the first category"]


class TestColumns:
    def test_a_cell_that_names_its_column_is_a_mark(self) -> None:
        report = parse(
            "x.csv",
            "Entry,Source,Calm,Rough,Othtags,Defined\n"
            "SWELL#1,made,,Rough,Noun,| rising\n"
            "SWELL#2,made,Calm,,Noun,|\n"
            "STILL,made,calm,,,|\n",
        )
        assert terms(report) == {"Calm": ["SWELL", "STILL"], "Rough": ["SWELL"]}
        assert [note.what for note in report.skipped] == [
            "column 2, Source",
            "column 5, Othtags",
            "column 6, Defined",
        ]
        assert [note.what for note in report.renamed] == ["SWELL#1", "SWELL#2"]

    def test_columns_with_numbers_below_zero_are_no_categories(self) -> None:
        text = "word,calm_p,calm_sent\nstill,0.5,0.25\ngale,0.25,-0.5\n"
        report = parse("x.csv", text)
        assert weights(report) == {"calm_p": {"still": 0.5, "gale": 0.25}}
        assert told(report)["skipped"] == [
            "1 column 3, calm_sent: -0.5 in line 3 is below zero, and no weight is"
        ]
        message = refusal("x.csv", text, ("calm_sent",))
        assert message.startswith("x.csv:3: -0.5 under “calm_sent” is below zero")
        assert "--categories" in message

    def test_one_year_alone_is_a_mark(self) -> None:
        report = parse("x.csv", "Word,Rough,Calm\nGALE,2009,0\nSTILL,0,2014\n")
        assert weights(report) == {"Rough": {"GALE": 1.0}, "Calm": {"STILL": 1.0}}
        assert "years" in report.assumed[0].reason

    def test_years_are_marks_and_a_negative_one_says_until_when(self) -> None:
        report = parse(
            "x.csv",
            "Word,Seq_num,Word Count,Rough,Calm,Source\n"
            "GALE,1,77,2009,0,made\nSTILL,2,5,0,2011,made\nSQUALL,3,8,-2020,2012,made\n"
            "STORM,4,1,2014,0,made\n",
        )
        assert weights(report) == {
            "Rough": {"GALE": 1.0, "STORM": 1.0},
            "Calm": {"STILL": 1.0, "SQUALL": 1.0},
        }
        assert [note.what for note in report.assumed] == ["column 4, Rough", "column 5, Calm"]
        assert "years" in report.assumed[0].reason
        assert "4 SQUALL: it was taken out of the category in 2020" in told(report)["skipped"]

    def test_one_number_everywhere_is_a_mark(self) -> None:
        report = parse("x.csv", "word,rough,calm\ngale,5,\nstorm,5,\nstill,,2\nlull,,3\n")
        assert weights(report) == {
            "rough": {"gale": 1.0, "storm": 1.0},
            "calm": {"still": 2.0, "lull": 3.0},
        }
        assert [note.what for note in report.assumed] == ["column 2, rough"]

    def test_one_number_of_a_long_table_is_a_mark(self) -> None:
        report = parse("x.csv", "word,category,score\ngale,rough,5\nstill,calm,5\n")
        assert weights(report) == {"rough": {"gale": 1.0}, "calm": {"still": 1.0}}
        assert "all weights are the same" in report.assumed[0].reason

    def test_a_table_of_our_own_keeps_one_weight_for_all(self) -> None:
        report = parse("x.csv", "term,dimension,weight\ngale,rough,5\nstorm,rough,5\n")
        assert weights(report) == {"rough": {"gale": 5.0, "storm": 5.0}}
        assert not report.assumed

    def test_liwc_22_keeps_its_weights(self) -> None:
        report = parse("x.dicx", "DicTerm,rough\ngale,2009\nstorm,2009\n")
        assert weights(report) == {"rough": {"gale": 2009.0, "storm": 2009.0}}

    @pytest.mark.parametrize(
        ("first", "mark"),
        [
            ("sep=;", ";"),
            ("SEP=|", "|"),
            ('"sep=;"', ";"),
            ("sep=\t", "\t"),
            ('"sep=\t"', "\t"),
            ("sep=,,", ","),
        ],
    )
    def test_a_first_line_names_what_parts_the_cells(self, first: str, mark: str) -> None:
        rows = "term,dimension,weight\nwave*,sea,1.5\n".replace(",", mark)
        assert weights(parse("x.csv", f"\ufeff{first}\n{rows}")) == {"sea": {"wave*": 1.5}}

    def test_a_decimal_comma(self) -> None:
        report = parse("x.csv", "term;dimension;weight\nwave;sea;1,5\ntide;sea;0,125\n")
        assert weights(report) == {"sea": {"wave": 1.5, "tide": 0.125}}

    def test_a_comma_that_parts_thousands_is_refused(self) -> None:
        message = refusal("x.csv", 'term,dimension,weight\nwave,sea,"1,500"\n')
        assert message.startswith("x.csv:2: a weight is a number, not “1,500”")

    def test_emotions_as_long_and_wide_lists(self) -> None:
        long = parse("x.txt", "wave\tcalm\t1\nwave\trough\t0\ngale\tcalm\t0\ngale\trough\t1\n")
        wide = parse("x.tsv", "English Word\tcalm\trough\nwave\t1\t0\ngale\t0\t1\n")
        assert terms(long) == terms(wide) == {"calm": ["wave"], "rough": ["gale"]}


class TestForms:
    def test_forms_weigh_as_their_lemma(self) -> None:
        report = parse("x.txt", "Wind|NN\t-0.5\tWinds,Winde\nstill|ADJX\t0.25\nmild|ADJX\t0.5\t\n")
        assert weights(report) == {
            "positive": {"still": 0.25, "mild": 0.5},
            "negative": {"Wind": 0.5, "Winds": 0.5, "Winde": 0.5},
        }
        assert [note.what for note in report.renamed] == ["Wind|NN", "still|ADJX", "mild|ADJX"]

    def test_what_stands_behind_the_forms_is_told(self) -> None:
        report = parse("x.tsv", "Wind|NN\t-0.5\tWinds\tnoun\nmild|ADJX\t0.5\t\tadjective\n")
        assert weights(report)["negative"] == {"Wind": 0.5, "Winds": 0.5}
        assert "1 column 4, noun: the column is not read" in told(report)["skipped"]


class TestLists:
    ROWS: ClassVar = {"sea": ["wave", "tide", "swell"], "air": ["gale", "breeze"]}

    @pytest.mark.parametrize(
        "text",
        [
            "sea\twave\ttide\tswell\nair\tgale\tbreeze\n",
            "air\tgale\tbreeze\nsea\twave\ttide\tswell\n",
            "sea\twave\ttide\tswell\t\nair\tgale\tbreeze\t\t\n",
        ],
    )
    def test_a_category_a_row(self, text: str) -> None:
        for name in ("x.tsv", "x.txt"):
            report = parse(name, text)
            found = terms(report)
            assert (found["sea"], found["air"]) == (self.ROWS["sea"], self.ROWS["air"])
            assert report.assumed[0].what == "a category a row"

    @pytest.mark.parametrize(
        "text",
        [
            "sea,air\nwave,gale\ntide,breeze\nswell,\n",
            "air,sea\ngale,wave\nbreeze,tide\n,swell\n",
            "sea,air\nwave\ntide,gale\nswell,breeze\n",
        ],
    )
    def test_a_category_a_column(self, text: str) -> None:
        report = parse("x.csv", text)
        found = terms(report)
        assert (found["sea"], found["air"]) == (self.ROWS["sea"], self.ROWS["air"])
        assert report.assumed[0].what == "a category a column"

    def test_what_can_be_read_in_two_ways_asks_for_names(self) -> None:
        text = "sea,wave,tide\nair,gale,breeze\nland,cliff,dune\n"
        assert "--categories sea,… or land,…" in refusal("x.csv", text)
        assert terms(parse("x.csv", text, ("sea", "land"))) == {
            "sea": ["wave", "tide"],
            "land": ["cliff", "dune"],
        }
        assert terms(parse("x.csv", text, ("wave",))) == {"wave": ["gale", "cliff"]}

    def test_a_column_of_tags_is_no_category(self) -> None:
        text = "wave,noun\ntide,noun\nswell,noun\nblow,verb\n"
        assert "neither a number nor X" in refusal("x.csv", text)


class TestOwnLayout:
    @pytest.mark.parametrize(
        "tree",
        [
            {"name": "x", "dimensions": {"sea": {"terms": ["wave"]}}},
            {"name": "x", "dimensions": [{"name": "sea", "terms": ["wave"]}]},
            {"title": "x", "terms": ["wave"]},
        ],
    )
    def test_it_is_refused_with_what_to_do(self, tree: dict[str, object]) -> None:
        assert "write it as .toml" in refusal("x.json", json.dumps(tree))

    def test_a_yaml_file_laid_out_so_is_refused_too(self) -> None:
        text = "name: x\ndimensions:\n  sea:\n    terms:\n      - wave\n"
        assert "write it as .toml" in refusal("x.yml", text)

    def test_a_category_may_be_called_dimensions(self) -> None:
        assert terms(parse("x.json", '{"dimensions": ["size", "shape"]}')) == {
            "dimensions": ["size", "shape"]
        }


Terms = dict[str, list[str]]
"""Of each category, as a file lists them."""


def cells(rows: Iterable[Iterable[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def nodes(found: Terms) -> str:
    parts = (
        f'<cnode name="{name}">' + "".join(f'<pnode name="{each}"/>' for each in some) + "</cnode>"
        for name, some in found.items()
    )
    return f"<dictionary>{''.join(parts)}</dictionary>"


def long_rows(found: Terms) -> list[tuple[str, str]]:
    return [(term, name) for name, some in found.items() for term in some]


def wide_rows(found: Terms) -> list[list[str]]:
    every = dict.fromkeys(term for some in found.values() for term in some)
    marks = [[term, *("x" * (term in some) for some in found.values())] for term in every]
    return [["term", *found], *marks]


def column_rows(found: Terms) -> list[list[str]]:
    return [[*found], *(list(row) for row in zip_longest(*found.values(), fillvalue=""))]


def sections(head: str) -> Callable[[Terms], str]:
    return lambda found: "".join(
        "\n".join((head.format(name), *some, "")) for name, some in found.items()
    )


def numbered(found: Terms) -> list[tuple[str, int]]:
    return [(term, n) for n, some in enumerate(found.values(), 1) for term in some]


def liwc(found: Terms) -> str:
    names = "".join(f"{n}\t{name}\n" for n, name in enumerate(found, 1))
    return f"%\n{names}%\n" + "".join(f"{term}\t{n}\n" for term, n in numbered(found))


def forms(found: Terms) -> str:
    lines = (f"q{n}|NN\t-0.{n}\t{','.join(some)}\n" for n, some in enumerate(found.values(), 1))
    return "".join(lines)


LAYOUTS: dict[str, tuple[str, Callable[[Terms], str]]] = {
    "long csv": ("x.csv", lambda t: cells([("term", "dimension"), *long_rows(t)], ",")),
    "long semicolons": ("x.csv", lambda t: cells([("word", "topic"), *long_rows(t)], ";")),
    "sep": ("x.csv", lambda t: "sep=|\n" + cells([("term", "category"), *long_rows(t)], "|")),
    "wide": ("x.csv", lambda t: cells(wide_rows(t), ",")),
    "columns": ("x.csv", lambda t: cells(column_rows(t), ",")),
    "rows": ("x.tsv", lambda t: cells(([name, *some] for name, some in t.items()), "\t")),
    "dicx": ("x.dicx", lambda t: cells(wide_rows(t), ",")),
    "dic": ("x.dic", liwc),
    "lc3": ("x.lc3", sections("+{}")),
    "vbpro": ("x.vbpro", sections(">>{}<<")),
    "lcd": ("x.lcd", nodes),
    "yaml": (
        "x.yml",
        lambda t: "".join(f"{name}: {json.dumps(some)}\n" for name, some in t.items()),
    ),
    "json": ("x.json", json.dumps),
    "signed": ("x.tsv", lambda t: "".join(f"{term}\t{n - 1.5}\n" for term, n in numbered(t))),
    "forms": ("x.txt", forms),
}
PIECES = st.text("abcxyz*?_#1é海", min_size=1, max_size=6)
WORDINGS = (
    st.lists(PIECES, min_size=1, max_size=3).map(" ".join).filter(lambda text: text[0].isalpha())
)
CATEGORIES = st.dictionaries(
    st.sampled_from(["sea", "Sea", "air", "land", "high ground"]),
    st.lists(WORDINGS, min_size=1, max_size=6),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("layout", LAYOUTS)
@examples(200)
@given(content=CATEGORIES)
def test_every_term_is_taken_renamed_or_skipped(layout: str, content: Terms) -> None:
    name, write = LAYOUTS[layout]
    try:
        report = parse(name, write(content))
    except LexiconError as error:
        assert str(error).startswith(f"{name}:")
        return
    taken = {term.pattern for each in report.lexicon.dimensions for term in each.terms}
    said = {note.what for _, notes in report.notes() for note in notes}
    if layout in ("columns", "rows"):
        # Which of the words are names can be taken amiss where there are few.
        said |= {each.name for each in report.lexicon.dimensions}
    for some in content.values():
        assert {*some} <= taken | said

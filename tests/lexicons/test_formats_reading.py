"""Foreign lexicon formats in the shapes they are found in: what is taken, merged and skipped."""

import subprocess
import sys
from pathlib import Path

import pytest

from framing.lexicons import read_lexicon
from framing.lexicons.formats import ImportedLexicon, Note, parse_reported
from tests.paths import FIXTURES

FOLDER = FIXTURES / "lexicons"


def taken(name: str, columns: tuple[str, ...] = ()) -> ImportedLexicon:
    path = FOLDER / name
    return parse_reported(path, path.read_bytes(), columns)


def parse(name: str, text: str | bytes, columns: tuple[str, ...] = ()) -> ImportedLexicon:
    return parse_reported(Path(name), text if isinstance(text, bytes) else text.encode(), columns)


def weights(report: ImportedLexicon) -> dict[str, dict[str, float]]:
    return {
        each.name: {term.pattern: term.weight for term in each.terms}
        for each in report.lexicon.dimensions
    }


def terms(report: ImportedLexicon) -> dict[str, list[str]]:
    return {name: list(found) for name, found in weights(report).items()}


def skipped(report: ImportedLexicon) -> list[tuple[int, str]]:
    return [(note.line, note.what) for note in report.skipped]


class TestLiwc:
    def test_every_shape_of_a_line(self) -> None:
        report = taken("harbour.dic")
        assert terms(report) == {
            "sea": ["wave*", "squall", "high tide"],
            "wind": ["gale*", "squall", "high tide"],
            "port (Ports and Docks)": ["high tide", "quay", "moor*"],
        }
        assert [term.line for term in report.lexicon.dimensions[1].terms] == [8, 9, 12]

    def test_a_term_that_comes_again_is_merged(self) -> None:
        assert taken("harbour.dic").merged == (
            Note(
                "high tide",
                "“high tide” in line 10 is the same",
                12,
                "port (Ports and Docks)",
            ),
        )

    def test_what_no_pattern_can_express_is_skipped_with_its_line(self) -> None:
        report = taken("harbour.dic")
        assert skipped(report) == [(13, "(a"), (14, ":)"), (16, "9/11")]
        assert "“(” belongs to no word" in report.skipped[0].reason
        assert (report.terms, report.entries) == (6, 9)

    def test_line_ends_of_old_macintoshes_and_a_mark(self) -> None:
        report = taken("harbour_cr.dic")
        assert terms(report) == {"sea": ["wave*"], "wind": ["gale*"]}
        assert report.lexicon.dimensions[1].terms[0].line == 6

    def test_a_term_of_no_category_and_what_follows_the_end_are_skipped(self) -> None:
        report = parse("x.dic", "%\n1\tsea\n2\tair\n%\nwave\t1\nfoam\nspray 7\n%\nrest\n")
        assert skipped(report) == [(9, "rest"), (6, "foam"), (7, "spray 7"), (3, "air")]

    def test_a_number_that_is_no_code_belongs_to_the_term(self) -> None:
        assert terms(parse("x.dic", "%\n1\tsea\n%\nforce 10 1\n11\t1\n")) == {
            "sea": ["force 10", "11"]
        }

    def test_version_22_is_a_table(self) -> None:
        report = taken("harbour.dicx")
        assert weights(report) == {
            "sea": {"wave*": 1.0, "high tide": 1.0},
            "wind": {"high tide": 0.5, "gale*": 1.0},
        }
        assert skipped(report) == [(5, "quay")]


class TestWordStat:
    def test_nested_categories_are_named_by_their_path(self) -> None:
        report = taken("harbour.cat")
        assert weights(report) == {
            "SEA": {"WAVE*": 1.0, "HIGH TIDE": 1.0},
            "SEA/WIND": {"GALE*": 2.0, "SQUALL": 0.5, "CO-OPERATIVE*": 1.0},
            "NA": {"QUAY": 1.0},
        }
        assert report.lexicon.dimensions[1].terms[0].line == 5

    def test_rules_and_empty_categories_are_skipped(self) -> None:
        report = taken("harbour.cat")
        assert skipped(report) == [(8, "@RULE1 [GALE NEAR PORT /S 5]"), (11, "EMPTY")]
        assert "near rule" in report.skipped[0].reason

    def test_spaces_may_nest_too(self) -> None:
        report = parse("x.cat", "A\n    B\n        cliff (1)\n    shore (1)\nC\n  dune (1)\n")
        assert terms(report) == {"A": ["shore"], "A/B": ["cliff"], "C": ["dune"]}


class TestQuanteda:
    def test_nested_names_lists_and_brackets(self) -> None:
        assert terms(taken("harbour.yml")) == {
            "sea": ["wave*", "*tide", "sailor's", "no", "NA", "1984"],
            "sea/wind": ["gale*", "squall"],
            "port": ["quay", "dry dock", "moor*"],
            "coast": ["shore"],
            "coast/north": ["cliff*"],
            "coast/south": ["beach"],
        }

    def test_lines_are_those_of_the_file(self) -> None:
        lexicon = taken("harbour.yml").lexicon
        assert [term.line for term in lexicon.dimensions[0].terms] == [4, 5, 6, 7, 8, 9]
        assert lexicon.entry_line("port", "moor*") == 14

    @pytest.mark.parametrize(
        "word", ["no", "No", "NA", "true", "null", "on", "1984", "1e3", "0x10", "2001-01-01", "~aa"]
    )
    def test_every_word_is_text(self, word: str) -> None:
        report = parse("x.yaml", f"a:\n  - {word}\n  - other\n")
        found = {*terms(report)["a"], *(note.what for note in report.skipped)}
        assert found == {word, "other"}

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            ("wave # a remark", "wave"),
            ("'high ''tide'", "high 'tide"),
            ('"h\\u00e9ron"', "héron"),
            ('"wave"  # a remark', "wave"),
            ("mare  magnum", "mare magnum"),
        ],
    )
    def test_scalars(self, value: str, kept: str) -> None:
        report = parse("x.yaml", f"a: [bay]\nb: {value}\n")
        assert kept in {*terms(report).get("b", []), *(note.what for note in report.skipped)}

    def test_a_list_may_stand_as_far_left_as_its_name(self) -> None:
        assert terms(parse("x.yaml", "a:\n- wave\n- tide\nb:\n- bay\n")) == {
            "a": ["wave", "tide"],
            "b": ["bay"],
        }

    def test_a_category_without_terms_is_skipped(self) -> None:
        assert skipped(parse("x.yaml", "a:\nb:\n  - bay\nc: []\n")) == [(1, "a"), (4, "c")]


class TestYoshikoder:
    def test_the_outermost_category_is_the_dictionary(self) -> None:
        report = taken("harbour.ykd")
        assert report.lexicon.title == "Harbour words"
        assert terms(report) == {
            "SEA": ["wave*"],
            "SEA/WIND": ["gale*", "écluse"],
            "PORT": ["quay"],
        }
        assert report.lexicon.dimensions[0].description == "What moves & swells"
        assert report.lexicon.entry_line("SEA/WIND", "écluse") == 8
        assert not report.skipped

    def test_terms_of_the_dictionary_itself_are_a_dimension(self) -> None:
        text = "<dictionary><cnode name='A'><pnode name='bay'/></cnode></dictionary>"
        assert terms(parse("x.ykd", text)) == {"A": ["bay"]}

    def test_several_outermost_categories_are_categories(self) -> None:
        text = (
            "<dictionary><cnode name='A'><pnode name='bay'/></cnode>\n"
            "<cnode name='B'><pnode name='cape'/></cnode></dictionary>"
        )
        assert terms(parse("x.ykd", text)) == {"A": ["bay"], "B": ["cape"]}

    def test_what_is_no_part_of_a_dictionary_is_skipped_once(self) -> None:
        text = (
            "<dictionary><cnode name='A'><pnode name='bay' mood='calm'/>\n"
            "<note>by <b>me</b></note>\nloose\n</cnode></dictionary>"
        )
        assert skipped(parse("x.ykd", text)) == [(1, "mood = calm"), (2, "<note>"), (3, "loose")]


class TestJson:
    def test_categories_of_voyant(self) -> None:
        report = taken("harbour.json")
        assert terms(report) == {"sea": ["wave*", "high tide", "écluse"], "wind": ["gale*"]}
        assert skipped(report) == [(6, "features"), (7, "categoriesRanking")]

    def test_lists_with_exceptions_become_exclusions(self) -> None:
        report = taken("moods.json")
        assert terms(report) == {"calm": ["calm*", "still"], "rough": ["rough*"]}
        calm = report.lexicon.dimensions[0]
        assert [(each.pattern, each.line) for each in calm.exclude] == [("calm down", 3)]

    def test_nested_names_without_the_outer_object(self) -> None:
        text = '{"sea": {"wind": ["gale"], "tides": "ebb"}, "port": [["quay"], {"dry": ["dock"]}]}'
        assert terms(parse("x.json", text)) == {
            "sea/wind": ["gale"],
            "sea/tides": ["ebb"],
            "port": ["quay"],
            "port/dry": ["dock"],
        }


class TestWordLists:
    def test_remarks_are_passed_over_and_terms_that_look_alike_are_not(self) -> None:
        report = taken("moods.txt")
        assert terms(report) == {"moods": ["sunny", "fair wind", "co-operate", "2-master"]}
        assert skipped(report) == [(10, ";)"), (11, "#calm"), (12, "b*****d")]
        assert [(note.line, note.what) for note in report.merged] == [(7, "sunny")]

    def test_a_list_with_tabs_is_a_table(self) -> None:
        assert weights(taken("scores.txt")) == {
            "positive": {"sunny": 2.0, "fair": 2.0, "Breeze": 1.0},
            "negative": {"gale": 3.0},
        }


class TestScores:
    def test_zeros_and_repeated_terms_are_listed(self) -> None:
        report = taken("scores.txt")
        assert [(note.line, note.what, note.reason) for note in report.skipped] == [
            (3, "so so", "its weight is 0"),
            (4, ":)", "the pattern holds no word"),
            (5, "fair", "its weight 1 gives way to 2 in line 6"),
        ]
        assert [(note.line, note.what) for note in report.merged] == [(8, "Breeze")]

    def test_a_header_and_semicolons(self) -> None:
        assert weights(taken("scores_header.csv")) == {
            "positive": {"sunny": 2.0},
            "negative": {"gale": 1.5},
        }

    def test_the_columns_behind_the_mean_are_not_read(self) -> None:
        report = parse("x.tsv", "gale\t-1.5\t0.8\t[-1, -2]\nsunny\t2.0\t0.1\t[2, 2]\n")
        assert weights(report) == {"positive": {"sunny": 2.0}, "negative": {"gale": 1.5}}
        assert skipped(report) == [(1, "column 3, 0.8"), (1, "column 4, [-1, -2]")]

    def test_without_a_number_below_zero_the_list_is_one_dimension(self) -> None:
        assert weights(parse("joy.tsv", "sunny\t2\nfair\t1\n")) == {
            "joy": {"sunny": 2.0, "fair": 1.0}
        }

    def test_a_term_of_both_signs_is_what_its_last_line_says(self) -> None:
        report = parse("x.tsv", "odd\t2\neven\t1\nOdd\t-1\n")
        assert weights(report) == {"positive": {"even": 1.0}, "negative": {"Odd": 1.0}}
        assert skipped(report) == [(1, "odd")]


class TestTables:
    def test_a_row_for_each_term(self) -> None:
        report = taken("long.csv")
        assert weights(report) == {
            "sea": {"wave*": 1.0, "quay": 0.0},
            "wind": {"gale*": 2.5},
            "=wind": {"gale*": 1.0},
        }
        assert skipped(report) == [(1, "column 4, remark"), (3, "tide, high")]
        assert [(note.line, note.dimension) for note in report.merged] == [(7, "sea")]

    def test_columns_may_have_another_order_and_other_names(self) -> None:
        report = parse("x.csv", "Sentiment,Word\ngood,sunny\nbad,gale\n")
        assert terms(report) == {"good": ["sunny"], "bad": ["gale"]}

    def test_a_column_a_category(self) -> None:
        report = taken("wide.csv", ("good", "bad"))
        assert terms(report) == {"good": ["sunny", "fair"], "bad": ["gale"]}
        assert skipped(report) == [(1, "column 2, freq"), (4, "of"), (6, "v")]

    def test_without_a_choice_every_column_is_a_category(self) -> None:
        assert weights(taken("wide.csv"))["freq"] == {
            "sunny": 9.0,
            "gale": 7.0,
            "of": 5.0,
            "fair": 4.0,
        }

    @pytest.mark.parametrize("mark", ["1", "X", "x", "TRUE", "yes", "1.0"])
    @pytest.mark.parametrize("blank", ["", "0", "FALSE", "NA", "no", "0.0"])
    def test_marks_of_a_wide_table(self, mark: str, blank: str) -> None:
        text = f"term,sea,wind\nwave,{mark},{blank}\ngale,{blank},{mark}\n"
        assert weights(parse("x.csv", text)) == {"sea": {"wave": 1.0}, "wind": {"gale": 1.0}}

    def test_a_row_for_each_pair_of_term_and_category(self) -> None:
        report = taken("associations.tsv")
        assert terms(report) == {"sea": ["wave", "gale"], "wind": ["gale"]}
        assert [(note.line, note.what, note.dimension) for note in report.skipped] == [
            (2, "wave", "wind")
        ]

    def test_one_column_is_a_word_list(self) -> None:
        assert terms(parse("sea.csv", 'term\nwave\n"high tide"\n')) == {
            "sea": ["wave", "high tide"]
        }

    def test_a_cell_that_was_made_safe_for_spreadsheets_is_read_as_it_was(self) -> None:
        text = "term,dimension\nwave,'=sea\ntide,''=sea\ngale,'wind\n"
        assert list(terms(parse("x.csv", text))) == ["=sea", "'=sea", "'wind"]


class TestNamesAndTexts:
    def test_what_a_file_does_not_tell_has_defaults(self) -> None:
        lexicon = parse("Été – new words.txt", "wave\n").lexicon
        assert (lexicon.name, lexicon.title) == ("Ete_new_words", "Été – new words")
        assert (lexicon.version, lexicon.language) == ("1.0", "und")
        assert (lexicon.license, lexicon.source) == ("unknown", "Été – new words.txt")
        assert lexicon.dimensions[0].title == lexicon.dimensions[0].name

    @pytest.mark.parametrize(
        ("file", "name"),
        [("海.txt", "lexicon"), (f"{'n' * 99}.txt", "n" * 64), ("a.b c.txt", "a_b_c")],
    )
    def test_a_name_is_made_from_the_files(self, file: str, name: str) -> None:
        assert parse(file, "wave\n").lexicon.name == name

    def test_a_file_name_that_no_terminal_should_see(self) -> None:
        lexicon = parse("a\x1b[31m\udcff.txt", "wave\n").lexicon
        assert (lexicon.title, lexicon.source) == ("a_[31m_", "a_[31m_.txt")
        assert lexicon.dimensions[0].name == "a_[31m_"

    def test_long_names_keep_their_end_and_stay_apart(self) -> None:
        names = [f"{letter}{'x' * 60}/end" for letter in "ab"]
        text = "".join(f"{name}:\n  - wave\n" for name in names)
        report = parse("x.yaml", text)
        first, second = report.lexicon.dimensions
        assert first.name == "…" + names[0][-63:]
        assert second.name == "2…" + names[1][-62:]
        assert [first.title, second.title] == names
        assert [(note.line, note.what) for note in report.renamed] == [
            (1, names[0]),
            (3, names[1]),
        ]

    @pytest.mark.parametrize(
        "content",
        [
            "wave\nécluse\n".encode("utf-16"),
            "wave\nécluse\n".encode("utf-32"),
            "\ufeffwave\r\nécluse\r\n".encode(),
            "wave\récluse".encode(),
            "wave\r\r\ne\u0301cluse\r\r\n".encode(),
        ],
    )
    def test_marked_encodings_and_line_ends(self, content: bytes) -> None:
        report = parse("x.txt", content)
        assert terms(report) == {"x": ["wave", "écluse"]}
        assert [term.line for term in report.lexicon.dimensions[0].terms] == [1, 2]

    def test_our_own_format_loads_none_of_the_others(self) -> None:
        code = "import sys, framing.lexicons.formats;"
        code += "print(sorted({'csv', 'pyexpat'} & {*sys.modules}))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout == "[]\n", done.stderr

    def test_a_path_is_enough(self) -> None:
        assert read_lexicon(FOLDER / "harbour.dic").path == str(FOLDER / "harbour.dic")

"""Lexicon files: what they may say, and where a refusal points."""

import os
import socket
from pathlib import Path

import pytest

from framing import limits
from framing.errors import LexiconError
from framing.lexicons import Example, Lexicon, Rule, Term, read_lexicon
from framing.lexicons.formats import FORMATS
from tests.growth import Linear

FULL = """\
name = "state_support"
title = "State-support emphasis"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "written for a test"

[dimensions.state_support]
title = "Support by the state"
description = "Claims that the state helps."
negated = "drop"
terms = [
    "state-backed",  # a comment, with "quotes" and ] in it
    { pattern = "subsid*", weight = 2, note = "money" },
]
exclude = ["support group*"]
near = [{ name = "actor + aid", groups = ["actors", "aid"], within = 6, ordered = true }]

[dimensions."risk, in short"]
terms = ["risk*"]

[groups]
actors = ["government*", "ministr*"]
aid = ["fund*"]

[[examples]]
text = "A state-backed fund."
match = ["state_support"]

[[examples]]
text = "Nothing of the kind."
match = []
"""


def read(tmp_path: Path, text: str | bytes, name: str = "lexicon.toml") -> Lexicon:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_lexicon(path)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    """What a refusal says behind the file's name."""
    with pytest.raises(LexiconError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(tmp_path / "lexicon.toml"))
    return message.removeprefix(str(tmp_path / "lexicon.toml")).removeprefix(":")


class TestWhatAFileSays:
    def test_everything_in_it_is_read(self, tmp_path: Path) -> None:
        lexicon = read(tmp_path, FULL)
        assert (lexicon.name, lexicon.title) == ("state_support", "State-support emphasis")
        assert (lexicon.version, lexicon.language) == ("1.0", "en")
        assert (lexicon.license, lexicon.source) == ("CC0-1.0", "written for a test")
        assert lexicon.path == str(tmp_path / "lexicon.toml")
        support, risk = lexicon.dimensions
        assert (support.name, support.title) == ("state_support", "Support by the state")
        assert support.description == "Claims that the state helps."
        assert support.negated == "drop"
        assert support.terms == (
            Term("state-backed", line=13),
            Term("subsid*", 2.0, "money", line=14),
        )
        assert support.exclude == (Term("support group*", line=16),)
        assert support.near == (Rule("actor + aid", ("actors", "aid"), 6, True, line=17),)
        assert (risk.name, risk.title, risk.negated) == (
            "risk, in short",
            "risk, in short",
            "count",
        )
        assert lexicon.groups["actors"] == (
            Term("government*", line=23),
            Term("ministr*", line=23),
        )
        assert lexicon.examples == (
            Example("A state-backed fund.", ("state_support",), line=27),
            Example("Nothing of the kind.", (), line=31),
        )

    def test_the_line_of_an_entry_can_be_asked(self, tmp_path: Path) -> None:
        lexicon = read(tmp_path, FULL)
        assert lexicon.entry_line("state_support", "subsid*") == 14
        assert lexicon.entry_line("state_support", "actor + aid") == 17
        assert lexicon.entry_line("state_support", "risk*") == 0
        assert lexicon.entry_line("nowhere", "risk*") == 0

    def test_near_rules_have_a_window_of_ten_words_in_any_order(self, tmp_path: Path) -> None:
        text = (
            'name = "x"\ngroups = { a = ["aa"], b = ["bb"] }\n'
            'dimensions.d.near = [{ name = "a and b", groups = ["a", "b"] }]\n'
        )
        assert read(tmp_path, text).dimensions[0].near == (Rule("a and b", ("a", "b"), line=3),)

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ('"cafe\\u0301"', "café"),  # one character of two is stored as one
            ('" state   support\\n"', "state support"),
            ('"Risk"', "Risk"),
        ],
    )
    def test_patterns_are_kept_in_normal_form(self, tmp_path: Path, given: str, kept: str) -> None:
        lexicon = read(tmp_path, f'name = "x"\ndimensions.d.terms = [{given}]\n')
        assert [entry.pattern for entry in lexicon.dimensions[0].terms] == [kept]

    @pytest.mark.parametrize(
        "terms",
        ['"risk", "risk"', '"risk", "Risk"', '{ pattern = "risk", weight = 1.0 }, "risk"'],
    )
    def test_a_pattern_that_stands_twice_with_one_weight_is_merged(
        self, tmp_path: Path, terms: str
    ) -> None:
        lexicon = read(tmp_path, f'name = "x"\ndimensions.d.terms = [{terms}]\n')
        assert len(lexicon.dimensions[0].terms) == 1

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
    def test_byte_order_mark_and_line_ends_make_no_difference(
        self, tmp_path: Path, mark: bytes, ending: bytes
    ) -> None:
        plain = read(tmp_path, FULL)
        other = read(tmp_path, mark + FULL.encode().replace(b"\n", ending))
        assert other == plain


HEAD = 'name = "x"\n[dimensions.d]\nterms = ["risk"]\n'

REFUSED = {
    # no TOML
    "no value": ("name = \n", "1:8: not valid TOML: Invalid value"),
    "no closing mark": ('name = "x\n', "1:10: not valid TOML: "),
    "no comma": (
        'name = "x"\ndimensions.d.terms = [\n  "aa"\n  "bb",\n]\n',
        "4:3: not valid TOML: Unclosed array",
    ),
    "never closed": ('name = "x"\ndimensions.d.terms = [\n"aa"', "3:5: not valid TOML: Unclosed"),
    "key twice": (
        'name = "x"\n  name = "y"\n',
        "2:3: “name” stands twice (it stands in line 1 too)",
    ),
    "key twice, quoted": ('name = "x"\n"n\\u0061me" = "y"\n', "2:1: “name” stands twice"),
    "key twice, dotted": (
        'name = "x"\ndimensions.d.terms = ["aa"]\n[dimensions.d]\nterms = ["bb"]\n',
        "4:1: “terms” stands twice (it stands in line 2 too)",
    ),
    "key twice, inline": (
        'name = "x"\ndimensions.d.terms = [{ pattern = "aa", pattern = "bb" }]\n',
        "2:41: “pattern” stands twice (it stands in line 2 too)",
    ),
    "table twice": (
        HEAD + "[dimensions.e]\n[dimensions.d]\n",
        "5:13: “d” stands twice (it stands in line 2 too)",
    ),
    "list of tables over a table": (HEAD + "[[dimensions]]\n", "4:13: not valid TOML: "),
    "digits without end": (f'name = "x"\na = {"1" * 5000}\n', " a number has too many digits"),
    # caps that protect the parser
    "long line": (f'name = "x"\nsource = "{"y" * 70_000}"\n', "2:1: a line is longer than 65536"),
    "long key": (f'name = "x"\n{"a." * 100}b = 1\n', "2:33: nested more than 16 deep"),
    "long key of one part": (f'name = "x"\n{"a" * 201} = 1\n', "2:1: a key is longer than 200"),
    "deep keys": (f'name = "x"\n{"a." * 20}b = 1\n', "2:33: nested more than 16 deep"),
    "deep lists": (f'name = "x"\nversion = {"[" * 90_0}{"]" * 900}\n', "2:27: nested more than"),
    "deep tables": (f'name = "x"\nversion = {"{a=" * 900}1{"}" * 900}\n', "2:57: nested more than"),
    # the file as a whole
    "white space only": ("\n \n", "1:1: “name” is missing"),
    "no name": ('title = "x"\n[dimensions.d]\nterms = ["risk"]\n', "1:1: “name” is missing"),
    "no dimensions": ('name = "x"\n', "1:1: “dimensions” is missing"),
    "dimensions without any": ('name = "x"\n[dimensions]\n', "2:2: the lexicon has no dimensions"),
    "unknown key": (
        'nmae = "x"\n' + HEAD,
        "1:1: unknown key “nmae”; did you mean “name”? (valid: name, title, version, language, "
        "license, source, dimensions, groups, examples)",
    ),
    "unknown key, far from any": ('name = "x"\n[zzz]\n', "2:2: unknown key “zzz” (valid: name"),
    "wrong type": (
        'name = "x"\nversion = 1.0\n' + HEAD[11:],
        "2:11: “version” needs text in quotes",
    ),
    "date": (
        'name = "x"\nversion = 2024-01-02\n' + HEAD[11:],
        "2:11: “version” needs text in quotes, not 2024-01-02",
    ),
    "name of many lines": ('name = """x\ny"""\n' + HEAD[11:], "1:8: a lexicon's name is 1 to 64"),
    "name that is a path": (
        'name = "../x"\n' + HEAD[11:],
        "1:8: a lexicon's name is 1 to 64 of the letters a-z and A-Z, digits, _ and -, not “../x”",
    ),
    "empty name": ('name = ""\n' + HEAD[11:], "1:8: a lexicon's name is 1 to 64"),
    "long name": (f'name = "{"n" * 65}"\n' + HEAD[11:], "1:8: a lexicon's name is 1 to 64"),
    "control character": (
        'title = "a\\u001bb"\n' + HEAD,
        "1:9: the text holds the character U+001B",
    ),
    "long title": (f'title = "{"t" * 10_001}"\n' + HEAD, "1:9: the text is longer than 10000"),
    # dimensions
    "dimensions as list": (
        'name = "x"\ndimensions = ["a"]\n',
        "2:14: “dimensions” needs a table, not a list",
    ),
    "dimension as text": (
        'name = "x"\ndimensions.d = "risk"\n',
        '2:16: “d” needs a table, not "risk"',
    ),
    "dimension without entries": (
        'name = "x"\n[dimensions.d]\nterms = []\n',
        "2:13: the dimension “d” has neither terms nor near rules",
    ),
    "dimension with an empty name": (
        HEAD + '[dimensions.""]\n',
        "4:13: a name is 1 to 64 printable",
    ),
    "dimension with a long name": (HEAD + f"[dimensions.{'n' * 65}]\n", "4:13: a name is 1 to 64"),
    "dimension with hidden characters": (HEAD + '[dimensions."a\\u202eb"]\n', "4:13: a name is 1"),
    "dimension in another case": (
        'name = "x"\ndimensions = { Fear.terms = ["aa"], fear.terms = ["aa"] }\n',
        "2:37: “fear” and “Fear” are one name: case makes no difference",
    ),
    "dimension in another normal form": (
        HEAD + '[dimensions."caf\u00e9"]\nterms = ["aa"]\n[dimensions."cafe\u0301"]\n',
        "6:13: “café” and “café” are one name",
    ),
    "unknown key of a dimension": (
        HEAD + 'term = "aa"\n',
        "4:1: unknown key “term”; did you mean “terms”? "
        "(valid: title, description, definition, negated, terms, terms_with, exclude, near)",
    ),
    "negated": (HEAD + 'negated = "flip"\n', '4:11: “negated” needs "drop" or "count", not "flip"'),
    "negated as truth": (
        HEAD + "negated = true\n",
        '4:11: “negated” needs "drop" or "count", not true',
    ),
    # entries
    "terms as text": (HEAD.replace('["risk"]', '"risk"'), '3:9: “terms” needs a list, not "risk"'),
    "number as term": (
        'name = "x"\n[dimensions.d]\nterms = [\n  "risk", # one\n  3,\n]\n',
        "5:3: “terms” needs patterns in quotes or tables with a pattern, not 3",
    ),
    "empty pattern": (HEAD.replace('"risk"', '"risk", " "'), "3:18: the pattern is empty"),
    "lone wildcard": (HEAD.replace('"risk"', '"*"'), "3:10: the pattern needs at least 2 letters"),
    "one letter": (HEAD.replace('"risk"', '"a*"'), "3:10: the pattern needs at least 2 letters"),
    "four wildcards": (HEAD.replace('"risk"', '"a*b*c*d*"'), "3:10: “a*b*c*d*” has more than 3"),
    "long pattern": (HEAD.replace("risk", "r" * 201), "3:10: the pattern is longer than 200"),
    "mark in a pattern": (HEAD.replace("risk", "risk!"), "3:10: the pattern can never match"),
    "pattern missing": (HEAD.replace('"risk"', "{ weight = 1 }"), "3:10: “pattern” is missing"),
    "unknown key of a term": (
        HEAD.replace('"risk"', '{ pattern = "risk", wieght = 1 }'),
        "3:30: unknown key “wieght”; did you mean “weight”? "
        "(valid: pattern, weight, note, needs, unless, case, kind)",
    ),
    "negative weight": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = -1 }'),
        "3:39: a weight is a number from 0 to 1,000,000, not -1",
    ),
    "weight nan": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = nan }'),
        "3:39: a weight is a",
    ),
    "weight inf": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = inf }'),
        "3:39: a weight is a",
    ),
    "weight too large": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = 1e999 }'),
        "3:39: a weight is a number from 0 to 1,000,000, not inf",
    ),
    "weight of many digits": (
        HEAD.replace('"risk"', f'{{ pattern = "risk", weight = 0x{"f" * 9000} }}'),
        "3:39: “weight” needs a number of at most 64 bits, not a larger one",
    ),
    "weight as truth": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = true }'),
        "3:39: “weight” needs a number, not true",
    ),
    "weight as text": (
        HEAD.replace('"risk"', '{ pattern = "risk", weight = "1" }'),
        '3:39: “weight” needs a number, not "1"',
    ),
    "two weights": (
        'name = "x"\n[dimensions.d]\nterms = [\n"risk",\n{ weight = 2, pattern = "Risk" },\n]\n',
        "5:25: “Risk” weighs 2 here and 1 in line 4",
    ),
    "term and exclusion": (
        HEAD + 'exclude = ["bubble", "RISK"]\n',
        "4:22: “RISK” is a term too, in line 3",
    ),
    "weight of an exclusion": (
        HEAD + 'exclude = [{ pattern = "aa", weight = 2 }]\n',
        "4:30: unknown key “weight” (valid: pattern, case, note)",
    ),
    # proximity rules
    "rule without groups": (HEAD + 'near = [{ name = "r" }]\n', "4:9: “groups” is missing"),
    "rule without name": (HEAD + 'near = [{ groups = ["a", "b"] }]\n', "4:9: “name” is missing"),
    "rule of an unknown group": (
        HEAD + 'near = [{ name = "r", groups = ["a", "c"] }]\n[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:38: no group is called “c” (valid: a, b)",
    ),
    "rule without any groups in the file": (
        HEAD + 'near = [{ name = "r", groups = ["a", "c"] }]\n',
        "4:33: no group is called “a” (add [groups])",
    ),
    "rule of one group": (
        HEAD + 'near = [{ name = "r", groups = ["a"] }]\n[groups]\na = ["aa"]\n',
        "4:32: a near rule needs 2 to 4 groups",
    ),
    "rule of a group and itself": (
        HEAD + 'near = [{ name = "r", groups = ["a", "a"] }]\n[groups]\na = ["aa"]\n',
        "4:38: “groups” names the group “a” twice",
    ),
    "rule twice": (
        HEAD + 'near = [\n{ name = "r", groups = ["a", "b"] },\n'
        '{ name = "r", groups = ["a", "b"] },\n]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        "6:10: “r” names an entry in line 5 too",
    ),
    "rule named as a term": (
        HEAD
        + 'near = [{ name = "risk", groups = ["a", "b"] }]\n[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:18: “risk” names an entry in line 3 too",
    ),
    "window of no words": (
        HEAD + 'near = [{ name = "r", groups = ["a", "b"], within = 0 }]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:53: within is a whole number from 1 to 100, not 0",
    ),
    "window of half words": (
        HEAD + 'near = [{ name = "r", groups = ["a", "b"], within = 2.5 }]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:53: within is a whole number from 1 to 100, not 2.5",
    ),
    "order as number": (
        HEAD + 'near = [{ name = "r", groups = ["a", "b"], ordered = 1 }]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:54: “ordered” needs true or false, not 1",
    ),
    # context
    "needs of an unknown group": (
        HEAD.replace('"risk"', '{ pattern = "risk", needs = ["b"] }') + '[groups]\na = ["aa"]\n',
        "3:39: no group is called “b” (valid: a)",
    ),
    "needs as text": (
        HEAD.replace('"risk"', '{ pattern = "risk", needs = "a" }') + '[groups]\na = ["aa"]\n',
        '3:38: “needs” needs a list, not "a"',
    ),
    "needs of no group": (
        HEAD.replace('"risk"', '{ pattern = "risk", needs = [] }') + '[groups]\na = ["aa"]\n',
        "3:38: “needs” takes 1 to 8 groups",
    ),
    "refused twice": (
        HEAD + '[[dimensions.d.terms_with]]\nunless = ["a", "a"]\npatterns = ["boom"]\n'
        '[groups]\na = ["aa"]\n',
        "5:16: “unless” names the group “a” twice",
    ),
    "needed and refused": (
        HEAD + '[[dimensions.d.terms_with]]\npatterns = ["boom"]\nneeds = ["a", "b"]\n'
        'unless = ["b"]\n[groups]\na = ["aa"]\nb = ["bb"]\n',
        "7:10: the group “b” is both needed and refused",
    ),
    "terms with settings but no patterns": (
        HEAD + '[[dimensions.d.terms_with]]\nkind = "given"\n',
        "4:16: “patterns” is missing",
    ),
    "one pattern in another context": (
        HEAD + '[[dimensions.d.terms_with]]\nneeds = ["a"]\npatterns = ["boom", "Risk"]\n'
        '[groups]\na = ["aa"]\n',
        "6:21: “Risk” is in line 3 too, with different needs: keep one",
    ),
    "one pattern of two kinds, with case": (
        'name = "x"\n[dimensions.d]\nterms = [\n"us",\n'
        '{ pattern = "US", case = true, kind = "k" },\n]\n',
        "5:13: “US” is in line 4 too, with different case and kind: keep one",
    ),
    "exclusion that takes a term of any case": (
        HEAD.replace('"risk"', '{ pattern = "US", case = true }') + 'exclude = ["us"]\n',
        "4:12: “us” is a term too, in line 3",
    ),
    "case as text": (
        HEAD.replace('"risk"', '{ pattern = "US", case = "yes" }'),
        '3:35: “case” needs true or false, not "yes"',
    ),
    "case of a rule": (
        HEAD + 'near = [{ name = "r", groups = ["a", "b"], case = true }]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        "4:44: unknown key “case”",
    ),
    "kind of a line": (
        HEAD.replace('"risk"', '{ pattern = "risk", kind = "a\\nb" }'),
        "3:37: a name is 1 to 32 printable characters",
    ),
    "scope of a rule": (
        HEAD + 'near = [{ name = "r", groups = ["a", "b"], scope = "paragraph" }]\n'
        '[groups]\na = ["aa"]\nb = ["bb"]\n',
        '4:52: “scope” needs "sentence" or "clause", not "paragraph"',
    ),
    "empty group": (HEAD + "[groups]\na = []\n", "5:5: the group “a” is empty"),
    "bad pattern in a group": (
        HEAD + '[groups]\na = ["aa", "?"]\n',
        "5:12: the pattern needs at least",
    ),
    # examples
    "example of an unknown dimension": (
        HEAD + '[[examples]]\ntext = "t"\nmatch = ["d", "e"]\n',
        "6:15: no dimension is called “e” (valid: d)",
    ),
    "example without match": (HEAD + '[[examples]]\ntext = "t"\n', "4:3: “match” is missing"),
    "second example without text": (
        HEAD + '[[examples]]\ntext = "t"\nmatch = []\n[[examples]]\nmatch = []\n',
        "7:3: “text” is missing",
    ),
    "example of blanks": (
        HEAD + '[[examples]]\ntext = " "\nmatch = []\n',
        "5:8: the example has no",
    ),
    "examples as text": (
        HEAD.replace("[dim", 'examples = "t"\n[dim'),
        "2:12: “examples” needs a list",
    ),
    # bytes
    "empty": (b"", " the file is empty"),
    "binary": (b'name = "x"\n\0', "2: a NUL byte: this is no text in UTF-8"),
    "Latin-1": (b'name = "x"\ntitle = "caf\xe9"\n', "2: not UTF-8 (save the file as UTF-8)"),
    "Latin-1 behind a mark": (b'\xef\xbb\xbfname = "x"\ntitle = "\xe9"\n', "2: not UTF-8"),
    "UTF-16": ('name = "x"\n'.encode("utf-16"), "1: a NUL byte"),
}


class TestWhatAFileMayNotSay:
    @pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
    def test_the_refusal_says_what_and_where(
        self, tmp_path: Path, text: str | bytes, expected: str
    ) -> None:
        assert refusal(tmp_path, text).startswith(expected)

    def test_too_many_dimensions(self, tmp_path: Path) -> None:
        text = HEAD + "".join(f'[dimensions.d{n}]\nterms = ["aa"]\n' for n in range(500))
        line = 4 + 2 * 499
        assert refusal(tmp_path, text).startswith(f"{line}:13: more than 500 dimensions")

    def test_too_many_patterns_with_inner_wildcards(self, tmp_path: Path) -> None:
        lines = ",\n".join(f'"*aa{n}"' for n in range(2001))
        text = f'name = "x"\ndimensions.d.terms = [\n{lines}\n]\n'
        assert refusal(tmp_path, text).startswith(
            "2003:1: more than 2,000 patterns have a wildcard"
        )

    def test_too_many_entries(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_ENTRIES", 3)
        text = HEAD + 'exclude = ["aa", "bb"]\n[groups]\na = ["cc"]\n'
        assert refusal(tmp_path, text).startswith("4:18: the lexicon has more than 3 entries")

    def test_too_many_letters(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_LITERALS", 9)
        text = HEAD + 'exclude = ["abcd*", "ef"]\n'
        assert refusal(tmp_path, text).startswith("4:21: the patterns have more than 9 letters")


class TestFilesThatAreNoLexicons:
    def test_unknown_suffix_lists_the_valid_ones(self, tmp_path: Path) -> None:
        with pytest.raises(
            LexiconError, match=r"no lexicon format has the suffix “\.docx”.*\.toml"
        ):
            read(tmp_path, HEAD, "lexicon.docx")

    def test_suffix_in_capitals(self, tmp_path: Path) -> None:
        assert read(tmp_path, HEAD, "LEXICON.TOML").name == "x"

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="No such file"):
            read_lexicon(tmp_path / "none.toml")

    def test_name_that_no_system_takes(self) -> None:
        with pytest.raises(LexiconError, match="cannot be read"):
            read_lexicon(Path("a\0b.toml"))

    def test_folder(self, tmp_path: Path) -> None:
        (tmp_path / "folder.toml").mkdir()
        with pytest.raises(LexiconError, match="Is a directory"):
            read_lexicon(tmp_path / "folder.toml")

    def test_pipe_is_refused_without_waiting(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.toml")
        with pytest.raises(LexiconError, match="not a regular file"):
            read_lexicon(tmp_path / "pipe.toml")

    def test_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # the name of a socket may have 100 characters only
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.toml")
            with pytest.raises(LexiconError, match=r"s\.toml: the file cannot be read"):
                read_lexicon(Path("s.toml"))

    def test_device(self, tmp_path: Path) -> None:
        (tmp_path / "zero.toml").symlink_to("/dev/zero")
        with pytest.raises(LexiconError, match="not a regular file"):
            read_lexicon(tmp_path / "zero.toml")

    def test_too_large(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="larger than 2 MiB"):
            read(tmp_path, HEAD + "#\n" * (1 << 20))

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_unreadable(self, tmp_path: Path) -> None:
        path = tmp_path / "closed.toml"
        path.write_text(HEAD)
        path.chmod(0)
        with pytest.raises(LexiconError, match="Permission denied"):
            read_lexicon(path)


SHAPES = {
    "terms": ('name = "x"\ndimensions.d.terms = [\n', '  "w{0} x{0}",\n', "]\n"),
    "examples": (HEAD, '[[examples]]\ntext="t"\nmatch=[]\n', ""),
    "headers": (HEAD, "[zzz.b{}]\n", ""),
    "dotted keys": (HEAD, f"{'a.' * 12}k{{}}=1\n", ""),
    "empty lists": (HEAD + "near = [\n", "[],\n", "]\n"),
    "quotes": (HEAD + 'description = """\n', '""\n', '"""\n'),
    "open quotes": (HEAD + 'description = """\n', '"" \n', ""),
    "comments": (HEAD, "#\n", ""),
    "open lists": ('name = "x"\nversion = ', "[\n", ""),
    "escapes": (HEAD + 'description = """\n', "\\\\\n", '"""\n'),
}
"""Beginning, what stands over and over with its number, and end."""


class TestTimeToRead:
    """The largest files of any shape are read or refused with work that grows with their size."""

    @pytest.mark.parametrize(("begin", "piece", "end"), SHAPES.values(), ids=SHAPES)
    def test_shape(self, tmp_path: Path, begin: str, piece: str, end: str, linear: Linear) -> None:
        def made(size: int) -> str:
            count = size // len(piece.format(size))
            return begin + "".join(map(piece.format, range(count))) + end

        def try_to_read(text: str) -> None:
            try:
                read(tmp_path, text)
            except LexiconError as error:
                assert str(error)

        linear(try_to_read, made, limits.CONFIG_FILE_BYTES - 200)


def test_every_format_has_a_suffix_of_its_own() -> None:
    suffixes = [suffix for each in FORMATS.values() for suffix in each.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(name == each.name for name, each in FORMATS.items())


CONTEXT = """\
name = "x"
[dimensions.d]
terms = ["boom", { pattern = "US", case = true, unless = ["b"] }]
exclude = [{ pattern = "Boom", case = true, note = "the firm" }]

[[dimensions.d.terms_with]]
needs = ["a"]
kind = "given"
weight = 2
patterns = ["grant*", "soft loan*"]

[[dimensions.d.terms_with]]
kind = "plan"
patterns = [
    "growth plan",
]

[[dimensions.d.near]]
name = "r"
groups = ["a", "b"]
scope = "clause"
needs = ["a"]
kind = "given"

[groups]
a = ["aa", { pattern = "WHO", case = true }]
b = ["bb"]
"""


class TestContextCaseAndKinds:
    def test_blocks_share_their_settings_and_every_term_knows_its_line(
        self, tmp_path: Path
    ) -> None:
        found = read(tmp_path, CONTEXT).dimensions[0]
        assert found.terms == (
            Term("boom", line=3),
            Term("US", line=3, unless=("b",), case=True),
            Term("grant*", 2.0, line=10, needs=("a",), kind="given"),
            Term("soft loan*", 2.0, line=10, needs=("a",), kind="given"),
            Term("growth plan", line=15, kind="plan"),
        )
        assert found.exclude == (Term("Boom", note="the firm", line=4, case=True),)
        assert found.near == (
            Rule("r", ("a", "b"), line=19, scope="clause", needs=("a",), kind="given"),
        )

    def test_members_of_a_group_may_ask_for_their_case(self, tmp_path: Path) -> None:
        group = read(tmp_path, CONTEXT).groups["a"]
        assert [(each.pattern, each.case) for each in group] == [("aa", False), ("WHO", True)]

    def test_two_spellings_are_two_patterns(self, tmp_path: Path) -> None:
        text = CONTEXT.replace("terms = [", 'terms = [{ pattern = "Us", case = true }, ')
        assert len(read(tmp_path, text).dimensions[0].terms) == 6

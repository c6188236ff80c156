"""Bad files of the foreign formats: one line that says where and why, whatever they hold."""

from pathlib import Path

import pytest

from framing import limits
from framing.errors import LexiconError, UsageError
from framing.lexicons.formats import parse_reported, read_lexicon

MIB = 1024 * 1024
LONG = b"x" * (10 * MIB)
BEGIN = b"%\n1\tsea\n%\nwave\t1\n"
YKD = b'<?xml version="1.0"?>\n<dictionary>\n<cnode name="sea">\n<pnode name="wave"/>\n'
CLOSE = b"</cnode>\n</dictionary>\n"
LAUGHS = b'<!DOCTYPE d [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">\n]>\n'
OUTSIDE = b'<!DOCTYPE d SYSTEM "file:///etc/passwd">\n'
FORMATS = ("csv", "tsv", "txt", "dic", "dicx", "yaml", "cat", "ykd", "json")


def refusal(name: str, content: bytes, columns: tuple[str, ...] = (), encoding: str = "") -> str:
    """What the refusal says behind the file's name."""
    with pytest.raises(LexiconError) as caught:
        parse_reported(Path(name), content, columns, encoding)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) <= 300
    assert message.startswith(f"{name}:")
    return message.removeprefix(f"{name}:")


REFUSED: dict[str, tuple[bytes, str]] = {
    # tables
    "csv, quote that would swallow the rest": (
        b'term,dimension\nwave,sea\n"tide,sea\ngale,wind\n"fog",wind\n',
        "3: a quote is opened in this line and not closed",
    ),
    "csv, quote with a line break in it": (
        b'term,dimension\n"high\ntide",sea\n',
        "2: a quote is opened in this line and not closed",
    ),
    "csv, text behind a quote": (b'a,b\n"a"c,1\n', "2: a quote is opened"),
    "csv, empty term": (b"term,dimension\nwave,sea\n,sea\n", "3: the pattern is empty"),
    "csv, lone wildcard": (
        b"term,dimension\n*,sea\n",
        "2: no term of the file can be taken (“*”: it has wild",
    ),
    "csv, wildcards": (
        b"term,dimension\n? **,sea\n",
        "2: no term of the file can be taken (“? **”: it has",
    ),
    "csv, no dimension": (b"term,dimension\nwave,\n", "2: a category's name is 1 to 200"),
    "csv, weight NaN": (
        b"term,dimension,weight\nwave,sea,1\ntide,sea,NaN\n",
        "3: a weight is a finite number, not “NaN”",
    ),
    "csv, weight inf": (b"term,dimension,weight\nwave,sea,inf\n", "2: a weight is a fini"),
    "csv, weight 1e999": (
        b"term,dimension,weight\nwave,sea,1e999\n",
        "2: a weight is a fini",
    ),
    "csv, negative weight": (
        b"term,dimension,weight\nwave,sea,-1\n",
        "2: a weight is a number from 0 to 1,000,000, not -1.0",
    ),
    "csv, weight in letters": (
        b"term,dimension,weight\nwave,sea,much\n",
        "2: a weight is a number, not “much”",
    ),
    "csv, two weights": (
        b"term,dimension,weight\nwave,sea,1\nWave,sea,2\n",
        "3: “Wave” weighs 2 here and 1 in line 2",
    ),
    "csv, too many cells": (
        b"term,dimension\nwave,sea,1\n",
        "2: the row has 3 cells, and the first has 2",
    ),
    "csv, neither mark nor number": (
        b"term,pos\nwave,noun\n",
        "2: “noun” under “pos” is neither a number nor X (call the columns term,dimension,weight",
    ),
    "csv, header only": (
        b"term,dimension,weight\n",
        "1: the file holds no terms",
    ),
    "csv, no rows": (b"\n,,\n", "1: the table has no rows"),
    "csv, NaN among scores": (b"wave,1\ntide,-1\ngale,nan\n", "3: a weight is a finite"),
    "dicx, no categories": (b"DicTerm\nwave\n", "1: the table has no column of a cat"),
    "dicx, weight NaN": (b"DicTerm,sea\nwave,NaN\n", "2: a weight is a number from 0"),
    "dicx, other text": (b"DicTerm,sea\nwave,maybe\n", "2: “maybe” under “sea” is"),
    "tsv, long line": (b"wave\tsea\n" + LONG, "2: the line is longer than 65536"),
    # word lists
    "txt, lone wildcard": (b"*\n", "1: no term of the file can be taken (“*”: it has wild"),
    "txt, long line": (b"wave\n" + LONG + b"\n", "2: the line is longer than 65536"),
    "txt, only remarks": (b"; nothing\n# here\n", "1: the file holds no terms"),
    "txt, nothing that is a pattern": (
        b"\n:)\n",
        "2: no term of the file can be taken (“:)”: the pattern holds no word)",
    ),
    "txt, control character": (
        b"wave\nti\x1bde\n",
        "2: the text holds the character U+001B",
    ),
    # LIWC
    "dic, no categories": (b"wave\t1\n", "1: a LIWC dictionary opens with a line that"),
    "dic, no second fence": (b"%\n1\tsea\n", "2: no second line of % ends the categories"),
    "dic, no number": (b"%\nsea\n%\n", "2: a category is a number and a name, not “sea”"),
    "dic, number twice": (
        b"%\n1\tsea\n01\tair\n%\n",
        "3: the number 1 stands twice (it stands in line 2 too)",
    ),
    "dic, name twice": (b"%\n1\tsea\n2\tsea\n%\n", "3: the category “sea” stands twice"),
    "dic, unknown number": (BEGIN + b"tide\t1 7\n", "5: no category has the number 7"),
    "dic, no number behind a tab": (
        BEGIN + b"tide\tx\n",
        "5: a category's number is wanted",
    ),
    "dic, empty term": (BEGIN + b"\t\t1\n", "5: the pattern is empty"),
    "dic, long line": (BEGIN + LONG, "5: the line is longer than 65536 characters"),
    # WordStat
    "cat, term outside": (b"wave (1)\n", "1: the term “wave” is in no category"),
    "cat, weight NaN": (b"A\n\twave (nan)\n", "2: a weight is a number from 0"),
    "cat, weight of dots": (
        b"A\n\twave (1.2.3)\n",
        "2: a weight is a number, not “1.2.3”",
    ),
    "cat, two weights": (b"A\n\twave (1)\n\tWAVE (2)\n", "3: “WAVE” weighs 2 here and 1"),
    "cat, empty term": (b"A\n\t(1)\n", "2: the pattern is empty"),
    "cat, lone wildcard": (
        b"A\n\t* (1)\n",
        "2: no term of the file can be taken (“*”: it has wild",
    ),
    "cat, deep": (
        b"".join(b"\t" * n + b"c\n" for n in range(100)),
        "17: categories are nested more than 16 deep",
    ),
    "cat, tabs and spaces": (
        b"A\n\tB\n\t\twave (1)\n    C\n        tide (1)\n",
        "4: tabs indent this line and spaces others",
    ),
    # YAML
    "yaml, key twice": (
        b"sea:\n  - wave\nport:\n  - quay\nsea:\n  - tide\n",
        "5: “sea” stands twice (it stands in line 1 too)",
    ),
    "yaml, alias": (b"sea:\n  - *wave\n", "2: “*wave” begins as an alias of YAML"),
    "yaml, anchor": (b"sea: &s [wave]\n", "1: “&s [wave]” begins as an anchor of YAML"),
    "yaml, merge": (b"sea:\n  <<: *base\n", "2: “*base” begins as an alias of YAML"),
    "yaml, alias bomb": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "1: “&a [x, x]” begins as an anchor",
    ),
    "yaml, list that holds itself": (b"a: &a\n  - *a\n", "1: “&a” begins as an anchor"),
    "yaml, tag": (
        b"sea: !!python/object/apply:os.system [ls]\n",
        "1: “!!python/object/apply:os.system [ls]” begins as a tag of YAML, which is refused",
    ),
    "yaml, block text": (b"sea: |\n  wave\n", "1: “|” begins as a block text of YAML"),
    "yaml, braces": (b"sea: {a: b}\n", "1: “{a: b}” begins as a mapping in braces"),
    "yaml, mapping in a list": (b"sea: [a: b]\n", "1: “,” or “]” is wanted in a list"),
    "yaml, open list": (b"sea: [wave,\n  tide\n", "1: the list is not closed"),
    "yaml, open quote": (b"sea:\n  - 'wave\n  - tide\n", "2: a quote is opened in this"),
    "yaml, behind a quote": (b'sea:\n  - "wave" s\n', "2: “s” does not belong behind"),
    "yaml, escape": (b'sea:\n  - "\\q"\n', "2: “\\q” stands for no character"),
    "yaml, high escape": (b'sea: "\\Uffffffff"\n', "1: “\\Uffffffff” stands for no char"),
    "yaml, hidden NUL": (b'sea: "a\\0b"\n', "1: the text holds the character U+0000"),
    "yaml, half a character": (
        b'sea: "\\ud800aa"\n',
        "1: the text holds the character U+D",
    ),
    "yaml, indentation": (b"sea:\n    - wave\n  - tide\n", "3: the indentation fits no"),
    "yaml, deeper": (b"sea: wave\n  tide\n", "2: the indentation fits no line before"),
    "yaml, tab": (b"sea:\n\t- wave\n", "2: “name:” or “- term” is wanted"),
    "yaml, two documents": (b"sea: wave\n---\nport: quay\n", "2: a second document in"),
    "yaml, only a list": (b"- wave\n- tide\n", "1: a dictionary begins with a category"),
    "yaml, only a word": (b"wave\n", "1: “name:” or “- term” is wanted, not “wave”"),
    "yaml, nothing": (b"# nothing\n", "1: the file holds no categories"),
    "yaml, empty term": (b"sea:\n  - wave\n  - ''\n", "3: the pattern is empty"),
    "yaml, lone wildcard": (
        b'sea:\n  - "*"\n',
        "2: no term of the file can be taken (“*”: it has wild",
    ),
    "yaml, deep": (
        b"".join(b" " * n + b"a:\n" for n in range(60)),
        "33: nested more than 32 deep",
    ),
    "yaml, deep list": (b"a: " + b"[" * 5000, "1: nested more than 32 deep"),
    "yaml, categories deep": (
        b"".join(b" " * n + b"a:\n" for n in range(16)) + b" " * 16 + b"b: wave\n",
        "17: categories are nested more than 16 deep",
    ),
    "yaml, long line": (b"sea: wave\n" + b"x" * MIB, "2: the line is longer than 65536"),
    "yaml, large": (b"#" * (3 * MIB), "1: the line is longer than 65536"),
    # Yoshikoder
    "ykd, billion laughs": (LAUGHS + YKD + CLOSE, "1: a document type definition"),
    "ykd, definition from outside": (OUTSIDE + YKD[22:] + CLOSE, "1: a document type def"),
    "ykd, unknown entity": (
        YKD + b'<pnode name="&wave;"/>\n' + CLOSE,
        "5:1: not valid XML: undefined entity",
    ),
    "ykd, not closed": (YKD, "5:1: not valid XML: no element found"),
    "ykd, attribute twice": (
        YKD + b'<pnode name="a" name="b"/>' + CLOSE,
        "5:17: not valid XML: duplicate attribute",
    ),
    "ykd, no XML": (b"wave\n", "1:1: not valid XML: syntax error"),
    "ykd, another XML": (b"<svg/>", "1: no Yoshikoder dictionary: <svg>"),
    "ykd, no name": (YKD + b"<pnode/>" + CLOSE, "5: the <pnode> has no name"),
    "ykd, empty term": (YKD + b'<pnode name=" "/>' + CLOSE, "5: the pattern is empty"),
    "ykd, regular expressions": (
        b'<dictionary patternengine="regexp"><cnode name="a"/></dictionary>',
        "1: the patterns are of another kind: patternengine is “regexp”",
    ),
    "ykd, deep": (b"<dictionary>" + b'<cnode name="a">\n' * 50, "18: elements are nested"),
    "ykd, long name": (
        YKD + b'<pnode name="' + LONG + b'"/>' + CLOSE,
        "5: the text is long",
    ),
    # JSON
    "json, name twice": (
        b'{"sea": ["wave"],\n "sea": ["tide"]}',
        "2:2: “sea” stands twice (it stands in line 1 too)",
    ),
    "json, name twice in escapes": (
        b'{"sea": [], "s\\u0065a": []}',
        "1:13: “sea” stands",
    ),
    "json, number": (b'{"sea": ["wave",\n 1]}', "2: a term is text in quotes, not “1”"),
    "json, null": (b'{"sea": [null]}', "1: a term is text in quotes, not “null”"),
    "json, NaN": (b'{"sea": [NaN]}', "1:10: not valid JSON: a value is wanted"),
    "json, infinity": (b'{"sea": -Infinity}', "1:9: not valid JSON: a value is wanted"),
    "json, comma at the end": (b'{"sea": ["wave",]}', "1:17: not valid JSON: a value"),
    "json, no comma": (
        b'{"sea": ["wave" "tide"]}',
        "1:17: not valid JSON: “,” is wanted",
    ),
    "json, open text": (
        b'{"sea": ["wave\n"]}',
        "1:10: not valid JSON: a text that is not",
    ),
    "json, no end": (
        b'{"sea": ["wave"',
        "1:16: not valid JSON: “,” is wanted, where the",
    ),
    "json, more behind": (b'{"sea": ["wave"]} x', "1:19: not valid JSON: the end of the"),
    "json, a list": (b'["wave"]', "1: a dictionary is an object of categories"),
    "json, empty term": (b'{"sea": ["wave",\n ""]}', "2: the pattern is empty"),
    "json, lone wildcard": (
        b'{"sea": ["*"]}',
        "1: no term of the file can be taken (“*”: it has wild",
    ),
    "json, no name": (b'{"": ["wave"]}', "1: a category's name is 1 to 200 printable"),
    "json, hidden NUL": (
        b'{"sea": ["wa\\u0000ve"]}',
        "1: the text holds the character U+0",
    ),
    "json, half a character": (
        b'{"sea": ["\\ud800"]}',
        "1: the text holds the character U+D",
    ),
    "json, hidden direction in a name": (
        b'{"a\\u202e": ["wave"]}',
        "1: a category's name",
    ),
    "json, term and exception": (
        b'{"sea": {"list": ["wave"],\n "except_when": ["Wave"]}}',
        "2: “Wave” is a term too, in line 1",
    ),
    "json, exceptions in an object": (
        b'{"sea": {"list": ["wave"],\n "except_when": {"a": "b"}}}',
        "2: except_when needs a list of terms",
    ),
    "json, deep": (b"[" * 100_000, "1:17: nested more than 16 deep"),
    "json, long text": (
        b'{"sea": ["' + LONG + b'"]}',
        "1: the text is longer than 10000",
    ),
}


class TestBadFiles:
    @pytest.mark.parametrize(("title", "refused"), REFUSED.items(), ids=REFUSED)
    def test_the_refusal_says_what_and_where(self, title: str, refused: tuple[bytes, str]) -> None:
        content, expected = refused
        assert refusal(f"x.{title.split(',')[0]}", content).startswith(expected)

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_no_bytes(self, suffix: str) -> None:
        assert refusal(f"x.{suffix}", b"").startswith(" the file is empty")

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_a_nul(self, suffix: str) -> None:
        assert refusal(f"x.{suffix}", b"wave\n\0").startswith("2: a NUL byte")

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_bytes_of_another_encoding(self, suffix: str) -> None:
        message = refusal(f"x.{suffix}", "wave\r\nécluse\n".encode("latin-1"))
        assert message.startswith("2: not UTF-8 (save the file as UTF-8, or name its encoding: ")
        assert "--encoding" in message

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_bytes_behind_a_mark_that_are_not_what_it_says(self, suffix: str) -> None:
        message = refusal(f"x.{suffix}", "wave\ntide\n".encode("utf-16") + b"\0")
        assert message.startswith("3: not UTF-16")

    @pytest.mark.parametrize("suffix", FORMATS)
    def test_a_nul_behind_a_mark(self, suffix: str) -> None:
        message = refusal(f"x.{suffix}", "wave\nti\0de\n".encode("utf-16"))
        assert message.startswith("2: the text holds the character U+0000")

    def test_an_unknown_declared_encoding(self) -> None:
        content = b'<?xml version="1.0" encoding="ebcdic"?><dictionary/>'
        assert refusal("x.ykd", content).startswith(" no encoding is called “ebcdic”")


class TestEncodings:
    @pytest.mark.parametrize("name", ["cp1252", "windows-1252", "latin-1", "ISO-8859-15", "Latin1"])
    def test_one_that_is_named(self, name: str) -> None:
        report = parse_reported(Path("x.txt"), "écluse\n".encode("latin-1"), (), name)
        assert report.lexicon.dimensions[0].terms[0].pattern == "écluse"

    @pytest.mark.parametrize("name", ["idna", "rot13", "unicode_escape", "zlib", "../x", "\udcff"])
    def test_one_that_is_none_of_text(self, name: str) -> None:
        assert "no encoding is called" in refusal("x.txt", b"wave\n", (), name)


class TestColumns:
    def test_one_that_the_table_lacks(self) -> None:
        message = refusal("x.csv", b"term,sea,wind\nwave,1,0\n", ("sea", "port"))
        assert message.startswith("1: no column is called “port” (valid: term, sea, wind)")

    @pytest.mark.parametrize("suffix", ["dic", "txt", "yaml", "toml"])
    def test_a_format_without_columns(self, suffix: str) -> None:
        with pytest.raises(UsageError, match="has no columns to choose"):
            parse_reported(Path(f"x.{suffix}"), b"wave\n", ("sea",))


class TestCaps:
    def test_dimensions(self) -> None:
        text = "term,dimension\n" + "".join(f"wave,d{n}\n" for n in range(501))
        assert refusal("x.csv", text.encode()).startswith("502: more than 500 dimensions")

    def test_columns(self) -> None:
        header = ",".join(f"c{n}" for n in range(501))
        assert refusal("x.csv", f"term,{header}\n".encode()).startswith(
            "1: more than 500 columns of categories"
        )

    def test_categories(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_CATEGORIES", 3)
        assert refusal("x.cat", b"a\nb\nc\nd\n").startswith("4: more than 3 categories")

    def test_terms_that_are_no_patterns(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_MISFITS", 2)
        assert refusal("x.txt", b"wave\n:)\n:(\n:|\n").startswith(
            "4: more than 2 terms are no patterns: the pattern holds no word"
        )

    def test_entries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_ENTRIES", 2)
        assert refusal("x.txt", b"wave\ntide\nbay\n").startswith(
            "3: the lexicon has more than 2 entries"
        )

    def test_skipped_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_ENTRIES", 2)
        assert refusal("x.tsv", b"wave\t0\ntide\t0\nbay\t0\n").startswith(
            "3: more than 2 lines are no terms"
        )

    def test_cells_of_a_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_CELLS", 6)
        assert refusal("x.csv", b"term,sea,air\nwave,1,0\ngale,0,1\n").startswith(
            "3: the table has more than 6 cells (keep the columns of terms and categories)"
        )

    def test_forms_of_a_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LEXICON_ENTRIES", 3)
        assert refusal("x.txt", b"wave|NN\t1\twaves\ntide|NN\t1\ttides\n").startswith(
            "2: the list has more than 3 terms and forms"
        )

    def test_open_patterns(self) -> None:
        text = "".join(f"*w{n}\n" for n in range(2001))
        assert refusal("x.txt", text.encode()).startswith("2001: more than 2,000 patterns have")

    def test_letters_of_open_patterns(self) -> None:
        text = "".join(f"*{n:0>100}\n" for n in range(401))
        assert refusal("x.txt", text.encode()).startswith("401: the patterns with a wildcard at")

    def test_a_pattern_over_the_cap_is_skipped(self) -> None:
        report = parse_reported(Path("x.txt"), b"wave\n" + b"w" * 201)
        assert report.skipped[0].reason == "the pattern is longer than 200 characters"
        assert (report.skipped[0].line, report.terms) == (2, 1)

    @pytest.mark.parametrize("suffix", ["yaml", "yml", "toml"])
    def test_bytes_of_a_yaml_file(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"x.{suffix}"
        path.write_bytes(b"#\n" * (MIB + 1))
        with pytest.raises(LexiconError, match="larger than 2 MiB"):
            read_lexicon(path)

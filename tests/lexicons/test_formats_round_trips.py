"""From a lexicon to a file of each format and back: what the format can hold is the same."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicons import Dimension, Lexicon, Term, read_lexicon
from framing.lexicons.formats import FORMATS, parse_lexicon, parse_reported, written
from framing.lexicons.formats.checks import part_name, same_name
from framing.lexicons.patterns import Pattern, parse_pattern
from tests.laws import examples
from tests.paths import ROOT

WEIGHTED = ("toml", "csv", "tsv", "dicx", "cat")
MANY = tuple(name for name in FORMATS if name != "txt")
BUNDLED = sorted((ROOT / "lexicons").glob("*.toml"))

Terms = dict[str, dict[str, float]]


def is_name(text: str) -> bool:
    try:
        return part_name(text) == text
    except ValueError:
        return False


def parsed(text: str) -> Pattern | None:
    try:
        return parse_pattern(text)
    except ValueError:
        return None


NAMES = st.one_of(
    st.text("abAB/ =+-@'\"#%;:,.1(){}[]&*<>|\\é海", min_size=1, max_size=20),
    st.text(min_size=1, max_size=64),
).filter(is_name)
WORDS = st.text("abcdefgéßя0123456789*?", min_size=1, max_size=8)
PATTERNS = (
    st.lists(WORDS, min_size=1, max_size=4)
    .flatmap(lambda words: st.sampled_from([" ", "-", "'", "’"]).map(lambda mark: mark.join(words)))
    .filter(lambda text: parsed(text) is not None)
)
# Years are no weights where all are years.
WEIGHTS = st.one_of(st.just(1.0), st.floats(0, 1_000_000, exclude_min=True)).filter(
    lambda weight: not 1900 <= weight <= 2100
)
ENTRIES = st.lists(
    st.builds(Term, PATTERNS, WEIGHTS),
    min_size=1,
    max_size=5,
    unique_by=lambda each: parsed(each.pattern),
).map(tuple)
DIMENSIONS = st.lists(
    st.builds(Dimension, NAMES, terms=ENTRIES),
    min_size=1,
    max_size=5,
    unique_by=lambda dimension: same_name(dimension.name),
).map(tuple)
LEXICONS = st.builds(
    Lexicon,
    st.just("x"),
    title=st.sampled_from(["", "x", "T & “Q”", 'a"<b>\n\tc']),
    dimensions=DIMENSIONS,
)


def terms(lexicon: Lexicon, *, weighted: bool) -> Terms:
    return {
        each.name: {term.pattern: term.weight if weighted else 1.0 for term in each.terms}
        for each in lexicon.dimensions
        if each.terms
    }


@pytest.mark.parametrize("name", MANY)
@examples(60)
@given(lexicon=LEXICONS)
def test_terms_are_read_back(name: str, lexicon: Lexicon) -> None:
    path = Path(f"x.{name}")
    try:
        text = written(path, lexicon)
    except LexiconError as error:
        assert "would be read as a term" in str(error)
        assume(False)
    report = parse_reported(path, text.encode())
    weighted = name in WEIGHTED
    assert terms(report.lexicon, weighted=True) == terms(lexicon, weighted=weighted)
    assert not (report.merged or report.skipped or report.renamed)


@examples(60)
@given(entries=ENTRIES)
def test_a_word_list_is_read_back(entries: tuple[Term, ...]) -> None:
    lexicon = Lexicon("x", dimensions=(Dimension("x", terms=entries),))
    again = parse_lexicon(Path("x.txt"), written(Path("x.txt"), lexicon).encode())
    assert terms(again, weighted=True) == terms(lexicon, weighted=False)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", FORMATS)
def test_bundled_lexicons_there_and_back(name: str, path: Path, tmp_path: Path) -> None:
    lexicon = read_lexicon(path)
    between, after = tmp_path / f"{lexicon.name}.{name}", tmp_path / "x.toml"
    between.write_text(written(between, lexicon), encoding="utf-8")
    after.write_text(written(after, read_lexicon(between)), encoding="utf-8")
    assert terms(read_lexicon(after), weighted=name in WEIGHTED) == terms(
        lexicon, weighted=name in WEIGHTED
    )


def test_zero_is_a_weight_where_the_format_tells_it_from_none() -> None:
    lexicon = Lexicon("x", dimensions=(Dimension("d", terms=(Term("aa", 0.0), Term("bb"))),))
    for name in ("toml", "csv", "tsv", "cat"):
        path = Path(f"x.{name}")
        again = parse_lexicon(path, written(path, lexicon).encode())
        assert terms(again, weighted=True) == {"d": {"aa": 0.0, "bb": 1.0}}
    path = Path("x.dicx")
    again = parse_lexicon(path, written(path, lexicon).encode())
    assert terms(again, weighted=True) == {"d": {"bb": 1.0}}
    assert any("weight is 0" in note.reason for note in FORMATS["dicx"].lost(lexicon))


NESTED = Lexicon(
    "x",
    title="Sea words",
    dimensions=(
        Dimension("sea", description="the sea", terms=(Term("wave*"), Term("high tide", 2.0))),
        Dimension("sea/wind", terms=(Term("gale"),)),
        Dimension("port/dry", terms=(Term("dock"), Term("no"))),
        Dimension("Sea/foam", terms=(Term("froth"),)),
    ),
)

FILES = {
    "csv": (
        "term,dimension,weight\nwave*,sea,1\nhigh tide,sea,2\ngale,sea/wind,1\n"
        "dock,port/dry,1\nno,port/dry,1\nfroth,Sea/foam,1\n"
    ),
    "tsv": (
        "term\tdimension\tweight\nwave*\tsea\t1\nhigh tide\tsea\t2\ngale\tsea/wind\t1\n"
        "dock\tport/dry\t1\nno\tport/dry\t1\nfroth\tSea/foam\t1\n"
    ),
    "dic": (
        "%\n1\tsea\n2\tsea/wind\n3\tport/dry\n4\tSea/foam\n%\n"
        "wave*\t1\nhigh tide\t1\ngale\t2\ndock\t3\nno\t3\nfroth\t4\n"
    ),
    "dicx": (
        "DicTerm,sea,sea/wind,port/dry,Sea/foam\nwave*,X,,,\nhigh tide,2,,,\ngale,,X,,\n"
        "dock,,,X,\nno,,,X,\nfroth,,,,X\n"
    ),
    "cat": (
        "sea\n\twave* (1)\n\thigh_tide (2)\n\twind\n\t\tgale (1)\nport\n\tdry\n\t\tdock (1)\n"
        "\t\tno (1)\nSea/foam\n\tfroth (1)\n"
    ),
    "yaml": (
        '"sea":\n  - "wave*"\n  - "high tide"\n  - "wind":\n      - "gale"\n'
        '"port":\n  "dry":\n    - "dock"\n    - "no"\n"Sea/foam":\n  - "froth"\n'
    ),
    "ykd": (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<dictionary style="050805" patternengine="substring">\n'
        '\t<cnode name="Sea words" desc="">\n\t\t<cnode name="sea" desc="the sea">\n'
        '\t\t\t<pnode name="wave*"/>\n\t\t\t<pnode name="high tide"/>\n'
        '\t\t\t<cnode name="wind" desc="">\n\t\t\t\t<pnode name="gale"/>\n\t\t\t</cnode>\n'
        '\t\t</cnode>\n\t\t<cnode name="port" desc="">\n\t\t\t<cnode name="dry" desc="">\n'
        '\t\t\t\t<pnode name="dock"/>\n\t\t\t\t<pnode name="no"/>\n\t\t\t</cnode>\n'
        '\t\t</cnode>\n\t\t<cnode name="Sea/foam" desc="">\n\t\t\t<pnode name="froth"/>\n'
        "\t\t</cnode>\n\t</cnode>\n</dictionary>\n"
    ),
    "json": (
        '{\n  "categories": {\n    "sea": [\n      "wave*",\n      "high tide"\n    ],\n'
        '    "sea/wind": [\n      "gale"\n    ],\n    "port/dry": [\n      "dock",\n'
        '      "no"\n    ],\n    "Sea/foam": [\n      "froth"\n    ]\n  },\n  "features": {}\n}\n'
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_of_a_file(name: str) -> None:
    assert written(Path(f"x.{name}"), NESTED) == FILES[name]
    again = parse_lexicon(Path(f"x.{name}"), FILES[name].encode())
    weighted = name in WEIGHTED
    assert terms(again, weighted=True) == terms(NESTED, weighted=weighted)


def test_a_number_in_a_pattern_is_no_code_of_a_liwc_category() -> None:
    lexicon = Lexicon("x", dimensions=(Dimension("d", terms=(Term("force 1"), Term("02 aa"))),))
    assert written(Path("x.dic"), lexicon) == "%\n3\td\n%\nforce 1\t3\n02 aa\t3\n"


def test_cells_that_a_spreadsheet_would_run() -> None:
    lexicon = Lexicon("x", dimensions=(Dimension("=1+1", terms=(Term("aa"),)),))
    assert written(Path("x.csv"), lexicon) == "term,dimension,weight\naa,'=1+1,1\n"
    assert written(Path("x.dicx"), lexicon) == "DicTerm,'=1+1\naa,X\n"

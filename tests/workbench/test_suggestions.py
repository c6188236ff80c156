"""What a lexicon may lack: forms, collocates, phrases and neighbours from made-up articles."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import Library
from framing.model import Article, Exclusion
from framing.workbench import suggest
from framing.workbench.suggestions import Suggestions, sample_articles
from tests.command import Run
from tests.laws import examples

RAIN = Dimension(
    "rain",
    terms=(Term("flooded"), Term("rain*"), Term("storm warning"), Term("drizzle")),
    exclude=(Term("rain check"), Term("flood of mail")),
    near=(Rule("water rises", ("water", "rise")),),
)
LEXICON = Lexicon(
    "weather",
    language="en",
    dimensions=(RAIN,),
    groups={"water": (Term("river"),), "rise": (Term("swell*"),)},
)
WET = (
    "The rain soaked the harbour quickly.",
    "Heavy rain soaked muddy fields quickly.",
    "The meadow flooded and the muddy fields stayed soaked.",
    "Rain brings muddy fields, and umbrellas open.",
)
DRY = (
    "The orchestra played a sonata in the theatre.",
    "A violin and a cello opened the sonata.",
    "The theatre sold tickets for the violin concert.",
    "The cello concert pleased the orchestra.",
    "Tickets for the sonata went fast.",
)


def corpus(*texts: str, copies: int = 1) -> list[Article]:
    """Articles of made-up sentences, then one for each of the texts."""
    random = Random(7)
    made = []
    for _ in range(60):
        wet = [random.choice(WET) for _ in range(random.choice([0, 0, 2]))]
        made.append(" ".join([*wet, *(random.choice(DRY) for _ in range(4))]))
    return [Article(id=f"{n:016x}", text=text) for n, text in enumerate([*made, *texts * copies])]


def of_kind(found: Suggestions, kind: str) -> dict[str, str]:
    """Candidates of a kind with the entries they go with."""
    pairs = (some.candidate for some in found.found if some.candidate.kind == kind)
    return {each.text: each.entry for each in pairs}


@pytest.fixture(scope="module")
def found() -> Suggestions:
    texts = (
        "It floods here. Storm warnings were flooding in. The river swells.",
        "A flood of mail. It drizzled. Rainy days.",
    )
    return suggest(LEXICON, RAIN, corpus(*texts), limit=20)


def test_forms_of_an_entrys_words(found: Suggestions) -> None:
    assert of_kind(found, "inflection") == {
        "floods": "flooded",
        "flooding": "flooded",
        "flood": "flooded",
        "storm warnings": "storm warning",
        "drizzled": "drizzle",
    }


def test_words_beside_matches(found: Suggestions) -> None:
    collocates = of_kind(found, "collocate")
    assert {"soaked", "muddy", "fields"} <= collocates.keys()
    assert not {"violin", "sonata", "orchestra", "theatre"} & collocates.keys()
    assert set(collocates.values()) <= {"rain*", "flooded"}


def test_phrases_of_the_sentences_that_match() -> None:
    texts = ["The burst banks flooded it.", "Rain and burst banks."] * 6
    found = suggest(LEXICON, RAIN, corpus(*texts), limit=20)
    assert "burst banks" in of_kind(found, "phrase")
    assert "violin concert" not in of_kind(found, "phrase")


def test_neighbours_are_words_of_the_same_kind_of_sentences() -> None:
    random = Random(3)
    wet = [
        "puddle",
        "gutter",
        "boots",
        "cloud",
        "umbrella",
        "mud",
        "drain",
        "roof",
        "leak",
        "bucket",
    ]
    dry = [
        "violin",
        "sonata",
        "cello",
        "ticket",
        "stage",
        "opera",
        "tenor",
        "chorus",
        "score",
        "encore",
    ]
    other = [
        "bread",
        "flour",
        "oven",
        "butter",
        "cheese",
        "spoon",
        "kettle",
        "recipe",
        "salt",
        "honey",
    ]
    texts = []
    for _ in range(200):
        words = random.choice((["rain", *random.sample(wet, 4)], random.sample(dry + other, 4)))
        texts.append(f"The {' and the '.join(words)}.")
    read = [Article(id=str(n), text=text) for n, text in enumerate(texts)]
    near = of_kind(suggest(LEXICON, RAIN, read, limit=30), "neighbour")
    assert near == dict.fromkeys(wet, "rain*")


def test_what_the_dimension_has_is_never_suggested(found: Suggestions) -> None:
    texts = {some.candidate.text for some in found.found}
    assert not {"rain", "rainy", "flooded", "river", "swells", "drizzle"} & texts
    assert not any("rain" in text.split() for text in texts)


def test_function_words_and_names_are_never_suggested() -> None:
    texts = ["Rain met Anna Berg there, and it rained on Anna Berg."] * 12
    found = suggest(LEXICON, RAIN, corpus(*texts), limit=50)
    words = {word for some in found.found for word in some.candidate.text.split()}
    assert not {"the", "and", "there", "anna", "berg"} & words


def test_contexts_show_the_place_beside_the_entry_first(found: Suggestions) -> None:
    for some in found.found:
        assert 1 <= len(some.contexts) <= 3
        assert len({line.article_id for line in some.contexts}) == len(some.contexts)
        for line in some.contexts:
            assert line.text.lower().replace("-", " ") == some.candidate.text
    soaked = next(some for some in found.found if some.candidate.text == "soaked")
    assert all("ain" in line.left or "flooded" in line.left for line in soaked.contexts)


def test_counts_are_of_places_and_articles() -> None:
    found = suggest(LEXICON, RAIN, corpus("It floods. It floods again.", "It floods."))
    (floods,) = [some.candidate for some in found.found if some.candidate.text == "floods"]
    assert (floods.places, floods.articles, floods.score) == (3, 2, 3.0)


def test_boilerplate_is_not_read() -> None:
    text = "It floods. The sun shone."
    cut = Article(id="1", text=text, excluded=(Exclusion(0, 10, "made for a test"),))
    assert not of_kind(suggest(LEXICON, RAIN, [cut]), "inflection")


def test_the_same_articles_give_the_same_suggestions() -> None:
    read = corpus("It floods.")
    assert suggest(LEXICON, RAIN, read) == suggest(LEXICON, RAIN, read)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us", "english"])
def test_languages_with_a_stemmer(language: str) -> None:
    found = suggest(replace(LEXICON, language=language), RAIN, corpus("It floods."))
    assert "floods" in of_kind(found, "inflection")
    assert found.notes == ()


@pytest.mark.parametrize("language", ["", "vi", "tlh"])
def test_a_language_without_a_stemmer_is_told(language: str) -> None:
    found = suggest(replace(LEXICON, language=language), RAIN, corpus("It floods."))
    assert not of_kind(found, "inflection")
    assert of_kind(found, "collocate")
    (note,) = found.notes
    assert note.startswith("no inflections: there is no stemmer for")


def test_words_of_another_language_are_stemmed_by_its_rules() -> None:
    dimension = Dimension("hilfe", terms=(Term("Hilfe"), Term("Kredit")))
    lexicon = Lexicon("l", language="de", dimensions=(dimension,))
    read = [Article(id="1", text="Der Staat gab Hilfen. Kredite kamen.")]
    found = of_kind(suggest(lexicon, dimension, read), "inflection")
    assert found == {"hilfen": "Hilfe", "kredite": "Kredit"}


@pytest.mark.parametrize("texts", [(), ("",), ("…",), ("Rain.",), ("Rain rain rain rain. " * 50,)])
def test_too_little_to_suggest_anything_is_no_failure(texts: tuple[str, ...]) -> None:
    found = suggest(LEXICON, RAIN, [Article(id=str(n), text=t) for n, t in enumerate(texts)])
    assert found.found == ()


def test_a_dimension_without_a_match_is_told() -> None:
    read = [Article(id="1", text="A violin. It floods.")]
    found = suggest(LEXICON, RAIN, read)
    assert found.notes == ("no collocates, phrases and neighbours: “rain” has no match here",)
    assert of_kind(found, "inflection") == {"floods": "flooded"}


@examples(40)
@given(
    st.lists(st.text(max_size=60), max_size=4), st.lists(st.sampled_from([*WET, *DRY]), max_size=30)
)
def test_no_text_breaks_it_and_every_score_is_a_number(odd: list[str], plain: list[str]) -> None:
    texts = [*odd, " ".join(plain)]
    found = suggest(LEXICON, RAIN, [Article(id=str(n), text=t) for n, t in enumerate(texts)])
    assert all(math.isfinite(some.candidate.score) for some in found.found)
    assert all(some.contexts for some in found.found)


# Which articles are read


def test_few_articles_are_all_read() -> None:
    read = corpus()
    assert sample_articles(read, len(read)).articles == tuple(read)
    assert str(sample_articles(read, len(read))) == "60 articles, all there are"


def test_of_many_every_so_many_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.workbench.suggestions.article_sampling.MOST_ARTICLES", 25)
    read = corpus()
    taken = sample_articles(iter(read), len(read))
    assert taken.articles == tuple(read[::3])
    assert str(taken) == "20 of 60 articles (one in 3, in the order of their ids)"


def test_text_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.workbench.suggestions.article_sampling.MOST_CHARACTERS", 1000)
    taken = sample_articles(corpus(), 60)
    assert 0 < sum(len(each.text) for each in taken.articles) <= 1000


# The command


@pytest.fixture
def library(home: Path, framing: Run) -> Path:
    rows = "\n".join(each.text for each in corpus("It floods. The flood came."))
    (home / "a.txt").write_text(f"A title\n\n{rows}")
    assert framing("lexicon", "new", "rain", "-o", home / "rain.toml").code == 0
    text = (home / "rain.toml").read_text().replace("delay*", "flooded").replace('"late",', "")
    text = text.split("[[examples]]")[0]
    (home / "rain.toml").write_text(text)
    assert framing("import", home / "a.txt", "--db", home / "l.db").code == 0
    return home


def test_the_command_shows_each_candidate_with_its_lines(library: Path, framing: Run) -> None:
    done = framing("lexicon", "suggest", library / "rain.toml", "--db", library / "l.db")
    assert done.code == 0
    assert "  floods  (flooded): 1 place in 1 article\n" in done.out
    assert "[floods]" in done.out
    assert "read 1 article, all there are" in done.err
    assert max(map(len, done.out.splitlines())) <= 80


def test_json_has_a_row_for_each_candidate(library: Path, framing: Run) -> None:
    done = framing("lexicon", "suggest", library / "rain.toml", "--json", "--db", library / "l.db")
    row = next(row for row in done.rows if row["text"] == "floods")
    assert (row["kind"], row["entry"], row["articles_read"]) == ("inflection", "flooded", 1)
    assert row["contexts"][0]["text"] == "floods"


def test_toml_can_be_pasted(library: Path, framing: Run) -> None:
    done = framing(
        "lexicon", "suggest", library / "rain.toml", "--as-toml", "--db", library / "l.db"
    )
    assert {"floods", "flood"} <= set(tomllib.loads(done.out)["terms"])


def test_limit_is_of_each_kind(library: Path, framing: Run) -> None:
    arguments = ("--json", "--limit", "1", "--db", library / "l.db")
    rows = framing("lexicon", "suggest", library / "rain.toml", *arguments).rows
    kinds = [row["kind"] for row in rows]
    assert len(kinds) == len(set(kinds))


def test_what_cannot_be_asked_is_one_line(library: Path, framing: Run) -> None:
    Library(library / "empty.db", create=True).open().close()
    for arguments, code, what in (
        (("snow", "--db", library / "l.db"), 1, "no lexicon and no file is called"),
        (("risk", "--db", library / "none.db"), 3, "error"),
        (("risk", "--db", library / "empty.db"), 1, "the library has no articles"),
        (("risk", "--dimension", "x", "--db", library / "l.db"), 1, "has no dimension “x”"),
    ):
        done = framing("lexicon", "suggest", *arguments)
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
        assert what in done.err

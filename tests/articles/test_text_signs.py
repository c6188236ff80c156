"""What is told of texts that may not be read as they were meant, and what `repair` does to them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import Options, find_files, read
from framing.articles.readers import RemarkError
from framing.articles.readers.mojibake import mojibake
from framing.articles.readers.repairs import Repairs
from framing.articles.readers.text_signs import TextSigns
from framing.errors import ReadError, UsageError
from framing.model import Draft
from tests.growth import Linear, repeated
from tests.laws import examples


def looked_at(path: Path, **said: object) -> tuple[list[Draft], list[str]]:
    """The drafts of a file, and what is remarked of them."""
    told: list[ReadError] = []
    options = Options(**said)  # type: ignore[arg-type]
    (file,) = find_files([str(path)], options).files
    drafts = list(read(file, options, told.append))
    return drafts, [str(each).removeprefix(f"{path}: ") for each in told]


def written(folder: Path, text: str) -> Path:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def misread(text: str) -> str:
    """UTF-8 read as windows-1252, and as Latin-1 where that has no character."""
    return "".join(
        bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize(
    "text",
    [
        "It’s late",
        "“well”",
        "a – b",
        "café",
        "Über allem",
        "el país",
        "à la carte",
        "São Paulo",
        "5 € – £4",
        "21 °C",
        "Łódź",
        "Việt Nam",
        "выборы",
        "選挙の結果",
        "🙂🙂🙂",
    ],
)
def test_text_read_as_windows_1252_is_told(text: str, tmp_path: Path) -> None:
    drafts, told = looked_at(written(tmp_path, misread(text)))
    assert drafts[0].text == misread(text)  # it is told, and left alone
    assert len(told) == 1
    assert told[0].startswith("1 text looks like UTF-8 read as windows-1252: “")
    assert "--repair mojibake" in told[0]


@pytest.mark.parametrize(
    "text",
    [
        "« À quoi bon ? » dit-il. Le château, l’âge, l’Âge d’or… «Ça», «À», L’ÎLE…",
        "PÂTÉ “CHÂTEAU” — À 5 € la pièce : 20 °C à l’ombre…",
        "A irmã disse: “Não há pão”. A MANHÃ… «AMANHÃ», “IRMÃ” – É ‘SÃO’. MAÇÃ; LÃ, 1.ª",
        "Ủy ban XÃ… «CẢ XÃ» “XÃ” nói rằng Âu lo. ĐÂU? “Ã”, “Â”. Bão tan – mưa tạnh…",
        "„Spaß“ – weiß… groß» Maß” ÄÖÜ… „SÄ“",
        "PÅ “PÅ” – Å… Är du där? ÅÄÖ.",
        "Łódź, İzmir, naïve façade—“Ærø”, ½ £5 ©2025 ®, ­soft",
    ],
)
def test_languages_with_these_letters_are_left_in_peace(text: str) -> None:
    assert mojibake(text) == ""


@given(st.text(st.characters(codec="latin-1", categories=["L", "Zs", "Po"]), max_size=40))
def test_letters_and_common_marks_of_latin_1_are_no_sign(text: str) -> None:
    rare = dict.fromkeys(map(ord, "¡§¶·¿«»ªº\xa0"), " ")
    assert mojibake(text.translate(rare)) == ""


def test_the_texts_of_a_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        misread("It’s late"),
        "All is well.",
        misread("café"),
        "lost \ufffd\ufffd",
        "cut-\\nting",
    ]
    path.write_text("".join(f'{{"text": "{row}"}}\n' for row in rows), encoding="utf-8")
    drafts, told = looked_at(path)
    assert len(drafts) == 5
    assert [each.removeprefix(f"{path}:") for each in told] == [
        "1: 2 texts look like UTF-8 read as windows-1252: “â€™”"
        " (--repair mojibake mends such texts)",
        "5: 1 text has 1 line-end hyphen: “cut-⏎ting” (--repair hyphens makes these words whole)",
        "4: 1 text has lost characters: U+FFFD stands for 2 characters"
        " (take them from where they were whole)",
    ]


def test_remarks_are_no_faults(tmp_path: Path) -> None:
    told: list[ReadError] = []
    path = written(tmp_path, misread("It’s late"))
    (file,) = find_files([str(path)], Options()).files
    assert list(read(file, Options()))  # nobody has to listen
    list(read(file, Options(), told.append))
    assert [type(each) for each in told] == [RemarkError]


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        ("The city lends money to firms.\n\nSubscribe to continue reading\n", True),
        ("The city lends money.\n\nAlready a subscriber? Log in\n\nCancel anytime.\n", True),
        (
            "Subscribe to continue reading\n\nThe city lends money to firms that ask for it.\n",
            False,
        ),
        ("The city lends money. Readers subscribe to continue reading, it said.\n", False),
        ("The city lends money to firms. " * 60 + "\n\nSubscribe to continue reading\n", False),
    ],
)
def test_a_stub_of_an_article_is_told(text: str, stub: bool, tmp_path: Path) -> None:
    _, told = looked_at(written(tmp_path, text))
    assert (
        told
        == [
            "1 text looks like a stub: short, and it ends in a prompt to subscribe"
            " (its rates are of the opening of an article)"
        ]
        * stub
    )


@pytest.mark.parametrize(
    "unit",
    ["a", "a-\n", "ab-cd-", "-\n", "Ã", "Ãa", "â€", "Ð¿", "á»", "\ufffd", "Subscribe to read\n"],
)
def test_hostile_texts_take_time_in_proportion(unit: str, linear: Linear) -> None:
    def read_and_mend(text: str) -> None:
        repairs, signs = Repairs("a.txt", ("hyphens",)), TextSigns("a.txt")
        list(signs.seen(repairs.mended([Draft("é-\nb " + text, "a.txt")])))

    linear(read_and_mend, partial(repeated, unit), 400_000)


class TestRepair:
    def test_wrong_encodings_are_undone(self, tmp_path: Path) -> None:
        text = "It’s “late” – café, 5 €. Não. " + "“right” & &amp; ﬁ"
        (draft,), told = looked_at(
            written(tmp_path, misread("It’s “late” – café, 5 €. Não. ") + "“right” & &amp; ﬁ"),
            repair=("mojibake",),
        )
        assert draft.text == text  # and nothing else of it is changed
        assert draft.meta == {"repaired": "mojibake"}
        assert told == ["1 text mended: UTF-8 read as windows-1252"]

    @given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["C"]), max_size=30))
    @examples(40)
    def test_what_needs_no_repair_stays(self, text: str) -> None:
        draft = Draft(text, "a.txt")
        if not mojibake(text):
            assert list(Repairs("a.txt", ("mojibake", "hyphens")).mended([draft])) == [draft]

    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            (
                "The govern-\nment paid subsi-\ndies, then left.",
                "The government\npaid subsidies,\nthen left.",
            ),
            ("so the bud-\r\nget grew", "so the budget\ngrew"),
            ("a state-\nbacked and state-backed firm", "a state-backed\nand state-backed firm"),
            ("Anne-\nMarie and 20-\nyear bonds stay", "Anne-\nMarie and 20-\nyear bonds stay"),
            ("one -\ntwo and three -\n\nfour", "one -\ntwo and three -\n\nfour"),
            ("a bud-\nget-\ncut", "a budget-\ncut"),
        ],
    )
    def test_words_are_made_whole(self, text: str, whole: str, tmp_path: Path) -> None:
        (draft,), _ = looked_at(written(tmp_path, text), repair=("hyphens",))
        assert draft.text == whole

    def test_both_are_told(self, tmp_path: Path) -> None:
        path = written(tmp_path, misread("It’s a bud-\nget"))
        (draft,), told = looked_at(path, repair=("hyphens", "mojibake"))
        assert draft.text == "It’s a budget\n"
        assert draft.meta == {"repaired": "mojibake, hyphens"}
        assert len(told) == 2

    def test_an_unknown_repair_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no repair is called “all”"):
            looked_at(written(tmp_path, "Aid."), repair=("all",))


@pytest.mark.parametrize(
    ("text", "first"),
    [("<p>A boat.</p>", "<p>"), ("It&#8217;s late.", "&#8217;"), ("A boat.<br>It sails", "<br>")],
)
def test_markup_in_a_plain_text_is_told(tmp_path: Path, text: str, first: str) -> None:
    drafts, told = looked_at(written(tmp_path, text))
    assert drafts[0].text == text
    assert told == [
        f"1 text looks like HTML, whose tags and escapes are counted as words: “{first}” "
        "(a file of HTML is read with --format html)"
    ]


@pytest.mark.parametrize("text", ["R&D; AT&T", "a < b > c", "Use the <br> tag.", "A &bogus; boat"])
def test_signs_of_markup_alone_are_none(tmp_path: Path, text: str) -> None:
    assert looked_at(written(tmp_path, text))[1] == []


@pytest.mark.parametrize("end", ["\n", " \n", "\r\n    ", "\n\t"])
def test_a_cut_word_may_go_on_behind_an_indent(tmp_path: Path, end: str) -> None:
    path = written(tmp_path, f"The govern-{end}ment sails.")
    assert "1 line-end hyphen" in looked_at(path)[1][0]
    assert looked_at(path, repair=("hyphens",))[0][0].text.split() == [
        "The",
        "government",
        "sails.",
    ]

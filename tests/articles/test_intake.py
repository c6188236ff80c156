"""From draft to article: text, title, date, source and identity."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import take
from framing.articles.intake import article_id, cleaned, normalise
from framing.articles.titles import headline_span
from framing.errors import ReadError
from framing.model import Draft
from tests.growth import Linear
from tests.paths import SHARED

SEEDS = SHARED / "seeds"

TITLE = "A Second Ferry for the Harbour"
BODY = (
    "The harbour town has opened a second ferry line, and its council hopes that it will bring "
    "back the visitors who stayed away last year."
)


def draft(text: str, **fields: str) -> Draft:
    return replace(Draft(text=text, origin="a.txt"), **fields)  # type: ignore[arg-type]


class TestText:
    def test_line_ends_and_normal_form_are_unified(self) -> None:
        article = take(draft("cafe\u0301 one\r\ntwo\rthree\n"))
        assert article.text == "caf\u00e9 one\ntwo\nthree\n"

    def test_ligatures_of_print_are_their_letters(self) -> None:
        assert take(draft("e\ufb03cient \ufb01rms")).text == "efficient firms"

    def test_nothing_else_changes(self) -> None:
        text = "\x1b[31mRed\x1b[0m \u202e \tand  spaces \n\n\n end \n"
        assert take(draft(text)).text == text

    @pytest.mark.parametrize("text", ["", " \n\t ", "\u00a0\u2003\n"])
    def test_a_blank_text_is_refused(self, text: str) -> None:
        with pytest.raises(ReadError, match=r"a\.txt:3: there is no text"):
            take(replace(draft(text), line=3))

    def test_a_text_without_any_word_is_taken(self) -> None:
        assert take(draft("…!?")).text == "…!?"

    @pytest.mark.parametrize(
        ("text", "what"),
        [("a\0b", "NUL"), ("a\ud800b", "surrogate"), ("a" + "\u0301\u0316" * 600, "combining")],
    )
    def test_what_cannot_be_stored_is_refused(self, text: str, what: str) -> None:
        for hostile in (draft(text), draft("x", title=text), draft("x", source=text)):
            with pytest.raises(ReadError, match=what):
                take(hostile)
        with pytest.raises(ReadError, match=what):
            take(replace(draft("x"), meta={"key": text}))

    def test_marks_without_end_take_no_time(self, linear: Linear) -> None:
        def refuse(text: str) -> None:
            with pytest.raises(ReadError):
                take(draft(text))

        linear(refuse, lambda size: "a" + "\u0301\u0316" * (600 + size // 2), 400_000)


class TestTitle:
    def test_a_given_title_is_put_before_the_text(self) -> None:
        article = take(draft(BODY, title=TITLE))
        assert article.text == f"{TITLE}\n\n{BODY}"
        assert article.title == TITLE

    @pytest.mark.parametrize(
        "opening",
        [
            TITLE,
            TITLE.upper(),
            "A  Second\tFerry for the Harbour",
            f"{TITLE} | The Herald",
            f"“{TITLE}”"[1:-1] + ".",
            "A Second Ferry\nfor the Harbour",  # wrapped
            f"HOME\n\n{TITLE}",
            "A Second Ferry, for the “Harbour”",
            f"By ANN LEE | THE HERALD | Updated: 2025-02-09 07:20\n\n{TITLE}",
            f"We use cookies for a better experience on these pages, and by going on you accept "
            f"all of them.\n\nI agree\n\n{TITLE}",
        ],
    )
    def test_a_title_that_opens_the_text_is_not_repeated(self, opening: str) -> None:
        text = f"{opening}\n\n{BODY}"
        assert take(draft(text, title=TITLE)).text == text

    @pytest.mark.parametrize(
        "given",
        [
            f"{TITLE} | The Herald",
            f"{TITLE} - Oldtown Herald",
            "A second ferry for &quot;the&quot; harbour",
            "A Second Ferry for the Har…",
        ],
    )
    def test_a_title_in_another_dress_is_the_same(self, given: str) -> None:
        opening = 'A Second Ferry for "the" Harbour' if "&quot;" in given else TITLE
        text = f"{opening}\n\n{BODY}"
        article = take(draft(text, title=given))
        assert article.text == text
        assert headline_span(article) == (0, len(opening))

    def test_a_dateline_does_not_make_the_text_go_on_before_its_title(self) -> None:
        text = f"OLDTOWN (AP) — {BODY}\n\n{TITLE}\n\n{BODY}"
        assert take(draft(text, title=TITLE)).text == f"{TITLE}\n\n{text}"

    def test_a_byline_with_bars_is_never_a_title(self) -> None:
        byline = "By ANN LEE and Tom Ode in Newport | THE HERALD | Updated: 2025-02-09 07:20"
        for article in (take(draft(f"{byline}\n\n{BODY}")), take(draft(BODY, title=byline))):
            assert (article.title, article.author) == ("", "ANN LEE, Tom Ode")
            assert article.published == "2025-02-09"

    def test_quotation_marks_make_no_other_title(self) -> None:
        text = f"Harbour’s “second” ferry\n\n{BODY}"
        assert take(draft(text, title='Harbour\'s "second" ferry')).text == text

    @pytest.mark.parametrize(
        "opening", [f"{TITLE}s are many", f"{TITLE} was opened, and more.", f"{BODY}\n\n{TITLE}"]
    )
    def test_a_text_that_only_begins_alike_gets_its_title(self, opening: str) -> None:
        text = f"{opening}\n\n{BODY}"
        assert take(draft(text, title=TITLE)).text == f"{TITLE}\n\n{text}"

    def test_a_given_title_is_never_boilerplate(self) -> None:
        for title in ("Read more", "Photo: VCG", "Advertisement", "By Ann Lee"):
            for text in (BODY, f"{title}\n\n{BODY}"):
                article = take(draft(text, title=title))
                assert article.text == f"{title}\n\n{BODY}"
                assert article.excluded == ()

    @pytest.mark.parametrize(
        "text",
        [
            f"{TITLE}\n\n{BODY}",
            f"\n\n  {TITLE}  \n{BODY}",
            f"Email\nTelegram\n\n{TITLE}\n\nBy Ann Lee\n\n{BODY}",
            f"ferry.webp\n\n{TITLE}\n\n{BODY}",
        ],
    )
    def test_a_first_heading_line_is_the_title(self, text: str) -> None:
        article = take(draft(text))
        assert article.title == TITLE
        assert article.text == text

    @pytest.mark.parametrize(
        "text",
        [
            BODY,
            f"The new ferry leaves. Photo: VCG\n\n{BODY}",  # a caption
            f"Photo: VCG\n\n{BODY}",
            f"OLDTOWN —\n\n{BODY}",  # datelines
            f"Oldtown, Feb 27\n\n{BODY}",
            f"By Ann Lee\n\n{BODY}",
            f"Ann Lee\n\n{BODY}",
            f"The ferry is here.\n\n{BODY}",  # a sentence
            f"What they say:\n\n{BODY}",
            f"• one\n\n{BODY}",
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            f"fifteen sixteen\n\n{BODY}",
            f"{BODY}\n\n{TITLE}\n\n{BODY}",  # a heading further down
            "wrapped lines of one paragraph of a text that\nonly end here and are no heading.",
        ],
    )
    def test_what_is_no_heading_is_no_title(self, text: str) -> None:
        assert take(draft(text)).title == ""


@pytest.mark.parametrize("title", ["", TITLE, "Read more", f"{TITLE} | The Herald"])
@pytest.mark.parametrize("opening", ["", f"{TITLE}\n\n", "Home\nNews\n\n", "OLDTOWN (AP) — "])
def test_cleaning_an_article_anew_changes_nothing(title: str, opening: str) -> None:
    text = f"{opening}{BODY}\n\nRead more: Ferries\n\n{BODY} (Reporting by Ann Lee)"
    article = take(draft(text, title=title))
    assert article.excluded
    assert cleaned(article) == article
    assert cleaned(replace(article, excluded=())) == article


@pytest.mark.parametrize("title", ["…", "“…", " . …", "—…"])
def test_a_title_of_marks_alone_is_looked_for_as_it_stands(title: str) -> None:
    found = take(draft(f"“…Ferries for all.\n\n{BODY}", title=title))
    assert found.text.endswith(BODY)
    assert headline_span(found) in (None, (0, len(found.title)))


class TestDate:
    def test_a_given_date_becomes_iso(self) -> None:
        assert take(draft(BODY, published="9 February 2025")).published == "2025-02-09"

    def test_a_date_that_could_be_two_days_is_kept_as_given(self) -> None:
        article = take(draft(BODY, published="03/04/2025"))
        assert article.published == ""
        assert article.meta == {"published": "03/04/2025"}

    def test_a_date_that_is_none_is_kept_as_given(self) -> None:
        article = take(draft(BODY, published="soon"))
        assert (article.published, article.meta) == ("", {"published": "soon"})

    @pytest.mark.parametrize(
        ("line", "iso"),
        [
            (" , Updated 22:58, 09-Feb-2025", "2025-02-09"),
            ("The HeraldThe Herald29/01/2025", "2025-01-29"),
            ("Published 03/04/2025", ""),
            ("What We Learned on September 11, 2001", ""),
        ],
    )
    def test_a_date_line_dates_an_article(self, line: str, iso: str) -> None:
        assert take(draft(f"{TITLE}\n\n{line}\n\n{BODY}")).published == iso

    def test_a_date_in_a_sentence_does_not(self) -> None:
        assert take(draft(f"{TITLE}\n\nThe pier opened on 9 February 2025.")).published == ""


class TestIdentity:
    def test_an_unknown_source_is_never_guessed(self) -> None:
        assert take(draft(f"The Herald\n\n{BODY}")).source == "unknown"

    def test_the_id_hashes_source_and_text(self) -> None:
        digest = hashlib.sha256("The Herald\0Grüße".encode()).hexdigest()
        assert article_id("The Herald", "Grüße") == digest[:16]
        assert article_id("", "x") == article_id("unknown", "x")

    def test_an_article_carries_the_id_of_what_is_stored(self) -> None:
        article = take(draft("cafe\u0301\r\n", source="  The\nHerald ", title=TITLE))
        assert article.source == "The Herald"
        assert article.id == article_id(article.source, article.text)

    def test_metadata_is_normalised_and_kept(self) -> None:
        found = take(replace(draft(BODY, author="Re\u0301my  Lee"), meta={"genre": "news\nlocal"}))
        assert found.author == "R\u00e9my Lee"
        assert found.meta == {"genre": "news\nlocal"}


@given(st.text(), st.text(max_size=30))
def test_a_text_is_changed_in_nothing_but_form_line_ends_and_title(text: str, title: str) -> None:
    try:
        article = take(draft(text, title=title))
    except ReadError:
        return
    stored = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    named = " ".join(unicodedata.normalize("NFC", title).split())
    assert article.text in (stored, f"{named}\n\n{stored}")
    assert article.text == normalise(article.text)
    assert take(draft(article.text, title=article.title)).text == article.text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not here")
def test_real_documents_keep_their_text_and_find_their_titles() -> None:
    titles = {}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        article = take(draft(text))
        assert article.text == text
        titles[path.name[:3]] = (len(article.title.split()), article.published)
    # The first has no title, two have no date line.
    assert titles == {
        "000": (0, ""),
        "001": (15, "2025-01-29"),
        "002": (9, "2025-02-09"),
        "003": (10, ""),
        "004": (15, ""),
    }

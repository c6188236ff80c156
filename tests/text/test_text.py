"""Words, tails, gaps, sentences and paragraphs: one behaviour a row."""

from __future__ import annotations

import pytest

from framing.data import word_list
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion, Profile
from framing.text import segment

Span = tuple[int, int]


def words(text: str, *excluded: Span) -> list[str]:
    tokens = segment([text], [excluded])
    base = int(tokens.base[0])
    spans = zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)
    return [text[start - base : end - base] for start, end in spans]


def sentences(text: str, *excluded: Span) -> list[str]:
    """The words of each sentence, set apart by single spaces."""
    numbers = segment([text], [excluded]).sentence.tolist()
    found: dict[int, list[str]] = {}
    for number, word in zip(numbers, words(text, *excluded), strict=True):
        found.setdefault(number, []).append(word)
    return [" ".join(found[number]) for number in sorted(found)]


def paragraphs(text: str) -> int:
    return len(set(segment([text], [()]).paragraph.tolist()))


def found(pattern: str, text: str, *excluded: Span) -> list[str]:
    """What a pattern matches, as the text writes it."""
    lexicon = Lexicon("one", dimensions=(Dimension("d", terms=(Term(pattern),)),))
    cuts = tuple(Exclusion(start, end, "any") for start, end in excluded)
    profile = Scanner([lexicon]).scan([Article("0", text, excluded=cuts)])[0]
    return [text[match.start : match.end] for match in profile.matches]


def profile_of(text: str, *excluded: Span) -> Profile:
    cuts = tuple(Exclusion(start, end, "any") for start, end in excluded)
    return Scanner([]).scan([Article("0", text, excluded=cuts)])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("... – !?", []),
        ("One two", ["One", "two"]),
        ("naïve Ünlü", ["naïve", "Ünlü"]),
        # Marks belong to the word: Hindi writes vowels with them.
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("سّلام", ["سّلام"]),
        ("한국 기업", ["한국", "기업"]),
        # Digits, also those of other scripts, and letter numbers; not superscripts or circles.
        ("Q3 2024", ["Q3", "2024"]),
        ("٣٫٥ Ⅷ x² ①", ["٣", "٥", "Ⅷ", "x"]),
        # A full stop or comma between two digits.
        ("$1.39 billion", ["1.39", "billion"]),
        ("1,000,000.50.", ["1,000,000.50"]),
        ("3, 4", ["3", "4"]),
        ("2.x v.2", ["2", "x", "v", "2"]),
        ("1..2", ["1", "2"]),
        # An ampersand between two word characters.
        ("R&D, AT&T, a & b", ["R&D", "AT&T", "a", "b"]),
        ("a&&b", ["a", "b"]),
        # Hyphens of all five kinds part words, dashes and slashes too.
        ("a-b c‐d e‑f g‒h i–j k—l", list("abcdefghijkl")),
        ("and/or snake_case", ["and", "or", "snake", "case"]),
        # Apostrophes part words, except for tails.
        ("O'Neil rock’n’roll", ["O", "Neil", "rock", "n", "roll"]),
        # Characters that are not seen join inside a word and nowhere else.
        ("sup\u00adport zero\u200bwidth", ["sup\u00adport", "zero\u200bwidth"]),
        ("\ufeffBOM a \u200bb", ["BOM", "a", "b"]),
        # Emoji are no words.
        ("go 👍🏽 on", ["go", "on"]),
        # Letters beyond the first plane.
        ("𝒜𝒷 𐐀𐐨", ["𝒜𝒷", "𐐀𐐨"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("government's plan", ["government", "plan"]),
        ("government’s plan", ["government", "plan"]),
        ("GOVERNMENT'S PLAN", ["GOVERNMENT", "PLAN"]),
        ("I can't, he'd, we're, I'm", ["I", "can", "he", "we", "I"]),
        ("they've we’ll", ["they", "we"]),
        # Two tails, one after the other, still belong to the word.
        ("he'd've gone", ["he", "gone"]),
        ("U.S.'s 1990's", ["U.S.", "1990"]),
        # Not right after an apostrophe, or nothing before it: words of their own.
        ("the s in it", ["the", "s", "in", "it"]),
        ("firms' s", ["firms", "s"]),
        ("'s gravenhage", ["s", "gravenhage"]),
        # Not the whole word.
        ("rock'stars", ["rock", "stars"]),
    ],
)
def test_tails_are_no_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. economy", ["The", "U.S.", "economy"]),
        ("A.I.", ["A.I."]),
        ("at 5 p.m. e.g. this", ["at", "5", "p.m.", "e.g.", "this"]),
        # One letter with a stop is none; the last letter here has no stop.
        ("Plan B. here", ["Plan", "B", "here"]),
        ("U.S.A", ["U.S.", "A"]),
        ("Ph.D.", ["Ph", "D"]),
        ("1.A.", ["1", "A"]),
        ("中.国.", ["中", "国"]),
    ],
)
def test_initialisms_are_one_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印度尼西亚", list("印度尼西亚")),
        ("日本のゲーム", list("日本のゲーム")),
        ("ｶﾀｶﾅ", list("ｶﾀｶﾅ")),
        # Each letter with its marks.
        ("ก่อน", ["ก่", "อ", "น"]),
        ("ລາວ", ["ລ", "າ", "ວ"]),
        ("ភាសា", ["ភា", "សា"]),
        ("မြန်", ["မြ", "န်"]),
        # Other words beside them stay whole.
        ("iPhone手机5G", ["iPhone", "手", "机", "5G"]),
        ("第〇号", ["第", "〇", "号"]),
        # An ampersand joins two letters of a word, and these are words by themselves.
        ("中&国", ["中", "国"]),
    ],
)
def test_scripts_without_spaces_are_cut_into_characters(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("印度 supports", "characters"),
        ("印度 supports it", "words"),  # exactly half is not over half
        ("", "words"),
        ("한국 기업", "words"),
    ],
)
def test_unit_of_the_rate(text: str, unit: str) -> None:
    assert profile_of(text).unit == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mindsetAs China", ["mindset", "As China"]),
        ("supportThe firm", ["support", "The firm"]),
        ("state-backedThe firm", ["state backed", "The firm"]),
        ("abcI am", ["abc", "I am"]),
        # Names in camel case: what follows the capital is no function word.
        ("DeepSeek WeChat iFlytek openEuler", ["DeepSeek WeChat iFlytek openEuler"]),
        # A capital before, or fewer than three letters.
        ("SupportThe iThe", ["SupportThe iThe"]),
        # The whole rest of the word must be the function word.
        ("supportTheme", ["supportTheme"]),
        # Capitals throughout are an abbreviation.
        ("openIT", ["openIT"]),
        ("firmsThe中国", ["firms", "The 中 国"]),
    ],
)
def test_glued_headings_are_split(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
    assert paragraphs(text) == len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One", "Two", "Three", "Four"]),
        ("Wait… What", ["Wait", "What"]),
        ("Really?! Yes", ["Really", "Yes"]),
        # The next word must open with a capital, a digit or an opening mark.
        ("One. two", ["One two"]),
        ("One. 2 more", ["One", "2 more"]),
        ("One. “Two”", ["One", "Two"]),
        ("One. (Two)", ["One", "Two"]),
        ("One. »Two«", ["One", "Two"]),
        ("One. – Two", ["One Two"]),
        # Closing quotes and brackets stay with the sentence they close.
        ("“One.” Two", ["One", "Two"]),
        ('"One." Two', ["One", "Two"]),
        ("(One.) Two", ["One", "Two"]),
        ("„Eins.“ Zwei", ["Eins", "Zwei"]),
        # White space has to follow.
        ("One.Two", ["One Two"]),
        ("One.\nTwo", ["One", "Two"]),
        ("One.\u00a0Two", ["One", "Two"]),
        # Full-width stops end it always.
        ("一。二！三？四", ["一", "二", "三", "四"]),
        ("「一。」二", ["一", "二"]),
        ("One。two", ["One", "two"]),
        # Not after an abbreviation, an initial, an initialism, or inside a number.
        ("Mr. Smith of Acme Corp. Spoke", ["Mr Smith of Acme Corp Spoke"]),
        ("on Sept. 5", ["on Sept 5"]),
        ("J. Smith", ["J Smith"]),
        ("the U.S. Senate", ["the U.S. Senate"]),
        ("pay 1.5 Million", ["pay 1.5 Million"]),
        # Only a single full stop is an abbreviation's, and only right after it.
        ("Acme Corp.. Then", ["Acme Corp", "Then"]),
        ("Acme Corp.! Then", ["Acme Corp", "Then"]),
        ("Acme Corp’s. Then", ["Acme Corp", "Then"]),
        ("left the U.S.! Then", ["left the U.S.", "Then"]),
        # A small letter by itself is no initial, and a tail is none either.
        ("plan b. Then", ["plan b", "Then"]),
        ("IT'S. Then", ["IT", "Then"]),
        # An unlisted short word is a word.
        ("He said no. Then", ["He said no", "Then"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("abbreviation", sorted(word_list("abbreviations")))
def test_listed_abbreviations_end_no_sentence(abbreviation: str) -> None:
    assert len(sentences(f"of {abbreviation}. Then")) == 1
    assert len(sentences(f"of {abbreviation.title()}. Then")) == 1
    assert paragraphs(f"of {abbreviation}.\nThen") == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one\ntwo", 1),
        ("one\n\ntwo", 2),
        ("one\n \t\ntwo", 2),
        ("one\u2029\u2028two", 2),
        ("one\v\ftwo", 2),
        # A line break after a line that closes a sentence, whatever comes next.
        ("one.\ntwo", 2),
        ("one!” \ntwo", 2),
        ("一。\n二", 2),
        ("one,\ntwo", 1),
        ("Mr.\nSmith", 1),
        ("the U.S.\nSenate", 1),
        # White space without a line break in it is none.
        ("one \u3000\x1f two", 1),
    ],
)
def test_paragraphs(text: str, count: int) -> None:
    assert paragraphs(text) == count
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "crossed"),
    [
        ("aa bb", True),
        ("aa\u00a0\u2003bb", True),
        ("aa\nbb", True),
        ("aa\u2028bb", True),
        ("aa-bb", True),
        ("aa–bb", True),
        ("aa- bb", True),
        ("aa-\nbb", True),
        ("aa'bb", True),
        ("aa’bb", True),
        ("aa’s bb", True),
        ("aa’s-bb", True),
        ("Aa.B. bb", False),
        # With white space before it a hyphen is a dash.
        ("aa -bb", False),
        ("aa – bb", False),
        ("aa\n-bb", False),
        ("aa--bb", False),
        ("aa—bb", False),
        ("aa-\n\nbb", False),
        ("aa\n\nbb", False),
        # An apostrophe and a space close a quotation, or mark a plural.
        ("aa' bb", False),
        ("aa 'bb", False),
        ("aa''bb", False),
        # Everything else stops a phrase.
        ("aa, bb", False),
        ("aa/bb", False),
        ("aa_bb", False),
        ("aa & bb", False),
        ("(aa) bb", False),
        ("aa 👍 bb", False),
        ("aa \u200bbb", False),
        ("aa. Bb", False),
        ("aa. bb", False),
    ],
)
def test_what_a_phrase_runs_across(text: str, crossed: bool) -> None:
    assert bool(found("aa bb", text)) is crossed
    assert bool(found("aa-bb", text)) is crossed
    assert bool(found("a? b?", text)) is crossed
    assert bool(found("aa* bb", text)) is crossed


def test_an_initialism_ends_no_phrase() -> None:
    assert found("u.s. sanction*", "the U.S. Sanctions") == ["U.S. Sanctions"]
    assert found("the u.s.", "the U.S.") == ["the U.S."]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("印度", "印度 印\u200b度", ["印度", "印\u200b度"]),
        ("印度", "印 度 印-度", []),
        ("印 度", "印 度印度", ["印 度"]),
        ("手机*", "手机手机壳", ["手机手"]),  # `*` beside a character is a word: exactly one
        ("手机?", "手机壳 手机", ["手机壳"]),
        ("iPhone手机", "iPhone手机 iPhone 手机", ["iPhone手机"]),
        ("iPh?ne手机", "iPhone手机 iPhone 手机", ["iPhone手机"]),
        ("iPh?ne 手机", "iPhone手机 iPhone 手机", ["iPhone 手机"]),
        ("น้ำ", "น้ำมัน", ["น้ำ"]),
    ],
)
def test_touching_characters(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("STRASSE", "Strasse straße", ["Strasse"]),
        ("straße", "STRAẞE strasse", ["STRAẞE"]),
        ("σοφος", "ΣΟΦΟΣ σοφος σοφοσ", ["ΣΟΦΟΣ", "σοφος", "σοφοσ"]),
        # Diacritics count, and ı is no i.
        ("resume", "resume résumé", ["resume"]),
        ("istanbul", "Istanbul İSTANBUL ıstanbul", ["Istanbul", "İSTANBUL"]),
        ("ǆep", "Ǆep ǅep ǆep", ["Ǆep", "ǅep", "ǆep"]),
        ("support", "sup\u00adport SUP\u200bPORT", ["sup\u00adport", "SUP\u200bPORT"]),
        ("a.i.", "A.I. a.i.", ["A.I.", "a.i."]),
    ],
)
def test_comparison_without_case(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # Full and half width.
        ("AI 2", "ＡＩ ２ AI 2", ["ＡＩ ２", "AI 2"]),
        ("ＡＩ", "ai ａｉ企業", ["ai", "ａｉ"]),
        ("リスク", "ﾘｽｸが高い", ["ﾘｽｸ"]),
        ("ﾘｽｸ", "リスク", ["リスク"]),
        ("グループ", "ｸﾞﾙｰﾌﾟ ク\uff9eﾙｰプ", ["ｸﾞﾙｰﾌﾟ", "ク\uff9eﾙｰプ"]),
        ("ｸﾞﾙｰﾌﾟ", "グループ", ["グループ"]),
        ("クル", "ｸﾞﾙ ｸﾙ", ["ｸﾙ"]),  # the voiced mark counts
        # Arabic: the tatweel and the signs of vowels, written or not, in pattern or text.
        ("*خطر", "الخَطَر الخـــطر والخطرٌ", ["الخَطَر", "الخـــطر", "والخطرٌ"]),
        ("خَطَر كَبِير", "خطر كبير", ["خطر كبير"]),
        ("أخبار", "اخبار", []),
        # Hebrew: straight and own marks inside a word are one.
        ("ארה״ב", 'ארה"ב', ['ארה"ב']),
        ('צה"ל', "צה״ל", ["צה״ל"]),
        ("צ׳ק", "צ'ק", ["צ'ק"]),
        ("שלום", '"שלום"', ["שלום"]),  # beside a word it is a quotation mark
        # A middle dot between letters.
        ("ドナルド・スミス", "ドナルド・スミス", ["ドナルド・スミス"]),
        ("ドナルド スミス", "ﾄﾞﾅﾙﾄﾞ･ｽﾐｽ", ["ﾄﾞﾅﾙﾄﾞ･ｽﾐｽ"]),
        ("col·labor*", "col·laboració col-laborar", ["col·laboració", "col-laborar"]),
        ("support firms", "support · firms support ·firms", []),
    ],
)
def test_one_word_in_other_dress(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_middle_dot_between_digits_joins_nothing() -> None:
    assert found("aa11 22bb", "aa11·22bb aa11-22bb") == ["aa11-22bb"]


def test_exact_case_holds_in_other_dress() -> None:
    term = Term("ＡＩｸﾞ", case=True)
    lexicon = Lexicon("any", dimensions=(Dimension("any", terms=(term,)),))
    text = "AIグ ai グ ＡＩｸﾞ aiグ"
    (profile,) = Scanner([lexicon]).scan([Article("0", text)])
    assert [text[each.start : each.end] for each in profile.matches] == ["AIグ", "ＡＩｸﾞ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｸﾞﾙｰﾌﾟ", ["ｸﾞ", "ﾙ", "ｰ", "ﾌﾟ"]),  # as many units as グループ
        ("ـ خـــ", ["ـ", "خـــ"]),
        ('ארה"ב "ארה"', ['ארה"ב', "ארה"]),
        ("צַהַ״ל", ["צַהַ״ל"]),
        ('"א "ב', ["א", "ב"]),
        ('א"b', ["א", "b"]),
    ],
)
def test_words_of_other_scripts(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_an_acronym_opens_no_quotation() -> None:
    text = 'ארה"ב אמרה כי הבנק לא ישלם לחברות וצה"ל יגיב.'
    lexicon = Lexicon("one", dimensions=(Dimension("d", terms=(Term("הבנק"),)),))
    (match,) = Scanner([lexicon]).scan([Article("0", text)])[0].matches
    assert match.voice == "narrator"


@pytest.mark.parametrize(
    ("text", "excluded", "expected"),
    [
        ("one two three", (4, 7), ["one", "three"]),
        # An edge ends sentence, paragraph and word, even inside one.
        ("onetwo", (3, 4), ["one", "wo"]),
        ("can't", (3, 4), ["can", "t"]),
        ("1.5", (1, 2), ["1", "5"]),
        ("U.S.", (1, 2), ["U", "S"]),
    ],
)
def test_excluded_spans(text: str, excluded: Span, expected: list[str]) -> None:
    assert words(text, excluded) == expected
    assert sentences(text, excluded) == expected
    profile = profile_of(text, excluded)
    assert (profile.words, profile.sentences) == (2, 2)


def test_no_phrase_runs_across_an_excluded_span() -> None:
    text = "state xx backed"
    assert found("state backed", "state    backed") == ["state    backed"]
    assert found("state backed", text, (6, 8)) == []
    assert found("state backed", "state    backed", (6, 8)) == []
    assert profile_of(text, (6, 8)).excluded_words == 1


def test_texts_of_a_batch_do_not_touch() -> None:
    tokens = segment(["state", "backed.", "Then"])
    assert tokens.article.tolist() == [0, 1, 2]
    assert tokens.sentence.tolist() == [0, 1, 2]

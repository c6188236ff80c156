"""Reported speech and speakers: tables of sentences, with what is reported between bars."""

from __future__ import annotations

import re
from functools import partial

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion, Match
from tests.growth import Linear, repeated

AID = Lexicon("aid", dimensions=(Dimension("aid", terms=(Term("aid"),)),))
SCANNER = Scanner([AID])


def matches(text: str) -> tuple[Match, ...]:
    return SCANNER.scan([Article("0", text)])[0].matches


def said(text: str) -> list[tuple[str | None, str]]:
    """Voice and speaker of every `aid`."""
    return [(match.voice, match.speaker) for match in matches(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # it stands first: what follows is reported
        ("The mayor said that |aid will come|.", "The mayor"),
        ("Mr. Li also said that |aid will come|.", "Mr. Li"),
        ("Officials have said that |aid will come|.", "Officials"),
        ("The mayor said on Friday that |aid will come|.", "The mayor"),
        ("The mayor told two reporters that |aid will come|.", "The mayor"),
        ("The mayor warned the firms that |aid will end|.", "The mayor"),
        ("The mayor said: |Aid will come|.", "The mayor"),
        ("The mayor told reporters: |Aid will come|.", "The mayor"),
        ("The mayor said, |aid will come|.", "The mayor"),
        ("As Ann Lund noted, |aid will come|.", "Ann Lund"),
        ("But Ann Lund, a broker in the north, said that |aid will come|.",
         "Ann Lund, a broker in the north"),
        ("The bank pointed out that |aid will come, and soon|.", "The bank"),
        # without that: a pronoun, determiner or name with a finite verb
        ("The mayor said |the aid will come|.", "The mayor"),
        ("The mayor said |aid was late|.", "The mayor"),
        ("The mayor said on Friday |the aid was late|.", "The mayor"),
        ("Ann Lund, a broker in the north, said |aid was late|.",
         "Ann Lund, a broker in the north"),
        ("Officials noted |they had sent the aid|.", "Officials"),
        ("The mayor told the paper |she had asked for aid|.", "The mayor"),
        ("The mayor left early, saying |the aid was late|.", "The mayor"),
        ("Lund opposed it, saying in a speech that |aid was late|.", "Lund"),
        ("Lund tweeted that |aid was late|.", "Lund"),
        ("Lund responded: |Aid is late|.", "Lund"),
        ("The mayor said |they’re late with the aid|.", "The mayor"),
        ("The mayor says |steep cuts in the costs of the port put aid within sight|.", "The mayor"),
        ("Analysts have estimated |firms may lose the aid|.", "Analysts"),
        ("The men say |they, too, have aid|.", "The men"),
        ("The paper quoted port officials as saying |the aid was late|.", "port officials"),
        # a quotation behind it belongs to another sentence
        ("|Aid is late|, Lund said. “We will pay the firms in the spring of next year.”", "Lund"),
        # what depends on the verb of another clause, and what remarks on it, is not said
        ("When Lund said that |aid was late|, the firms left.", "Lund"),
        ("Lund said that |aid was late|, a claim that nobody in the town took well.", "Lund"),
        ("The firms (Lund says |aid is late|) left the town.", "Lund"),
        # whose clause it is
        ("They sold the port, which Lund said |had asked for aid|.", "Lund"),
        ("They wrote to the broker Ann Lund, who said that |aid was late|.", "the broker Ann Lund"),
        ("Ann Lund, a broker, a friend of the bank, said that |aid was late|.",
         "Ann Lund, a broker, a friend of the bank"),
        ("Labor leader Ann Lund fought it, saying that |aid was late|.", "Labor leader Ann Lund"),
        ("They rose, while the port bank said that |aid was late|.", "the port bank"),
        ("Ann Lund in a speech said that |aid was late|.", "Ann Lund"),
        ("The head of the center-left bank said that |aid was late|.",
         "The head of the center-left bank"),
        ("|As noted by the bank, aid was late|.", "the bank"),
        # the name ends before what is no part of it
        ("Lund said in prepared remarks that |aid was late|.", "Lund"),
        ("Ann Lund, who owns a bank, said that |aid was late|.", "Ann Lund"),
        ("The mayor last week said that |aid was late|.", "The mayor"),
        ("Sen. Ann Lund (D-Vt.) said that |aid was late|.", "Sen. Ann Lund"),
        ("The mayor quietly said that |aid was late|.", "The mayor"),
        ("In May the mayor said that |aid was late|.", "the mayor"),
        ("Hours after Ann Lund said that |aid was late|.", "Ann Lund"),
        ("|Aid was late|, said Ann Lund in an interview on Friday.", "Ann Lund"),
        ("|Aid, according to the study, helps the firms|.", "the study"),
        # a subject that two verbs share
        ("Lund closed the door and said that |aid was late|.", "Lund"),
        # it stands last: what precedes is reported
        ("|Aid will come|, he said.", "he"),
        ("|Aid will come|, he added.", "he"),
        ("|Aid will come|, Mr. J. Li said.", "Mr. J. Li"),
        ("|Aid will come|, said Dr. Li, head of Lund Inc. in the north.",
         "Dr. Li, head of Lund Inc. in the north"),
        ("|In May, aid will come|, Ann Lund said on Friday.", "Ann Lund"),
        ("|Aid will come|, said Ann Lund.", "Ann Lund"),
        ("|Aid will come|, said Ann Lund, director of the bank.",
         "Ann Lund, director of the bank"),
        ("|Aid will come|, says the mayor.", "the mayor"),
        ("|Aid will come|, Ann Lund, director of the bank, said.",
         "Ann Lund, director of the bank"),
        ("|Aid will come|, the mayor told reporters.", "the mayor"),
        ("|Will aid come|? she asked.", "she"),
        # between two commas: both sides
        ("|Aid|, she said, |is aid|.", "she"),
        ("|Aid|, as he stated, |is no aid|.", "he"),
        # the whole sentence
        ("|According to the mayor, aid will come|.", "the mayor"),
        ("|Aid will come, according to Ann Lund, a broker|.", "Ann Lund, a broker"),
        ("|Aid will come, according to the mayor|.", "the mayor"),
        # a scare quote with an attribution
        ("|“Aid is here|,” he said.", "he"),
    ],
)  # fmt: skip
def test_what_is_reported(text: str, speaker: str) -> None:
    plain = text.replace("|", "")
    inside = [part for number, part in enumerate(re.split(r"\|", text)) if number % 2]
    found = matches(plain)
    assert len(found) == sum(len(re.findall("(?i)aid", part)) for part in inside)
    assert {(match.voice, match.speaker) for match in found} == {("reported", speaker)}


@pytest.mark.parametrize(
    "text",
    [
        "The aid is said to come soon.",  # passive
        "The mayor was told that aid will come.",
        "The said aid will come.",  # an adjective
        "The mayor announced the new aid that he wants.",  # an object
        "The mayor said a prayer for aid.",
        "The aid reported by the bank was late.",  # a participle
        "The so-called “late” aid came.",
        "As noted, aid was late.",  # the writer
        "I left, arguing that aid was late.",
        "It’s worth noting that aid was late.",  # nobody
        "It is hard to say that aid was late.",
        "The mayor did not say that aid was late.",  # not said
        "No one suggested that aid was late.",
        "The mayor refused to admit that aid was late.",
        "The mayor is also mentioned in the papers, and aid was late.",
        "Lund called it “bad” and sent the aid.",  # it quotes, and says nothing else
        "The aid, which he announced on Monday, was late.",
        "The aid grew, and the port added to costs.",
        "Their repeated claims that aid will come were late.",  # a noun
        "The firm’s reports that aid will come were late.",
        "I said that aid will come.",  # the writer
        "It is safe to say that aid will come.",
        "They acted according to the aid.",
        "The rain continued, and aid will come.",  # it quotes, or says nothing
        "The report that aid will come was late.",  # a noun
        "The aid went according to plan.",
        "When aid came, the mayor said the plan had worked well for all of us.",
        "Aid came. The mayor said that it rained.",  # the sentence before
        "The mayor said that it rained. Aid came.",  # the sentence after
    ],
)
def test_what_is_not(text: str) -> None:
    assert {(match.voice, match.speaker) for match in matches(text)} == {("narrator", "")}


def test_what_stands_before_the_attribution_is_the_narrators() -> None:
    assert said("In the aid office the mayor said that aid will come.") == [
        ("narrator", ""),
        ("reported", "the mayor"),
    ]


def test_the_name_of_the_speaker_is_not_reported() -> None:
    assert said("“We will pay it in the spring,” Ann Lund, head of the aid office, said.") == [
        ("narrator", "")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We want the aid right now,” said Du Lin, director of the office.",
         "Du Lin, director of the office"),
        ("“We want the aid right now,” Ann Lund, a broker, told the paper on Friday.",
         "Ann Lund, a broker"),
        ("“We want the aid right now,” he said.", "he"),
        ("The mayor said: “We want the aid right now.”", "The mayor"),
        ("The mayor said:\n\n“We want the aid right now.”", "The mayor"),
        ("According to the mayor, things change: “We want the aid right now.”", "the mayor"),
        ("“It rains a lot here now,” Ann Lund said. “We want the aid right now.”", "Ann Lund"),
        ("“We want it.\n\n“The aid is good.\n\n“It rains,” Ann Lund said.", "Ann Lund"),
        ("“We want the aid right now,” Ann Lund said, adding that it rained.", "Ann Lund"),
        ("“We want the aid right now.” It rained.", ""),
        ("“He said that we want the aid.” It rained.", ""),
        ("“We want the aid right now,” he continued.", "he"),
        ("“We want the aid right now,” Ann Lund carped in an email.", "Ann Lund"),
        ("“We want the aid right now,” the statement reads.", "the statement"),
        ("The mayor said “we want the aid right now” and left.", "The mayor"),
        ("Saying via radio, “We want the aid right now,” the mayor left.", ""),
        # a part of a sentence is quoted without a verb of speech: who acts in it
        ("Lund questions “the need for aid right now” in a letter.", "Lund"),
        ("The court closed it due to “the lack of aid right now” in May.", "The court"),
    ],
)  # fmt: skip
def test_who_says_a_quotation(text: str, speaker: str) -> None:
    assert said(text) == [("quote", speaker)]


def test_adding_that_is_said_by_who_spoke_before() -> None:
    text = "Aid came, Ann Lund said, adding that aid will go on."
    assert said(text) == [("reported", "Ann Lund"), ("reported", "Ann Lund")]


def test_an_infinitive_names_nobody() -> None:
    assert said("Rain led the mayor to warn that aid may end.") == [("reported", "")]


def test_words_in_marks_stay_quoted() -> None:
    assert said("The mayor said that aid “is what we all want, aid and aid”.") == [
        ("reported", "The mayor"),
        ("quote", "The mayor"),
        ("quote", "The mayor"),
    ]


def test_excluded_text_ends_what_is_reported() -> None:
    text = "The mayor said that aid will come (advert) and aid will go."
    cut = text.index("(advert)")
    article = Article("0", text, excluded=(Exclusion(cut, cut + 8, "any"),))
    found = SCANNER.scan([article])[0].matches
    assert [match.voice for match in found] == ["reported", "narrator"]


@pytest.mark.parametrize(
    "piece",
    ["“aid,” he said, ", "aid, according to them, ", "he said that aid ", "adding that aid, "],
)
def test_one_sentence_of_many_attributions_is_read_in_the_time_of_its_length(
    piece: str, linear: Linear
) -> None:
    def read(text: str) -> None:
        assert matches(text)

    linear(read, partial(repeated, piece), 100_000)


def test_reported_words_belong_to_the_attribution_that_opens_nearest_before_them() -> None:
    text = "When the host noted that aid was late, the mayor replied, “Not as late as we were.”"
    assert said(text) == [("reported", "the host")]
    text = "According to the paper, the mayor said that aid was late."
    assert said(text) == [("reported", "the mayor")]


def test_many_quotations_inside_one_are_read_in_the_time_of_their_number(linear: Linear) -> None:
    def read(text: str) -> None:
        assert matches(f"They wrote: ‘{text}aid’ and left.")

    linear(read, partial(repeated, "“it rains on us all” "), 100_000)

"""The lead as a summary: whole sentences, at most 300 characters, never half a grapheme cluster."""

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Paragraph
from exporter.normalise import sentences
from exporter.normalise.summary import LIMIT, cut, summarise

SPLITS = [
    # plain
    ("One. Two! Three? Four… Five", ("One.", "Two!", "Three?", "Four…", "Five")),
    ("No stop at all", ("No stop at all",)),
    ("Wait... Then it came. It was... nothing.", ("Wait...", "Then it came.", "It was... nothing.")),
    # quotation marks and brackets after the stop
    ('"Dat is goed." De minister knikte.', ('"Dat is goed."', "De minister knikte.")),
    ('"Is dat goed?" vroeg zij. "Ja!" riep hij.', ('"Is dat goed?" vroeg zij.', '"Ja!" riep hij.')),
    ("„Das ist gut.“ Der Minister nickte.", ("„Das ist gut.“", "Der Minister nickte.")),
    ("« C’est bien. » Le ministre acquiesça.", ("« C’est bien. »", "Le ministre acquiesça.")),
    ("It works. (So they say.) “Fine.” 'Good.' End.", ("It works.", "(So they say.)", "“Fine.”", "'Good.'", "End.")),
    # abbreviations and titles
    (
        "Dat zegt dhr. Kok van o.a. de gemeente, bijv. Zandwijk. Mevr. Zand niet.",
        ("Dat zegt dhr. Kok van o.a. de gemeente, bijv. Zandwijk.", "Mevr. Zand niet."),
    ),
    (
        "Mr. and Mrs. Field met Dr. Holm at St. Mary's. They left.",
        ("Mr. and Mrs. Field met Dr. Holm at St. Mary's.", "They left."),
    ),
    (
        "Das gilt z.B. für Hr. Groß bzw. Dr. Maß. Sonst nicht.",
        ("Das gilt z.B. für Hr. Groß bzw. Dr. Maß.", "Sonst nicht."),
    ),
    ("M. Petit et Mme. Roux sont venus. Ils repartent.", ("M. Petit et Mme. Roux sont venus.", "Ils repartent.")),
    # words and names that are abbreviations only before a figure
    ("He said no. Then he left.", ("He said no.", "Then he left.")),
    ("Room no. 5 is free. Take it.", ("Room no. 5 is free.", "Take it.")),
    ("Dat zegt Jan. Op 14 jan. 2025 was hij er.", ("Dat zegt Jan.", "Op 14 jan. 2025 was hij er.")),
    ("Het glas is vol. Meer kan niet.", ("Het glas is vol.", "Meer kan niet.")),
    # initials, decimals, dates, domains
    ("J. D. Field and A.B. Holm spoke. We listened.", ("J. D. Field and A.B. Holm spoke.", "We listened.")),
    ("It rose 3.5 per cent. Prices fell.", ("It rose 3.5 per cent.", "Prices fell.")),
    (
        "Am 14. Februar und im 21. Jahrhundert. Danach nicht.",
        ("Am 14. Februar und im 21. Jahrhundert.", "Danach nicht."),
    ),
    ("Das war 2014. Danach nicht.", ("Das war 2014.", "Danach nicht.")),
    ("Zie nieuws.example voor meer. Of bel.", ("Zie nieuws.example voor meer.", "Of bel.")),
    # what follows must begin a sentence
    ("Het kost ong. drie euro. ¿Verdad? 3 keer.", ("Het kost ong. drie euro.", "¿Verdad?", "3 keer.")),
    # other scripts
    ("渡轮停航。明天恢复！“真的？”他问。", ("渡轮停航。", "明天恢复！", "“真的？”", "他问。")),
    ("هل توقفت العبارة؟ نعم.", ("هل توقفت العبارة؟", "نعم.")),
    ("नौका रुकी। कल चलेगी।", ("नौका रुकी।", "कल चलेगी।")),
]


@pytest.mark.parametrize(("paragraph", "expected"), SPLITS)
def test_a_paragraph_is_split_into_sentences(paragraph: str, expected: tuple[str, ...]) -> None:
    assert sentences.split(paragraph) == expected


@given(st.text(alphabet=st.sampled_from('aB1 .!?…。"”»()dr'), max_size=60).map(lambda text: " ".join(text.split())))
def test_the_sentences_are_the_paragraph_but_for_spaces(paragraph: str) -> None:
    found = sentences.split(paragraph)
    assert "".join(found).replace(" ", "") == paragraph.replace(" ", "")
    assert all(found)


def test_the_first_paragraph_is_the_summary_if_it_is_a_lead() -> None:
    lead = "De sluis bij Oudehaven gaat maandag na drie jaar weer open. " * 3
    body = (Paragraph(lead.strip()), Paragraph("Daarna volgt de rest."))
    assert summarise(body) == lead.strip()


def test_a_short_first_paragraph_goes_on_into_the_next() -> None:
    body = (Paragraph("Het is zover."), Paragraph("Meer", subhead=True), Paragraph("De sluis gaat open."))
    assert summarise(body) == "Het is zover. De sluis gaat open."


def test_only_whole_sentences_are_taken() -> None:
    sentence = "De sluis bij Oudehaven gaat maandag na drie jaar werk eindelijk weer open voor de binnenvaart. "
    assert len(sentence) * 4 > LIMIT > len(sentence) * 3
    assert summarise((Paragraph((sentence * 4).strip()),)) == (sentence * 3).strip()


def test_a_first_sentence_that_is_too_long_is_cut_after_a_word() -> None:
    words = "haven " * 100
    assert summarise((Paragraph(words.strip() + "."),)) == "haven " * 49 + "haven" + "…"


def test_punctuation_goes_before_the_ellipsis() -> None:
    assert cut("one, two (three", 12) == "one, two…"
    assert cut("one two, three", 10) == "one two…"


def test_a_text_without_spaces_is_cut_between_clusters() -> None:
    assert cut("航" * 400, 300) == "航" * 299 + "…"
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert cut(family * 3, 12) == family * 2 + "…"
    assert cut("e\N{COMBINING ACUTE ACCENT}" * 6, 6) == "e\N{COMBINING ACUTE ACCENT}" * 2 + "…"
    flag = "\N{REGIONAL INDICATOR SYMBOL LETTER N}\N{REGIONAL INDICATOR SYMBOL LETTER L}"
    assert cut(flag * 4, 6) == flag * 2 + "…"


def test_chinese_sentences_are_joined_without_a_space() -> None:
    assert summarise((Paragraph("渡轮停航。"), Paragraph("明天恢复。"))) == "渡轮停航。明天恢复。"


@pytest.mark.parametrize("piece", [".", "J. ", "A. B ", '."', "。.", "Ja. ", ".\N{COMBINING ACUTE ACCENT}"])
def test_hostile_text_costs_time_in_proportion(piece: str) -> None:
    text = piece * 400_000 + "x"
    start = time.process_time()
    sentences.split(text)
    summarise((Paragraph(text),))
    assert time.process_time() - start < 6  # some 0.6 s; in the square of the length it would be far more


def test_a_list_is_passed_over_unless_there_is_nothing_else() -> None:
    lines = ["The fair closed.", "340 stalls", "14 goats", "Nobody was hurt."]
    assert summarise(map(Paragraph, lines)) == "The fair closed. Nobody was hurt."
    assert summarise((Paragraph("Water waits"),)) == "Water waits"


def test_no_body_has_no_summary() -> None:
    assert summarise(()) == ""


@given(st.lists(st.text(min_size=1, max_size=700), min_size=1, max_size=4))
def test_a_summary_is_never_empty_too_long_or_half_a_cluster(texts: list[str]) -> None:
    texts = [" ".join(text.split()) for text in texts]
    texts = [text for text in texts if text] or ["x"]
    summary = summarise(tuple(map(Paragraph, texts)))
    assert 0 < len(summary) <= LIMIT
    if summary.endswith("…") and not any(text.startswith(summary) for text in texts):
        kept = summary[:-1]
        clusters = regex.findall(r"\X", texts[0])
        ends = {sum(map(len, clusters[:number])) for number in range(len(clusters) + 1)}
        assert not texts[0].startswith(kept) or len(kept) in ends


@given(st.text(alphabet='aA1 .!?…"”’»(。！', min_size=1, max_size=40))
def test_a_paragraph_that_fits_is_all_of_its_sentences(text: str) -> None:
    paragraph = " ".join(text.split()) or "x"
    joined = ""
    for sentence in sentences.split(paragraph):
        joined += " " * bool(joined and joined.rstrip("」』）”’")[-1:] not in "。！？") + sentence
    assert summarise((Paragraph(paragraph),)) == joined

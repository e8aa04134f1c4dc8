"""Framing: labels, loaded words, verbs, sources, frames, and what the whole corpus shares and contrasts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry import framing, schema
from summitry.people import find_mentions, read_roster
from summitry.reference import Outlet, Reference
from summitry.schema import Mentions, Quotes
from summitry.text import Document, Layer, read_words

ROSTER = read_roster(Path(__file__).parents[1] / "data" / "reference" / "people.csv")
REFERENCE = Reference(
    outlets=(
        Outlet("TASS", ("Tass",), (), "state media", True, "Russia", ""),
        Outlet("Reuters", (), (), "wire", False, "United Kingdom", ""),
    )
)


def mention(text: str, words: str, person: str | None, form: str = "surname") -> Mentions:
    start = text.index(words)
    return Mentions(article_id="a", start=start, end=start + len(words), text=words, person=person, form=form)


def quote(text: str, words: str, speaker: str | None, cue: str = "", **more: object) -> Quotes:
    start = text.index(words)
    said = text.index(cue) if cue else None
    given = {
        "article_id": "a",
        "quote_id": f"a#q{start}",
        "quotation_id": f"a#q{start}",
        "start": start,
        "end": start + len(words),
        "text": words,
        "kind": "direct",
        "speaker": speaker,
        "cue": cue or None,
        "cue_start": said,
        "cue_end": None if said is None else said + len(cue),
        "basis": "",
        "confidence": 1.0,
    }
    return Quotes(**{**given, **more})


def names(text: str) -> list[Mentions]:
    """Every Putin, Xi and Trump of the text."""
    surnames = {"Putin": "Vladimir Putin", "Xi": "Xi Jinping", "Trump": "Donald Trump"}
    found = []
    for surname, person in surnames.items():
        at = text.find(surname)
        while at >= 0:
            found.append(
                Mentions(article_id="a", start=at, end=at + len(surname), text=surname, person=person, form="surname")
            )
            at = text.find(surname, at + 1)
    return sorted(found, key=lambda m: m.start)


def document(text: str, mentions: Iterable[Mentions] = (), quotes: Iterable[Quotes] = ()) -> Document:
    """A text with its mentions and quotations."""
    return Document("a", text, roster=ROSTER, reference=REFERENCE, mentions=Layer(mentions), quotes=Layer(quotes))


def framed(text: str, mentions: Iterable[Mentions] = (), quotes: Iterable[Quotes] = ()) -> Document:
    """The same with what framing finds in it."""
    doc = document(text, mentions, quotes)
    doc.labels, doc.loaded = Layer(framing.find_labels(doc)), Layer(framing.find_loaded(doc))
    doc.verbs, doc.frames = Layer(framing.find_verbs(doc)), Layer(framing.find_frames(doc))
    doc.sources, doc.portrayals = framing.find_sources(doc), framing.portray(doc)
    return doc


LABELS = [
    ("Russian President Putin flew home.", [("Russian President", "Vladimir Putin", "title", 0.0)]),
    ("Chinese Communist Party leader Xi waved.", [("Chinese Communist Party leader", "Xi Jinping", "title", 0.0)]),
    (
        "The isolated Russian strongman Putin waved.",
        [("isolated Russian strongman", "Vladimir Putin", "epithet", -1.0)],
    ),
    ("The Kremlin chief, Putin, waved.", [("Kremlin chief", "Vladimir Putin", "title", 0.0)]),
    ("Putin, a former KGB officer, waved.", [("former KGB officer", "Vladimir Putin", "appositive", 0.0)]),
    ("Xi met Putin, and dictators everywhere clapped.", []),
    ("Putin is a war criminal, they shouted.", [("war criminal", "Vladimir Putin", "epithet", -0.7)]),
    ("Putin is not a war criminal.", []),
    ("They called Putin a killer.", [("killer", "Vladimir Putin", "epithet", -0.7)]),
    ("Putin came. The Russian strongman smiled.", [("Russian strongman", "Vladimir Putin", "epithet", -0.7)]),
    ("Xi came. The Russian strongman did not.", []),  # nobody named whom it could mean
    ("The Chinese regime denied it.", [("Chinese regime", "China", "descriptor", -0.5)]),
    ("Xi met Putin and senior regime officials.", [("senior regime officials", "Russia", "descriptor", -0.4)]),
    (
        "Xi, China's most powerful leader since Mao, left.",
        [("China's most powerful leader", "Xi Jinping", "epithet", 0.3)],
    ),
    ("Putin is his best, most intimate friend.", [("best, most intimate friend", "Vladimir Putin", "epithet", 1.0)]),
    (
        "Russia's increasingly isolated leader Putin left.",
        [("Russia's increasingly isolated leader", "Vladimir Putin", "epithet", -0.6)],
    ),
    ("Russia's state TASS agency wrote of Putin.", []),
    (
        "The leader of the Russian Federation, Putin, left.",
        [("leader of the Russian Federation", "Vladimir Putin", "title", 0.0)],
    ),
    ("Putin spoke. Nobody believed the despot.", [("despot", "Vladimir Putin", "epithet", -0.7)]),
    ("Xi met Putin. Nobody believed the despot.", []),  # which of the two?
    ("Let us call the president.", []),  # "us" is no country
    ("Putin will host Xi in Moscow.", []),  # a verb
    ("Putin embraced his guest Xi.", [("guest", "Xi Jinping", "descriptor", 0.0)]),
    (
        "Beijing blamed isolated Russian President Putin.",
        [("isolated Russian President", "Vladimir Putin", "epithet", -0.6)],
    ),
    (
        "The autocrats Putin and Xi smiled.",
        [("autocrats", "Vladimir Putin", "epithet", -0.7), ("autocrats", "Xi Jinping", "epithet", -0.7)],
    ),
    ("Xi made Putin China's best friend.", []),  # a friend of China is not from there
]


@pytest.mark.parametrize("text, expected", LABELS)
def test_labels(text, expected):
    found = framing.find_labels(document(text, names(text)))
    assert [(row.text, row.target, row.label_type, row.polarity) for row in found] == expected


def test_a_label_inside_marks_is_the_speakers():
    text = "“Our president Putin is right,” she said of the Russian leader Putin."
    found = framing.find_labels(document(text, names(text), [quote(text, text[:31], None)]))
    assert [row.in_quote for row in found] == [True, False]


LOADED = [
    ("Trump slammed the shamefully biased report.", ["slammed", "shamefully", "biased"]),
    ("The so-called peace deal was a hoax.", ["so-called", "hoax"]),
    ("Critics lashed out at him.", ["lashed out"]),
    ("He misled them and tore into the paper.", ["misled", "tore into"]),  # irregular forms
    ("The ministers met on Tuesday to discuss grain.", []),
]


@pytest.mark.parametrize("text, words", LOADED)
def test_loaded(text, words):
    found = framing.find_loaded(document(text))
    assert [text[row.start : row.end] for row in found] == words


def test_a_loaded_word_is_about_the_nearest_person_of_its_sentence():
    text = "Xi arrived while the reckless Putin waited. A shameful day."
    found = framing.find_loaded(document(text, names(text)))
    assert [row.target for row in found] == ["Vladimir Putin", None]


def test_without_a_person_a_loaded_word_is_about_the_nearest_government():
    text = "Washington waited for us while Beijing kept its shameful silence."
    (row,) = framing.find_loaded(document(text))
    assert row.target == "China"


def test_a_name_is_no_loaded_word():
    text = "Then Dana Bash spoke."
    bash = [mention(text, "Dana Bash", "Dana Bash", "name")]
    assert framing.find_loaded(document(text, bash)) == []


VERBS = [
    ("“No,” Putin said.", "said", [("say", "neutral")]),
    ("“No,” Putin lashed out.", "lashed out", [("lash out", "emotive")]),
    ("“No,” Putin claimed.", "claimed", [("claim", "doubting")]),
    ("“No,” Putin pointed out.", "pointed out", [("point out", "endorsing")]),
    ("“No,” Putin vowed.", "vowed", [("vow", "commissive")]),
    ("“No,” Putin admitted.", "admitted", [("admit", "doubting")]),  # its last letter is doubled
    ("“No,” according to Putin.", "according to", []),
]


@pytest.mark.parametrize("text, cue, expected", VERBS)
def test_verbs(text, cue, expected):
    found = framing.find_verbs(document(text, [], [quote(text, "“No,”", "Vladimir Putin", cue)]))
    assert [(row.lemma, row.class_) for row in found] == expected


def test_a_verb_without_a_quotation_is_a_reporting_verb_too():
    text = "Putin scoffed at the idea."
    (row,) = framing.find_verbs(document(text, names(text)))
    assert (row.lemma, row.speaker, row.quote_id) == ("scoff", "Vladimir Putin", None)


SOURCES = [
    ("“No,” Putin said.", "Vladimir Putin", None, "official", False),
    ("“No,” Putin said, Russia's state TASS news agency reported.", "Vladimir Putin", "TASS", "official", True),
    ("“No,” Putin said, TASS reported.", "Vladimir Putin", "TASS", "official", False),
    ("“No,” Putin said, according to the Kremlin.", "Vladimir Putin", "the Kremlin", "official", True),
    ("“No,” said Jane Roe, a professor at Exeter.", "Jane Roe", None, "expert", False),
    ("“No,” said Kremlin spokesman Jan Roe.", "Jan Roe", None, "official", False),
    ("“No,” said Jane Roe.", "Jane Roe", None, None, False),
    ("“No,” a source familiar with the talks said.", "a source familiar with the talks", None, "anonymous", False),
    ("“No,” the Kremlin said.", "the Kremlin", None, "official", True),
]


@pytest.mark.parametrize("text, speaker, conduit, source_type, marked", SOURCES)
def test_sources(text, speaker, conduit, source_type, marked):
    given = quote(text, "“No,”", speaker, conduit=conduit)
    found = framing.find_sources(document(text, [], [given]))
    row = next(row for row in found if row.source == speaker)
    assert (row.source_type, row.marked_as_state, row.quotes, row.words_quoted) == (source_type, marked, 1, 1)


def test_the_ways_to_write_an_agencys_name_are_one_conduit():
    text = "“No,” Putin said, Russia’s state TASS news agency reported. “Yes,” he said, according to Tass."
    quotes = [
        quote(text, "“No,”", "Vladimir Putin", conduit="Russia’s state TASS news agency"),
        quote(text, "“Yes,”", "Vladimir Putin", conduit="Tass"),
    ]
    (row,) = framing.find_sources(document(text, [], quotes))
    assert (row.conduit, row.quotes, row.marked_as_state) == ("TASS", 2, True)


def test_a_cited_agency_is_a_source_without_quotations():
    text = "The two discussed gas, reports Reuters."
    (row,) = framing.find_sources(document(text))
    assert (row.source, row.source_type, row.quotes) == ("Reuters", "wire", 0)


def test_frames_give_a_row_for_each_cue_and_say_where_it_stands():
    text = "Xi called him “my best friend”. They spoke of trade."
    found = framing.find_frames(document(text, [], [quote(text, "“my best friend”", "Xi Jinping")]))
    rows = {(row.frame, text[row.cue_start : row.cue_end], row.in_quote) for row in found}
    assert rows == {("friendship", "best friend", True), ("economy", "trade", False)}


def test_too_little_evidence_gives_no_interval():
    text = "The reckless Putin waited."
    result = framed(text, names(text), [])
    (row,) = result.portrayals
    assert row.polarity < 0 and row.low is None and row.n_evidence == 1


TONES = [
    ("The brilliant Putin waited.", 1),
    ("The reckless Putin waited.", -1),
    ("Putin waited.", None),
    ("“Putin is a liar,” she said.", None),  # her words, not the outlet's
    ("Putin was not corrupt.", 1),
    ("Xi waited. The gas was toxic.", None),  # nobody in the sentence that judges
]


@pytest.mark.parametrize("text, sign", TONES)
def test_portrayals(text, sign):
    quotes = [quote(text, "“Putin is a liar,”", None)] if "“" in text else []
    result = framed(text, names(text), quotes)
    assert [(row.polarity > 0) - (row.polarity < 0) for row in result.portrayals] == ([] if sign is None else [sign])


def contrast(n: int = 8) -> list[schema.Contrasts]:
    """Two groups of articles alike but for one word of the first, and one that a single article repeats."""
    filler = ["they met and spoke of many things", "the talks went on for a day", "it was a long day of talks"]
    texts = {f"{g}{i}": ". ".join(filler) + (". a bold pact" if g == "x" else "") for g in "xy" for i in range(n)}
    texts["x0"] += ". parrot parrot parrot parrot parrot parrot"
    return framing.contrast_terms(texts, {t: t[0] for t in texts}, seed=1)


def test_the_planted_word_is_found_and_a_word_of_one_article_is_not():
    rows = {row.term: row for row in contrast()}
    assert rows["bold"].z > 1.9 and rows["bold"].q < 0.05 and (rows["bold"].docs_a, rows["bold"].docs_b) == (8, 0)
    assert "parrot" not in rows


def test_contrasts_agree_between_two_runs():
    assert contrast() == contrast()


def test_one_group_is_no_contrast():
    with pytest.raises(ValueError, match="two groups"):
        framing.contrast_terms({"a": "x"}, {"a": "one"}, seed=1)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Putin Xi’s“”\"'.,\n radical regime Russian president US so-called ", max_size=200))
def test_every_row_points_at_its_words(text):
    doc = framed(text, find_mentions(Document("a", text, roster=ROSTER)))
    for row in doc.labels:
        assert text[row.start : row.end] == row.text
    for row in (*doc.labels, *doc.loaded, *doc.verbs):
        assert 0 <= row.start < row.end <= len(text)
    for name in ("labels", "loaded", "verbs", "sources", "frames", "portrayals"):
        schema.check_frame(name, schema.to_frame(name, getattr(doc, name)))
    schema.check_frame("features", schema.to_frame("features", [framing.describe_features(doc)]))


def meeting(article: str, **more: object) -> schema.Meetings:
    given = {
        "article_id": article,
        "start": 0,
        "end": 1,
        "precision": "none",
        "mode": "in-person",
        "status": "held",
        "participants": "Vladimir Putin;Xi Jinping",
        "meeting_id": "m1",
        "confidence": 1.0,
    }
    return schema.Meetings(**{**given, **more})


COVERED = [
    ("They met.", {}, [], set()),
    ("They met in May.", {"precision": "month", "date": "2019-05-01"}, [], {"date"}),
    ("They met in Moscow.", {"place": "Moscow"}, [], {"place"}),
    ("They signed a memorandum.", {}, [], {"documents signed"}),
    ("“Good,” Putin said.", {}, ["Vladimir Putin"], {"remarks"}),
    ("“Bad,” Roe said.", {}, ["Jane Roe"], set()),  # no participant
    ("Rights groups objected.", {}, [], {"critics' voices"}),
]


@pytest.mark.parametrize("text, told, speakers, facts", COVERED)
def test_coverage(text, told, speakers, facts):
    quotes = [quote(text, text[:6], speaker) for speaker in speakers]
    tables = {"meetings": [meeting("a", **told)], "claims": [], "quotes": quotes, "sources": []}
    frames = [schema.to_frame(name, rows) for name, rows in tables.items()]
    for form in (tables.values(), frames):
        rows = framing.cover_events(*form, [Document("a", text)])
        assert {row.fact for row in rows if row.present} == facts and len(rows) == 6


def test_a_planned_or_unknown_meeting_is_not_covered():
    rows = [meeting("a", status="planned"), meeting("b", meeting_id=None)]
    assert framing.cover_events(rows, [], [], [], []) == []


def test_of_many_groups_each_is_set_against_the_rest():
    texts = {f"{g}{i}": f"They said {g}{g} and went home on day {i}" for g in "xyz" for i in range(3)}
    rows = framing.contrast_terms(texts, {t: t[0] for t in texts}, seed=1)
    assert {(row.source_a, row.source_b) for row in rows} == {(g, "the rest") for g in "xyz"}
    assert {row.term for row in rows if row.z > 1 and " " not in row.term} == {"xx", "yy", "zz"}


HOSTILE = ["“" * 20_000, "regime " * 15_000, "a," * 50_000, "the Russian " * 8_000, "Mr. " * 25_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_takes_no_time(text):
    assert framing.describe_features(framed(text)).article_id == "a"


# --- features -------------------------------------------------------------------------------------------------------


def features_of(text: str, *quotes: Quotes) -> Any:
    """The features of a text whose persons are found as usual."""
    return framing.describe_features(framed(text, find_mentions(Document("a", text, roster=ROSTER)), quotes))


SAME_FACT = [
    ("Critics called the deal a sham.", "loaded_rate", "Critics called the deal a loan."),
    (
        "A disastrous day ended. The ships sailed. Nobody waved.",
        "loaded_lead",
        "The ships sailed. Nobody waved. The end.",
    ),
    ("Putin scoffed at the idea.", "verbs_emotive", "Putin spoke of the idea."),
    ("The Russian strongman Putin waved.", "label_rate", "The Russian Putin waved."),
    ("Putin waved.", "by_surname", "Vladimir Putin waved."),
    ("The ships sailed before Putin came.", "persons_enter", "Putin came before the ships sailed."),
    ("They spoke of trade.", "frame_economy", "They spoke of art."),
    ("The two discussed gas, reports Reuters.", "source_rate", "The two discussed gas."),
]


@pytest.mark.parametrize("more, column, less", SAME_FACT, ids=[column for _, column, _ in SAME_FACT])
def test_a_feature_is_higher_where_the_text_has_more_of_it(more, column, less):
    assert getattr(features_of(more), column) > getattr(features_of(less), column)


@pytest.mark.parametrize(
    "text, words",
    [
        ("They will meet in August.", []),
        ("They met an august guest.", ["august"]),
        ("They dined in the Great Wall Hotel.", []),
        ("He had a great evening.", ["great"]),
        ("Victory over Nazi Germany was remembered.", []),
        ("The establishment of a bank was agreed.", []),
    ],
)
def test_a_listed_word_in_another_sense_is_not_loaded(text, words):
    assert [text[row.start : row.end].lower() for row in framing.find_loaded(document(text))] == words


def test_what_a_country_is_said_to_do_is_not_a_persons():
    text = "Xi spoke of the Russian invasion of Ukraine."
    assert [row.target for row in framing.find_loaded(document(text, names(text)))] == ["Russia"]


def test_words_of_indirect_speech_are_the_speakers():
    text = "Xi said that the friendship was excellent and the visit wonderful."
    said = quote(text, text[13:-1], "Xi Jinping", kind="indirect")
    assert framing.portray(framed(text, names(text), [said])) == []
    assert framing.portray(framed(text, names(text))) != []


def test_a_common_noun_is_no_outlet():
    outlets = (*REFERENCE.outlets, Outlet("The Gardener", (), (), "outlet", False, "", ""))
    for speaker, kind in (("the gardener", None), ("The Gardener", "outlet")):
        text = f"“Trade will grow,” {speaker} wrote."
        doc = Document("a", text, roster=ROSTER, reference=Reference(outlets=outlets), mentions=Layer([]))
        doc.quotes = Layer([quote(text, "“Trade will grow,”", speaker)])
        assert [(row.source, row.source_type) for row in framing.find_sources(doc)] == [(speaker, kind)]


def test_what_is_quoted_does_not_count_for_the_outlets_own_voice():
    text = "He spoke of “a terrible disaster of trade” on the phone."
    quoted = features_of(text, quote(text, "“a terrible disaster of trade”", None))
    assert (quoted.dark_own, quoted.loaded_rate, quoted.frames_quoted) == (0, 0, 1)
    own = features_of(text.replace("“", "").replace("”", ""))
    assert own.dark_own > 0 and own.loaded_rate > 0 and own.frames_quoted == 0


def test_the_columns_of_features_are_those_of_the_word_list():
    listed = [row["name"] for row in read_words("features")]
    assert [column.name for column in schema.columns("features")] == ["article_id", *listed]


RATES = ("share_", "loaded_r", "mention_r", "verb", "label_", "frame", "by_", "source_r")


def test_an_article_printed_twice_over_has_the_same_rates():
    told = "Putin met Xi on Friday. Critics called the talks a sham. Xi praised him, and markets fell in the afternoon."
    text = "\n\n".join([told] * 12)
    once, twice = features_of(text), features_of(f"{text}\n\n{text}")
    for column in schema.columns("features"):
        if column.name.startswith(RATES):
            assert getattr(once, column.name) == pytest.approx(getattr(twice, column.name)), column.name

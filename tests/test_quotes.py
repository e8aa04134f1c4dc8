"""Who said what: each row of a table is a sentence of our own making that has defeated some other tool."""

import time
import tracemalloc

import pytest
from fit_loglinear import Example, fit
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.people import find_mentions, read_roster
from summitry.quotes import find_quotes
from summitry.quotes.features import TEMPLATES
from summitry.reference import DEFAULT_REFERENCE
from summitry.text import Layer, LogLinear, read_words
from summitry.text.loglinear import FeatureError
from summitry.text.sentences import find_marked

MARKED = [
    ("straight", 'He said "no".', ['"no"']),
    ("curly", "He said “no”.", ["“no”"]),
    ("German", "He said „no“ twice.", ["„no“"]),
    ("guillemets", "He said «no».", ["«no»"]),
    ("doubled", "He said ''no.''", ["''no.''"]),
    ("British, beside apostrophes", "'It's the leaders' choice,' he said.", ["'It's the leaders' choice,'"]),
    ("curly British", "‘It’s done,’ he said.", ["‘It’s done,’"]),
    ("an apostrophe is no mark", "The leaders' talks and O'Hare's jet in the '90s.", []),
    ("nested", "“Call it ‘a gift’ if you like,” he said.", ["“Call it ‘a gift’ if you like,”"]),
    ("nested in its own kind", "“Our “new era” begins,” he said.", ["“Our “new era” begins,”"]),
    ("drawn the wrong way", "He said ”no“ and left.", ["”no“"]),
    ("never closed", "“We go on.\n“And on.”", ["“We go on.", "“And on.”"]),
    ("inches", 'A 12" screen and a 14" one.', []),
    ("blanks inside, before a comma", "« No », he said.", ["« No »"]),
    ("no blank before it", "It rained.“No,” he said.", ["“No,”"]),
    ("no blank on either side", 'It rained."No,"Lena said.', ['"No,"']),
    ("not closed before who said it", '"We go on, Lena said. He saw "a wall" there.', ['"We go on,', '"a wall"']),
    ("around no word", 'He said "" and "…", then "yes".', ['"yes"']),
]


@pytest.mark.parametrize("name, text, stretches", MARKED)
def test_marks(name, text, stretches):
    assert [text[m.start : m.end] for m in find_marked(text, [(0, len(text))])] == stretches


@pytest.fixture(scope="module")
def roster():
    return read_roster(DEFAULT_REFERENCE / "people.csv")


def read(text, roster):
    article = Article("a", text, roster=roster)
    article.mentions = Layer(find_mentions(article))
    return find_quotes(article)


SPEECH = ("direct", "fragment")

# what other tools get wrong, and the speakers of the marked words in order (None: not decided)
SPEAKERS = [
    ("the one told is not the speaker", "“We are friends,” Xi told Putin.", ["Xi Jinping"]),
    ("two men, one pronoun", "Xi met Putin. “We are friends,” he said.", [None]),
    ("one man, one pronoun", "Putin took the medal. “I am touched,” he said.", ["Vladimir Putin"]),
    ("fragment", "Xi called the pact “a new anchor” for Asia.", ["Xi Jinping"]),
    ("fragments in a chain", "Putin called the talks “frank” and “useful”.", ["Vladimir Putin"] * 2),
    ("split", "“The road,” Xi said, “is long.”", ["Xi Jinping"] * 2),
    ("second sentence", "“We agree,” Putin said. “We always have.”", ["Vladimir Putin"] * 2),
    ("colon", "Putin: “We will sign in June.”", ["Vladimir Putin"]),
    ("cue with colon", "Peskov posted: “No comment today.”", ["Dmitry Peskov"]),
    ("quote-only paragraph", "Xi thanked his hosts, Xi said.\n“We will come again next year.”", ["Xi Jinping"]),
    (
        "paragraphs that open and do not close",
        "“We began with nothing,” Putin said. “We built roads.\n“We built towns.”",
        ["Vladimir Putin"] * 3,
    ),
    ("name on the next line", "“We have outgrown the old order.”\n— Xi Jinping, president of China", ["Xi Jinping"]),
    ("according to", "The deal is “close to done”, according to Peskov.", ["Dmitry Peskov"]),
    (
        "an agency relays, another speaks",
        "Putin praised the “ripe fruit” of the talks, according to TASS.",
        ["Vladimir Putin"],
    ),
    (
        "two speakers in a sentence",
        "Xi spoke of “trust”, while Putin said it was “time to act”.",
        ["Xi Jinping", "Vladimir Putin"],
    ),
    ("apposition", "“It is a start,” Lena Brandt, a baker from Hamm, said.", ["Lena Brandt"]),
    ("relative clause", "“It is a start,” said Peskov, who had flown in from Minsk.", ["Dmitry Peskov"]),
    ("organisation", "“No such call took place,” the Kremlin said.", ["Kremlin"]),
    ("a description", "“They are not ready,” a senior official said.", ["a senior official"]),
    ("uncommon verbs", "“Enough!” barked Lukashenko.", ["Alexander Lukashenko"]),
    ("put it", "The talks were, as Lavrov put it, “a long walk in the rain”.", ["Sergey Lavrov"]),
    ("a surname outside the roster", "Analyst Maria Lopez sighed. “Nobody won,” Lopez said.", ["Maria Lopez"]),
    ("single marks", "'It's late,' Xi said.", ["Xi Jinping"]),
    ("doubled single marks", "''It is late,'' Xi said.", ["Xi Jinping"]),
    ("guillemets", "«It is late,» Xi said.", ["Xi Jinping"]),
    ("German marks", "„It is late,“ Xi said.", ["Xi Jinping"]),
    ("odd number of marks", "“It is late,” Xi said. “And cold.", ["Xi Jinping"] * 2),
    ("nested", "“He called it ‘a gift’ to us,” Putin said.", ["Vladimir Putin"]),
    ("title for a name", "“Friendship has no limits,” the Chinese leader told Putin.", ["Xi Jinping"]),
    ("counterpart", "Xi listened as his Russian counterpart said, “We go on.”", ["Vladimir Putin"]),
    ("the speaker goes on", "“We agree,” Putin told Xi. “We will sign,” he added.", ["Vladimir Putin"] * 2),
    ("quoted as saying, before", "“We agree,” TASS quoted Putin as saying.", ["Vladimir Putin"]),
    ("quoted as saying, passive", "“We agree,” Putin was quoted as saying by TASS.", ["Vladimir Putin"]),
    ("quoted by, as saying", "“We agree,” Putin was quoted by TASS as saying.", ["Vladimir Putin"]),
    (
        "quoted as saying goes on",
        "“We agree,” CCTV quoted Xi as saying. “We sign,” Putin said.",
        ["Xi Jinping", "Vladimir Putin"],
    ),
]


SPEAKERS += [
    ("joint", "Lavrov and Blinken said: “We will talk again.”", ["Antony Blinken;Sergey Lavrov"]),
    ("joint, inverted", "“We will talk again,” said Lavrov and Blinken.", ["Antony Blinken;Sergey Lavrov"]),
    ("one of two that were met", "Modi met Lavrov and Blinken. “It was short,” Modi said.", ["Narendra Modi"]),
    ("passive", "The offer was dismissed as “a bad joke” by Lavrov.", ["Sergey Lavrov"]),
    ("passive, agent first", "The letter was called by Modi “a bridge”.", ["Narendra Modi"]),
    ("gapped", "Lavrov spoke of “patience” and Blinken of “resolve”.", ["Sergey Lavrov", "Antony Blinken"]),
    (
        "two participles",
        "Lavrov praising his “old host” and Modi missing his “tall guest”.",
        ["Sergey Lavrov", "Narendra Modi"],
    ),
    ("object control", "Modi thanked Lavrov for calling the talks “a good start”.", ["Sergey Lavrov"]),
    ("quoted as telling", "TASS quoted Lavrov as telling Modi: “Come in winter.”", ["Sergey Lavrov"]),
    ("the one that another says had said it", "Modi said Lavrov had told him: “Come in winter.”", ["Sergey Lavrov"]),
    ("media say that he called it", "State media said Lavrov called the deal “a gift”.", ["Sergey Lavrov"]),
    ("whose words they are", "In a letter, to quote Lavrov, the deal is “a gift”.", ["Sergey Lavrov"]),
    (
        "all others follow a preposition",
        "After a walk with Modi, Lavrov praised the snow. “I am tired,” he said.",
        ["Sergey Lavrov"],
    ),
    (
        "named at the end of the line above",
        "And here is Lena Brandt:\n\n“He mends every roof himself”",
        ["Lena Brandt"],
    ),
    ("named on the line below", "“We rest on Sunday.”\nSERGEY LAVROV", ["Sergey Lavrov"]),
    ("a thing cannot speak", "As for the weather: “It rained for a week.”", [None]),
    (
        "a medium relays who spoke before",
        "“It is late,” Lavrov said. “Let us go,” TASS reported.",
        ["Sergey Lavrov"] * 2,
    ),
]


@pytest.mark.parametrize("name, text, speakers", SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_speaker(name, text, speakers, roster):
    assert [q.speaker for q in read(text, roster) if q.kind in SPEECH] == speakers


NEGATED = [
    ("Lavrov has never called the plan “a trap”.", True),
    ("Lavrov did not immediately say it was “a trap”.", True),
    ("Lavrov stopped short of calling it “a trap”.", True),
    ("Lavrov refused to describe it as “a trap”.", True),
    ("If Lavrov said “no”, all would be lost.", True),
    ("Lavrov did not smile and said “no”.", False),
    ("Lavrov called it “a trap”.", False),
]


@pytest.mark.parametrize("text, negated", NEGATED)
def test_words_that_were_not_said_are_nobodys(text, negated, roster):
    (row,) = (q for q in read(text, roster) if q.kind in SPEECH)
    assert (row.negated, row.speaker) == (negated, None if negated else "Sergey Lavrov")


TRANSCRIPTS = [
    (
        "names",
        "Minister of Russia Sergey Lavrov: We are glad to be here.\n\nThe snow was deep.\n\n"
        "Antony Blinken (retranslated): You are welcome.\n\nSergey Lavrov: Thank you.",
        ["Sergey Lavrov", "Sergey Lavrov", "Antony Blinken", "Sergey Lavrov"],
    ),
    (
        "questions and answers",
        "Sergey Lavrov spoke to us on Monday in the garden.\n\nQ: Is it cold?\n\nA: I like it.\n\nQ: And you?\n\nA: No.",
        [None, "Sergey Lavrov", None, "Sergey Lavrov"],
    ),
    (
        "names on lines of their own",
        "They spoke in the garden on Monday.\n\nLENA BRANDT:\nAre you tired?\n\nMINISTER LAVROV:\n(Laughter.) I never am.",
        ["Lena Brandt", "Sergey Lavrov"],
    ),
    ("a list of persons", "Sergey Lavrov: minister since 2004.\n\nAntony Blinken: secretary until 2025.", []),
]


@pytest.mark.parametrize("name, text, speakers", TRANSCRIPTS, ids=[row[0] for row in TRANSCRIPTS])
def test_turns_of_a_transcript(name, text, speakers, roster):
    assert [q.speaker for q in read(text, roster) if q.kind in SPEECH] == speakers


NOBODY = [
    ("scare quotes", "The so-called “experts” went home.", "scare"),
    ("nickname", "Robert “Bobby” Fischer lost.", "scare"),
    ("a film", "They watched the film “The Long Day” in Sochi.", "title"),
]


@pytest.mark.parametrize("name, text, kind", NOBODY, ids=[row[0] for row in NOBODY])
def test_marked_words_that_nobody_says(name, text, kind, roster):
    assert [(q.kind, q.speaker) for q in read(text, roster)] == [(kind, None)]


ROLES = [
    ("conduit", "“We agree,” Putin said, according to the Kremlin.", ("Kremlin", None, None)),
    ("told an agency", "“We agree,” Peskov told TASS.", ("TASS", None, None)),
    ("reported by", "“We agree,” Xi said, CCTV reported.", ("CCTV", None, None)),
    (
        "an agency after its description",
        "“We agree,” Putin said, according to Russian state news agency RIA Novosti.",
        ("RIA Novosti", None, None),
    ),
    ("quoting agency", "“We agree,” Xinhua quoted Putin as saying.", ("Xinhua", None, None)),
    ("posted on", "“We agree,” Peskov said in a statement posted on Telegram.", ("Telegram", None, None)),
    ("addressee", "“We agree,” Putin told Xi.", (None, "Xi Jinping", None)),
    ("told him", "Xi took Putin’s hand and told him: “We agree.”", (None, "Vladimir Putin", None)),
    ("as an agency carried it", "“We agree,” Putin said, as TASS reported.", ("TASS", None, None)),
    ("about", "“Xi is a friend,” Putin said.", (None, None, "Xi Jinping")),
    ("about the one so called", "Putin called Xi “a dear friend”.", (None, None, "Xi Jinping")),
]


@pytest.mark.parametrize("name, text, roles", ROLES, ids=[row[0] for row in ROLES])
def test_conduit_addressee_and_subject(name, text, roles, roster):
    (row,) = (q for q in read(text, roster) if q.kind in SPEECH)
    assert (row.conduit, row.addressee, row.about) == roles


INDIRECT = [
    ("Xi said the two sides should trade more.", [("the two sides should trade more", "Xi Jinping")]),
    ("Putin told Xi that Moscow was ready to sign.", [("Moscow was ready to sign", "Vladimir Putin")]),
    ("The talks were going well, Peskov said.", [("The talks were going well", "Dmitry Peskov")]),
    (
        "Ri Yong Ho, the minister, said in a statement that the plan had not changed.",
        [("the plan had not changed", "Ri Yong Ho")],
    ),
    ("According to Ushakov, the visit will last two days.", [("the visit will last two days", "Yury Ushakov")]),
    ("At the time, Lavrov said, both sides had agreed.", [("both sides had agreed", "Sergey Lavrov")]),
    ("Xi thanked him, adding that he would return soon.", [("he would return soon", "Xi Jinping")]),
    ("Moscow denies any interference.", [("any interference", "Moscow")]),
    ("Both leaders called for a political settlement in May.", [("a political settlement in May", "Both leaders")]),
    ("Xi called on Putin to end the war.", [("end the war", "Xi Jinping")]),
    ("A ministry spokeswoman, Mao Ning, said she had nothing to add.", [("she had nothing to add", "Mao Ning")]),
    ("Putin liked the idea and said the port was ready.", [("the port was ready", "Vladimir Putin")]),
    ("Xi told Putin that trade was growing, as the two met in Sochi.", [("trade was growing", "Xi Jinping")]),
    ("Peskov said that was no reason to leave.", [("that was no reason to leave", "Dmitry Peskov")]),
    ("Xi told Putin on Tuesday their friendship would last.", [("their friendship would last", "Xi Jinping")]),
    ("Lavrov promised to return the letters.", [("return the letters", "Sergey Lavrov")]),
    ("Modi warned of a long winter.", [("a long winter", "Narendra Modi")]),
    (
        "The roof, Lena Brandt said, had to be mended.",
        [("The roof, Lena Brandt said, had to be mended", "Lena Brandt")],
    ),
    ("Lavrov accused the bank of hiding its books.", [("hiding its books", "Sergey Lavrov")]),
    # no clause, no claim: nothing is reported
    ("Xi declined to say whether he would go.", []),
    ("It is said that walls have ears.", []),
    ("“We agree,” Xi said.", []),
]


@pytest.mark.parametrize("text, reported", INDIRECT)
def test_indirect_speech(text, reported, roster):
    assert [(q.text, q.speaker) for q in read(text, roster) if q.kind == "indirect"] == reported


def test_the_parts_of_one_quotation_share_its_id(roster):
    rows = read("“The road,” Xi said, “is long.” Putin agreed. “It is steep,” Putin said.", roster)
    assert [q.quotation_id for q in rows] == ["a#Q1", "a#Q1", "a#Q2"]
    assert [q.quote_id for q in rows] == ["a#q1", "a#q2", "a#q3"]


@given(st.text(alphabet="Xi said Putin.he,“”‘’\n'\":—«»„", max_size=200))
def test_quotes_are_their_words(text):
    roster = read_roster(DEFAULT_REFERENCE / "people.csv")
    for q in read(text, roster):
        assert text[q.start : q.end] == q.text
        assert q.speaker_start is None or text[q.speaker_start : q.speaker_end] == q.speaker_text
        assert q.cue_start is None or text[q.cue_start : q.cue_end] == q.cue


@pytest.mark.parametrize(
    "piece", ["“", "'", "“We go” and Xi said “no” to Putin, ", "Xi said that ", "“a\n", "according to "]
)
def test_hostile_pages_take_linear_time(piece, roster):
    text = piece * (6000 // len(piece))
    started = time.process_time()
    read(text, roster)
    assert time.process_time() - started < 5


ECHOES = [
    ("the body gives it to him", "‘Dear friend’: Xi bids Putin farewell", "Xi Jinping"),
    ("the headline names somebody else", "A ‘dear friend’ leaves Moscow", None),
]


@pytest.mark.parametrize("name, headline, speaker", ECHOES, ids=[row[0] for row in ECHOES])
def test_a_headline_repeats_words_of_the_body(name, headline, speaker, roster):
    first = read(f"{headline}\n\n“Take care, dear friend,” Xi said at the door.\n", roster)[0]
    assert first.speaker == speaker


CARRIED = [
    ("“We agree,” Xi was quoted as saying by Peskov.", "Xi Jinping"),
    ("«We agree», said Putin on Tuesday.", "Vladimir Putin"),
    ("Twelve months ago Xi signed what he called a “new page”.", "Xi Jinping"),
]


@pytest.mark.parametrize("text, speaker", CARRIED)
def test_times_and_carriers_are_no_speakers(text, speaker, roster):
    assert [q.speaker for q in read(text, roster) if q.kind in SPEECH] == [speaker]


BOUNDARIES = [
    ("an initial before a name", "Xi said Arto P. Salo of Espoo was right.", ["Arto P. Salo of Espoo was right"]),
    (
        "a time of day",
        "Peskov said the ceremony will begin at 9 a.m. Moscow time.",
        ["the ceremony will begin at 9 a.m. Moscow time"],
    ),
    (
        "two sentences glued by a scraper",
        "It is much too late, Xi said.Putin said that it rained in Minsk.",
        ["It is much too late", "it rained in Minsk"],
    ),
    ("a contraction", "He’s sure, and Xi said he’ll sign the pact.", ["he’ll sign the pact"]),
]


@pytest.mark.parametrize("name, text, reported", BOUNDARIES, ids=[row[0] for row in BOUNDARIES])
def test_where_words_and_sentences_end(name, text, reported, roster):
    assert [q.text for q in read(text, roster)] == reported


def test_every_weight_is_of_a_listed_feature():
    assert len(LogLinear("attribution", TEMPLATES).weights) == len(read_words("attribution"))


@pytest.mark.parametrize("feature", ["nobodys size 3", "colour red"])
def test_a_weight_or_feature_that_is_not_listed_is_an_error(feature):
    with pytest.raises(FeatureError, match=feature):
        LogLinear("attribution", TEMPLATES, {feature: 1.0})
    with pytest.raises(FeatureError, match=feature):
        LogLinear("attribution", TEMPLATES).score([feature])


def test_confidence_is_a_calibrated_probability():
    model = LogLinear("attribution", TEMPLATES)
    assert 0.5 < model.calibrated(0.6) < model.calibrated(0.9) < model.calibrated(0.999) < 1


def test_weak_features_are_left_out_and_the_others_fitted_again():
    strong, weak = Example((["a"], ["b"]), frozenset({0})), Example((["a", "c"], ["b"]), frozenset({0}))
    every, few = fit([strong] * 9 + [weak] * 2), fit([strong] * 9 + [weak] * 2, weakest=0.5)
    assert set(every) == {"a", "b", "c"} and set(few) == {"a", "b"} and few["a"] > every["a"]


def test_words_without_end_are_not_held_for_later(roster):
    read("Xi said no.", roster)
    tracemalloc.start()
    for letter in "abcdefghijklmnop":
        read(f"Xi said {letter * 100_000}.", roster)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000

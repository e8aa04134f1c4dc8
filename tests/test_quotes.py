"""Who said what: each row of a table is a sentence of our own making that has defeated some other tool."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.people import find_mentions, read_roster
from summitry.quotes import attribution, find_quotes
from summitry.quotes.clauses import read_clauses
from summitry.quotes.tokens import TOKEN
from summitry.reference import DEFAULT_REFERENCE
from summitry.text import find_marked

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
    ("around no word", 'He said "" and "…", then "yes".', ['"yes"']),
]


@pytest.mark.parametrize("name, text, stretches", MARKED)
def test_marks(name, text, stretches):
    assert [text[m.start : m.end] for m in find_marked(text, [(0, len(text))])] == stretches


@pytest.fixture(scope="module")
def roster():
    return read_roster(DEFAULT_REFERENCE / "people.csv")


def read(text, roster):
    article = Article("a", text)
    return find_quotes(article, roster, find_mentions(article, roster))


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


@pytest.mark.parametrize("name, text, speakers", SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_speaker(name, text, speakers, roster):
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


@given(st.text(alphabet="JUShe’s'.,—-& \t\xa0\n1“", max_size=60))
def test_chunks_have_the_tokens_of_the_whole_text(text):
    lines = [match.span() for match in re.finditer(r"[^\r\n]+", text)]
    # he’s and its like are two tokens, so that only where words begin and end is compared
    whole = {offset for line in lines for match in TOKEN.finditer(text, *line) for offset in match.span()}
    clauses = read_clauses(text, [(0, len(text))], [])
    parts = {*clauses.starts, *clauses.ends}
    assert whole <= parts
    assert all(
        text[start:end].strip() == text[start:end] != ""
        for start, end in zip(clauses.starts, clauses.ends, strict=True)
    )
    assert all(text[offset] in "’'" for offset in parts - whole)


INITIALS = [
    ("said J. Smith", ["said", "j.", "smith"]),  # one token before a name
    ("plan J. it failed", ["plan", "j", ".", "it", "failed"]),
    ("plan J.", ["plan", "j", "."]),
    ("the U.S. Navy", ["the", "u.s.", "navy"]),
]


@pytest.mark.parametrize("text, words", INITIALS)
def test_an_initial_is_one_token_before_a_name(text, words):
    assert read_clauses(text, [(0, len(text))], []).words == words


def test_quotations_weighed_in_batches_are_those_weighed_at_once(roster, monkeypatch):
    text = "“We agree,” Xi told Putin. He added: “It is late.” “And cold,” said Putin, who left.\n" * 9
    at_once = read(text, roster)
    monkeypatch.setattr(attribution, "BATCH", 2)
    assert read(text, roster) == at_once
    assert len({row.speaker for row in at_once}) > 1

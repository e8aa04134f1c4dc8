"""Who is meant: names, surnames, titles and pronouns, each awkward sentence of our own making."""

import itertools

import pytest
import summitry
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article, Metadata
from summitry.people import Person, Roster, find_mentions, read_roster
from summitry.reference import DEFAULT_REFERENCE


@pytest.fixture(scope="module")
def roster():
    return read_roster(DEFAULT_REFERENCE / "people.csv")


MENTIONS = [
    ("Xi Jinping met Vladimir Putin.", ["Xi Jinping", "Vladimir Putin"]),
    ("Chinese President Xi Jinping arrived; Xi smiled.", ["Xi Jinping", "Xi Jinping"]),
    ("Xi gave Putin China’s first friendship medal.", ["Xi Jinping", "Vladimir Putin"]),
    # one man fits, so the pronoun is his; two fit, so it is nobody's
    ("Putin bowed. He left.", ["Vladimir Putin", "Vladimir Putin"]),
    ("Xi met Putin. He smiled.", ["Xi Jinping", "Vladimir Putin", None]),
    ("Putin bowed. He’s gone; they’re not.", ["Vladimir Putin", "Vladimir Putin", None]),
    ("Putin thanked Mao Ning. She nodded.", ["Vladimir Putin", "Mao Ning", "Mao Ning"]),
    ("Xi and Putin met. They talked.", ["Xi Jinping", "Vladimir Putin", None]),
    # a "he" inside a quotation is the speaker's, not ours to resolve
    ("Putin spoke. “He is my friend.”", ["Vladimir Putin", None]),
    # "al-" belongs to the name, at the beginning of it too
    ("Foreign minister al-Maliki said Bashar al-Assad left.", ["al-Maliki", "Bashar al-Assad"]),
    # titles
    ("Putin spoke before the Chinese leader did.", ["Vladimir Putin", "Xi Jinping"]),
    ("Xi greeted his Russian counterpart.", ["Xi Jinping", "Vladimir Putin"]),
    ("Xi praised his counterpart.", ["Xi Jinping", None]),
    ("Xi waved. The Kremlin chief waved back.", ["Xi Jinping", "Vladimir Putin"]),
    ("Xi met Putin. The president smiled.", ["Xi Jinping", "Vladimir Putin", None]),
    ("Peskov spoke. The president slept, and Putin woke.", ["Dmitry Peskov", "Vladimir Putin", "Vladimir Putin"]),
    ("The President of China, Xi Jinping, spoke.", ["Xi Jinping", "Xi Jinping"]),
    (
        "Putin laughed. The Kremlin’s foreign policy adviser, Yury Ushakov, did not.",
        ["Vladimir Putin"] + ["Yury Ushakov"] * 2,
    ),
    # an object is rarely its own sentence's subject
    ("Xi thanked those who received him.", ["Xi Jinping", None]),
    # outside the roster: the fullest name in the article
    ("Analyst Maria Lopez disagreed. Lopez laughed.", ["Maria Lopez", "Maria Lopez"]),
    ("Mr. Brandt, a clerk, spoke.", ["Brandt"]),
    ("The Fox News poll and the New York Times agree.", []),
    # of two with one surname the suffix belongs to the name
    ("Joseph R. Brandt Jr. met Joseph F. Lopez Jr. there.", ["Joseph R. Brandt Jr.", "Joseph F. Lopez Jr."]),
    ("President Jr. III spoke.", ["Jr. III"]),
    # a name within a compound, a possessive, a title with a full stop, particles
    ("The anti-Putin vote grew.", ["Vladimir Putin"]),
    ("''Mr. Brandt came.''", ["Brandt"]),
    ("Adm. Maria Lopez’s staff waited.", ["Maria Lopez"]),
    ("Minister Ana de la Cruz said no. No. 10 did not.", ["Ana de la Cruz"]),
    ("The spokesman Bo Ek, 61, came.", ["Bo Ek"]),
]


@pytest.mark.parametrize("text, people", MENTIONS)
def test_people(text, people, roster):
    assert [m.person for m in find_mentions(Article("a", text, roster=roster))] == people


def test_a_roster_of_two_names_is_enough():
    roster = Roster((Person("Ana Ruiz"), Person("Bo Ek")))
    assert [m.person for m in find_mentions(Article("a", "Ana Ruiz told Bo Ek that Ruiz won.", roster=roster))] == [
        "Ana Ruiz",
        "Bo Ek",
        "Ana Ruiz",
    ]


UK = "United Kingdom"
LEADERS = (
    Person("Theresa May", ("May",), role="prime minister of the United Kingdom 2016-2019", country=UK, gender="female"),
    Person("John Major", role="prime minister of the United Kingdom 1990-1997", country=UK, gender="male"),
    Person("Angela Merkel", ("Merkel",), role="chancellor of Germany 2005-2021", country="Germany", gender="female"),
    Person("Emmanuel Macron", ("Macron",), role="president of France from 2017", country="France"),
    Person("Moon Jae-in", ("Moon",), role="president of South Korea 2017-2022", country="South Korea"),
    Person("Yoon Suk-yeol", ("Yoon",), role="president of South Korea 2022-2025", country="South Korea"),
    Person("Fumio Kishida", ("Kishida",), role="prime minister of Japan 2021-2024", country="Japan"),
    Person("Charles de Gaulle", role="president of France 1959-1969", country="France"),
    Person("Mohammed bin Zayed", role="president of the United Arab Emirates", country="United Arab Emirates"),
    Person("Mohammed bin Salman", ("MBS",), role="crown prince of Saudi Arabia", country="Saudi Arabia"),
    Person("Luiz Inácio Lula da Silva", ("Lula",), role="president of Brazil from 2023", country="Brazil"),
    Person("Alexander Van der Bellen", role="president of Austria", country="Austria"),
    Person("Ferdinand Marcos Jr.", role="president of the Philippines from 2022", country="Philippines"),
    Person("William Ruto", ("Ruto",), role="president of Kenya", country="Kenya"),
    Person("Scott Morrison", ("Morrison",), role="prime minister of Australia 2018-2022", country="Australia"),
    Person("Jill Biden", role="first lady", country="United States", gender="female"),
)
WRITTEN = [  # what was written, on which day, and who are meant
    # titles before a name
    ("PM Morrison met Chancellor Merkel; the Australian PM left at 5 pm.", "2019-05-01", "Scott Morrison;Angela Merkel;Scott Morrison"),
    ("Shri Narendra Modi spoke. Shri Modi left.", "2019-05-01", "Narendra Modi;Narendra Modi"),
    # middle names, initials, suffixes
    ("Angela Dorothea Merkel met V. Putin and Donald J. Trump.", "2019-05-01", "Angela Merkel;Vladimir Putin;Donald Trump"),
    ("Ferdinand R. Marcos Jr. met Joseph Biden Jr. there.", "2023-05-01", "Ferdinand Marcos Jr.;Joe Biden"),
    ("Donald Trump Jr. met Barack Obama.", "2019-05-01", "Donald Trump Jr.;Barack Obama"),
    # hyphens, capitals, the order of two words
    ("Moon Jae In met KIM JONG UN; KISHIDA FUMIO watched.", "2021-05-01", "Moon Jae-in;Kim Jong-un;Fumio Kishida"),
    ("Jae-in Moon met Xi Jin-ping. XI left.", "2021-05-01", "Moon Jae-in;Xi Jinping;Xi Jinping"),
    ("Chapter XI deals with the UN.", "2021-05-01", ""),
    # particles
    ("Charles de Gaulle waved. “Non,” de Gaulle said.", "1965-05-01", "Charles de Gaulle;Charles de Gaulle"),
    ("Mohammed Bin Salman met Mohammed bin Zayed. Bin Salman left.", "2023-05-01", "Mohammed bin Salman;Mohammed bin Zayed;Mohammed bin Salman"),
    ("Lula da Silva met Alexander Van der Bellen. Van der Bellen left.", "2023-05-01", "Luiz Inácio Lula da Silva;Alexander Van der Bellen;Alexander Van der Bellen"),
    # a letter off; but a short name with a letter off is another's
    ("Vladimr Putin met Emanuel Macron and Angela Merkl.", "2019-05-01", "Vladimir Putin;Emmanuel Macron;Angela Merkel"),
    ("Xi Jingping met Volodimir Zelenskyi and Narendra Mody.", "2022-05-01", "Xi Jinping;Volodymyr Zelenskyy;Narendra Modi"),
    ("The diplomat Wang Yu met the envoy Li Jinping.", "2022-05-01", "Wang Yu;Li Jinping"),
    # surnames that are words
    ("In May 2018 Theresa May met Xi. May smiled. By May she had left.", "2018-05-01", "Theresa May;Xi Jinping;Theresa May;Theresa May"),
    ("Sir John Major met Ana. Major said so.", "1992-05-01", "John Major;John Major"),
    # namesakes: the one just named
    ("Jill Biden spoke at a school. “Read,” Biden said.", "2022-05-01", "Jill Biden;Jill Biden"),
    ("Jill Biden spoke. President Biden listened to her.", "2022-05-01", "Jill Biden;Joe Biden;Jill Biden"),
    ("Kim Yo-jong, sister of Kim Jong-un, spoke. “No,” Kim said.", "2022-05-01", "Kim Yo-jong;Kim Jong-un;Kim Yo-jong"),
    # who holds which office, on the day
    ("The Kenyan leader met Austria’s head of state.", "2023-05-01", "William Ruto;Alexander Van der Bellen"),
    ("Moon Jae-in made way for Yoon Suk-yeol. “I will,” South Korea’s president said.", "2023-03-01", "Moon Jae-in;Yoon Suk-yeol;Yoon Suk-yeol"),
    ("Moon Jae-in made way for Yoon Suk-yeol. “I will,” the South Korean president said.", "2021-03-01", "Moon Jae-in;Yoon Suk-yeol;Moon Jae-in"),
    ("Emmanuel Macron met Scott Morrison. The president smiled; the prime minister slept.", "2021-03-01", "Emmanuel Macron;Scott Morrison;Emmanuel Macron;Scott Morrison"),
    ("Mohammed bin Salman met Emmanuel Macron. The Saudi leader smiled; the crown prince left.", "2022-07-01", "Mohammed bin Salman;Emmanuel Macron;Mohammed bin Salman;Mohammed bin Salman"),
    ("Sergey Lavrov met his commerce minister.", "2022-07-01", "Sergey Lavrov;"),
    # a headline's capitals
    ("Trump Greets Xi In Beijing", "2017-11-08", "Donald Trump;Xi Jinping"),
    ("MERKEL HOSTS MACRON IN BERLIN", "2018-06-19", "Angela Merkel;Emmanuel Macron"),
]  # fmt: skip


@pytest.mark.parametrize("text, day, people", WRITTEN)
def test_names_as_the_press_writes_them(text, day, people, roster):
    doc = Article("a", text, roster=Roster((*roster.people, *LEADERS)), metadata=Metadata(published_stated=day))
    assert ";".join(mention.person or "" for mention in find_mentions(doc)) == people


def test_a_name_with_a_letter_off_is_matched_and_noted(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Vladmir Putin met Joseph Robinette Biden in Geneva. Putin smiled, and Biden waved."
    )
    tables = summitry.parse(tmp_path).tables
    assert set(tables["mentions"].person) == {"Vladimir Putin", "Joe Biden"}
    notes = tables["problems"][tables["problems"].what == "name misspelt"]
    assert list(notes.why) == ["“Vladmir Putin” is read as Vladimir Putin."] and list(notes.start) == [0]


@pytest.mark.parametrize(
    "alias, name", [("PM Modi", "Narendra Modi"), ("ZELENSKY", "Volodymyr Zelenskyy"), ("Mody", None)]
)
def test_a_person_is_found_by_any_alias(alias, name, roster):
    person = roster.find_alias(alias)
    assert (person and person.name) == name and "Narendra Modi" in roster.suggest("Mody")


def test_rows_of_one_name_are_one_person(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,aliases,role\nAna Ruiz,Anita Ruiz,\nAna Ruiz,Ana R.,mayor\n", encoding="utf-8")
    assert read_roster(path).people == (Person("Ana Ruiz", ("Anita Ruiz", "Ana R."), role="mayor"),)


@given(st.text(alphabet="Xi Putn.he,“”‘’\n'\"SaidMrLe-习近平 é", max_size=200))
def test_mentions_are_their_words(text):
    roster = read_roster(DEFAULT_REFERENCE / "people.csv")
    mentions = find_mentions(Article("a", text, roster=roster))
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize("text", ["Putin left.\u0130\u0130\u0130\u0130\u0130\u0130\u0130he was tired.", "\u0130-he"])
def test_pronouns_stand_in_their_place_after_letters_whose_lower_case_is_longer(text, roster):
    found = [m for m in find_mentions(Article("a", text, roster=roster)) if m.form == "pronoun"]
    assert all(text[m.start : m.end] == m.text and m.text.lower() in ("he", "his", "him") for m in found)

"""For notebook 02: first half: who is quoted, through whom, to and about whom, and which outlet trimmed a remark how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.display import Prose, say
from summitry.sentiment import quote_clusters
from summitry.text import count_words

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

SPEECH = ("direct", "fragment", "indirect")
QUOTED = ("direct", "fragment")


def find_speech(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of *quotes* that are somebody's speech, with their words counted (column words, int64)."""
    spoken = quotes[quotes.kind.isin(SPEECH)].copy()
    spoken["words"] = [count_words(text) for text in spoken.text]
    return spoken.reset_index(drop=True)


COUNTED_BY = ("quote_id", "article_id", "kind", "speaker", "conduit", "addressee", "about")


def read_speech(run: Study) -> pd.DataFrame:
    """Return the speech in all selected articles, however many, as find_speech does, by the columns that it is counted
    by alone."""
    return find_speech(run.read("quotes", *COUNTED_BY, "text")).drop(columns="text")


def count_voice(speech: pd.DataFrame) -> pd.DataFrame:
    """Return a row per speaker, most quoted first: speaker, quoted, indirect (words), quotations, articles."""
    named = speech[speech.speaker.notna()]
    quoted = named.words.where(named.kind.isin(QUOTED), 0)
    rows = (
        named.assign(quoted=quoted, indirect=named.words - quoted)
        .groupby("speaker")
        .agg(
            quoted=("quoted", "sum"),
            indirect=("indirect", "sum"),
            quotations=("quote_id", "size"),
            articles=("article_id", "nunique"),
        )
    )
    return rows.reset_index().sort_values(
        ["quoted", "indirect", "speaker"], ascending=[False, False, True], ignore_index=True
    )


def count_conduits(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each leader's quotations came through whom: conduit, quotations, words, articles."""
    rows = (
        speech.assign(conduit=speech.conduit.fillna("nobody named"))
        .groupby(["speaker", "conduit"])
        .agg(quotations=("quote_id", "size"), words=("words", "sum"), articles=("article_id", "nunique"))
    )
    return rows.reset_index().sort_values(
        ["quotations", "words", "speaker"], ascending=[False, False, True], ignore_index=True
    )


def count_directions(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how often each speaker speaks to whom and about whom: speaker, relation (to | about), person, quotations."""
    import pandas as pd

    parts = []
    for relation, column in (("to", "addressee"), ("about", "about")):
        named = speech[speech[column].notna() & speech.speaker.notna()]
        exploded = named.assign(person=named[column].str.split(";")).explode("person")
        parts.append(exploded.assign(relation=relation)[["speaker", "relation", "person", "quote_id"]])
    rows = (
        pd.concat(parts).groupby(["speaker", "relation", "person"]).quote_id.size().rename("quotations").reset_index()
    )
    return rows.sort_values(["quotations", "speaker", "person"], ascending=[False, True, True], ignore_index=True)


def list_quotations(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return the quotation browser: text, speaker, conduit, published, outlet, confidence, sentiment, sentence, and keys."""
    rows = speech.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    rows["sentence"] = [
        _around(run.corpus.texts.get(row.article_id, ""), row.start, row.end) for row in rows.itertuples()
    ]
    columns = [
        "text",
        "speaker",
        "conduit",
        "published",
        "outlet",
        "kind",
        "confidence",
        "sentiment",
        "basis",
        "sentence",
    ]
    return rows[[*columns, "article_id", "quote_id", "start", "end"]]


def _around(text: str, start: int, end: int, reach: int = 80) -> str:
    """Return the words of *text* with what stands around them on the same line."""
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    right = text.find("\n", end)
    return text[left : min(right if right >= 0 else len(text), end + reach)].strip()


# --- remarks that several articles carry ----------------------------------------------------------------------------


def list_versions(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return how each article trimmed the remarks inside quotation marks that more than one article carries.

    Columns of quote_clusters.compare_versions, and start; the remark that most articles carry comes first, its versions
    from the longest to the shortest.
    """
    quoted = speech[speech.kind.isin(QUOTED) & speech.speaker.notna()]
    versions = quote_clusters.compare_versions(quoted, run.articles)
    rows = versions.merge(quoted[["quote_id", "start"]], on="quote_id", how="left")
    carried = rows.groupby("remark").article_id.transform("size")
    order = rows.assign(carried=carried).sort_values(
        ["carried", "remark", "share_kept", "article_id"], ascending=[False, True, False, True], ignore_index=True
    )
    return order.assign(left_out=order.left_out.replace("", "–")).drop(columns="carried")


def state_versions(speech: pd.DataFrame, versions: pd.DataFrame) -> Prose:
    """Return how many remarks more than one article carries, and in how many versions words were cut."""
    if versions.empty:
        return say("No remark is carried by more than one article, so each quotation counts once.")
    trimmed = versions[versions.cut != "nothing"]
    return say(
        "**{k}** remarks are carried by more than one article, in {n} versions; each counts once below. In **{cut}** of the "
        "versions words are missing that another version has.",
        k=versions.remark.nunique(), n=len(versions), cut=len(trimmed),
    )  # fmt: skip

"""What needs the whole corpus: copies, shared passages, contrasts, coverage, and the order of every table.

The questions are put to DuckDB in SQL, over Arrow tables or over the files of checkpoints; what does not fit into
memory goes to a folder. One thread and a total order: the same articles give the same rows in the same order.
"""

import contextlib
import hashlib
import heapq
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from summitry.corpus.storage import ROW_GROUP, as_frame, to_arrow
from summitry.framing import contrast_terms, cover_events
from summitry.schema import Contrasts, Problems, Span, columns
from summitry.text import READABLE, Tokens, merge_spans, outside, words_in
from summitry.text.tokens import code_words, hash_sequences

MEMORY = "200MB"  # what DuckDB may hold of a run that writes to a folder; the rest goes to files there

MEETING = ("article_id", "participants", "date", "date_high")  # by these two reports are told to be of one meeting

Database = duckdb.DuckDBPyConnection


@contextlib.contextmanager
def open_database(tables: Mapping[str, pa.Table | list[Path]], work: Path | None = None) -> Iterator[Database]:
    """Lend a database in which *tables* go by their names: Arrow tables, or lists of Parquet files. *work* is a folder
    for what does not fit into MEMORY; without one everything is held."""
    config: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    config |= {"memory_limit": MEMORY, "temp_directory": str(work)} if work else {"temp_directory": ""}
    with duckdb.connect(config=config) as database:
        database.execute("SET enable_progress_bar = false")
        tables = {"meetings": pa.table({name: pa.array([], pa.string()) for name in MEETING}), **tables}
        for name, held in tables.items():
            if isinstance(held, list):
                database.read_parquet(list(map(str, held))).create_view(name)
            else:
                database.register(name, held)
        try:
            yield database
        except RuntimeError as error:
            if "interrupted" in str(error):  # what DuckDB makes of Ctrl-C
                raise KeyboardInterrupt from error
            raise


SHINGLE = 5  # words in the sequences that tell copies: Broder (1997) calls such sequences shingles
SAMPLED = 16  # one shingle in so many is looked up; the four with the smallest hashes always are
SEED = 6  # words in the sequences that shared passages are found by
LARGEST_GAP = 3  # words that may differ inside one passage (an outlet's small edits)
PAD = LARGEST_GAP + 1  # places without a word between two parts of a page: no passage runs into the other

ARTICLE = ("article_id", pa.dictionary(pa.int32(), pa.string()))
SHINGLES = pa.schema([ARTICLE, ("hash", pa.uint64()), ("sampled", pa.bool_())])
"""Each distinct shingle of an article, in the order of the hashes."""
SEEDS = pa.schema([ARTICLE, ("hash", pa.uint64()), ("place", pa.int32()), ("start", pa.int32()), ("stop", pa.int32())])
"""Each sequence of six words within one part of a page: the number of its first word, and its offsets."""


def cut_sequences(articles: Iterable[tuple[str, Tokens, Sequence[Span]]]) -> dict[str, pa.Table]:
    """Return what articles are compared by, ``shingles`` (SHINGLES) and ``seeds`` (SEEDS). Each is given by its id, its
    words, and the readable parts of its page, which all words stand in."""
    ids, shingles, seeds = [], [], []
    for article_id, words, parts in articles:
        codes = code_words(words.keys)
        # of an article with fewer words than a shingle has, all of them are one
        hashes = hash_sequences(codes, min(SHINGLE, len(codes))) if len(codes) else codes
        hashes = np.unique(hashes * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(8))
        sampled = (hashes % np.uint64(SAMPLED) == 0) | (np.arange(len(hashes)) < 4)
        ids.append(article_id)
        shingles.append((hashes, sampled))
        seeds.append(_list_seeds(words, codes, parts))
    return {"shingles": _join(SHINGLES, ids, shingles), "seeds": _join(SEEDS, ids, seeds)}


def _join(schema: pa.Schema, ids: list[str], found: list[tuple[Any, ...]]) -> pa.Table:
    """Return the columns *found* in each article, one under the other, and its id beside them."""
    owners = np.repeat(np.arange(len(ids), dtype=np.int32), [len(columns[0]) for columns in found])
    joined: list[Any] = [np.concatenate(column) for column in zip(*found, strict=True)] or [
        [] for _ in schema.names[1:]
    ]
    return pa.table([pa.DictionaryArray.from_arrays(owners, pa.array(ids, pa.string())), *joined], schema=schema)


def _list_seeds(words: Tokens, codes: Any, parts: Sequence[Span]) -> tuple[Any, ...]:
    """Return hash, place, start and stop of every sequence of six words that stands within one of *parts*."""
    part = np.searchsorted([start for start, _ in parts], words.starts, side="right") - 1
    hashes = hash_sequences(codes, SEED)
    first = np.flatnonzero(part[: len(hashes)] == part[SEED - 1 :])
    last = first + SEED - 1
    starts, ends = np.array(words.starts, np.int32), np.array(words.ends, np.int32)
    return hashes[first], (first + PAD * part[first]).astype(np.int32), starts[first], ends[last]


def cut_texts(texts: Mapping[str, str], readable: Mapping[str, Sequence[Span]] | None = None) -> dict[str, pa.Table]:
    """Return what *texts* are compared by (cut_sequences), of each its *readable* parts or all of it; and ``numbered``,
    their numbers in the order of their ids."""
    parts = {name: (readable or {}).get(name, [(0, len(text))]) for name, text in texts.items()}
    cut = cut_sequences((name, words_in(text, parts[name]), parts[name]) for name, text in texts.items())
    return {**cut, "numbered": pa.table({"article_id": sorted(texts), "number": np.arange(len(texts), dtype=np.int32)})}


CONTAINED = 0.8  # share of the shorter article's shingles that must stand in the longer one
ALIKE = 0.55  # and of all shingles of the two: an article inside a far longer one is no copy of it
WITHIN, PART, FEWEST_SHINGLES = 0.95, 0.35, 60  # unless it is the beginning of one not three times as long
HINTED = 0.3  # share of the sampled shingles that two articles must share to be compared word for word
LEADING = 8  # a shingle that many articles have is their page's: it only leads to the first so many


def find_copies(database: Database) -> None:
    """Make the table ``copies`` (article_id, original): which article repeats which earlier one.

    Reads ``shingles``, ``listed`` (article_id, day or null) and ``meetings``. Earlier is by day, then the far longer
    one, then by id. Two articles are copies when most of the shorter one's shingles stand in the longer one, and the longer
    one has not much else, or is the whole of which the other is the beginning; not when they differ in some words and
    tell of different meetings (readouts by formula). The original is never itself a copy.
    """
    database.execute(f"""
        CREATE TABLE lined_up AS
        WITH lengths AS (SELECT article_id, floor(log2(count(*))) AS length FROM shingles GROUP BY article_id)
        SELECT article_id, (row_number() OVER (ORDER BY coalesce(day, '9999'), length DESC, article_id))::INTEGER AS place
        FROM listed LEFT JOIN lengths USING (article_id);
        CREATE TABLE candidates AS
        WITH looked_up AS (
            SELECT hash, place, row_number() OVER (PARTITION BY hash ORDER BY place) AS rank
            FROM shingles JOIN lined_up USING (article_id) WHERE sampled),
        sizes AS (SELECT place, count(*) AS size FROM looked_up GROUP BY place),
        hints AS (
            SELECT a.place AS earlier, b.place AS later, count(*) AS n
            FROM looked_up a JOIN looked_up b ON a.hash = b.hash AND a.rank < b.rank
            WHERE a.rank <= {LEADING} GROUP BY ALL)
        SELECT earlier, later FROM hints JOIN sizes ON place = later WHERE n >= {HINTED} * least(size, {SAMPLED})
    """)
    alike = database.execute(f"""
        WITH wanted AS (SELECT earlier AS place FROM candidates UNION SELECT later FROM candidates),
        whole AS (SELECT hash, place FROM shingles JOIN lined_up USING (article_id) SEMI JOIN wanted USING (place)),
        sizes AS (SELECT place, count(*) AS size FROM whole GROUP BY place),
        begun AS MATERIALIZED (  -- or all pairs with a common shingle may be made before candidates are looked at
            SELECT earlier, later, hash FROM candidates JOIN whole ON place = earlier),
        common AS (
            SELECT earlier, later, count(*) AS n
            FROM begun JOIN whole ON place = later AND whole.hash = begun.hash GROUP BY ALL),
        met AS (
            SELECT lined_up.place, participants, date, coalesce(date_high, date) AS last
            FROM meetings JOIN lined_up USING (article_id)),
        apart AS (
            SELECT earlier, later FROM candidates JOIN met a ON a.place = earlier JOIN met b ON b.place = later
            GROUP BY ALL HAVING NOT bool_or(a.participants = b.participants
                AND coalesce(a.date <= b.last AND b.date <= a.last, true)))
        SELECT later, min(earlier)
        FROM common JOIN sizes a ON a.place = earlier JOIN sizes b ON b.place = later
        WHERE n >= {CONTAINED}::DOUBLE * least(a.size, b.size) AND (n >= {ALIKE}::DOUBLE * (a.size + b.size - n)
            OR (n >= {WITHIN}::DOUBLE * b.size AND b.size >= greatest({FEWEST_SHINGLES}, {PART}::DOUBLE * a.size)))
            AND (n = least(a.size, b.size) OR (earlier, later) NOT IN (FROM apart))
        GROUP BY later ORDER BY later
    """).fetchall()
    originals: dict[int, int] = {}
    for later, earlier in alike:
        originals[later] = originals.get(earlier, earlier)
    found = {"copy": pa.array(originals, pa.int32()), "of": pa.array(originals.values(), pa.int32())}
    database.register("found_copies", pa.table(found))
    database.execute("""
        CREATE TABLE copies AS SELECT a.article_id, b.article_id AS original
        FROM found_copies JOIN lined_up a ON a.place = copy JOIN lined_up b ON b.place = "of"
    """)


SHORTEST_PASSAGE = 12  # words that a shared passage has at least: shorter ones are phrases of the trade
TOO_COMMON = 100  # a word sequence that stands in more articles than this is boilerplate, and no seed
CROWD = 20
"""A word sequence that stands in many places leads from each of them to the first so many alone, so that a thousand
copies of one report take a thousand times twenty comparisons rather than half a million. As the first copies are
compared with all later ones, and each later one with the first, no article's shared words go unnoticed."""


AT_ONCE = 2_000_000
"""Sequences that are looked at together, those with like hashes: no more memory is taken for more articles."""


def find_passages(database: Database) -> None:
    """Make the table ``passages``: a, b, start, stop, other_start, other_stop, each passage that articles a < b share.

    Reads ``seeds``, and ``numbered`` (article_id, number), the articles to be compared. Neighbouring seeds that stand
    equally far apart in both articles are one passage, small gaps allowed. Also makes ``sequences`` (part, hash, number),
    the distinct sequences of each article that stand in more than one place, and ``sizes`` (part, number, size), how many
    it has in all; a part has the sequences with like hashes.
    """
    parts = 1 + database.sql("SELECT count(*) FROM seeds").fetchall()[0][0] // AT_ONCE
    database.execute("""
        CREATE TABLE sequences (part INTEGER, hash UBIGINT, number INTEGER);
        CREATE TABLE sizes (part INTEGER, number INTEGER, size BIGINT);
        CREATE TABLE meeting (a INTEGER, b INTEGER, shift INTEGER, place INTEGER,
            start INTEGER, stop INTEGER, other_start INTEGER, other_stop INTEGER);
        CREATE TABLE passages (a INTEGER, b INTEGER, start INTEGER, stop INTEGER, other_start INTEGER, other_stop INTEGER);
    """)
    for part in range(parts):
        _meet(database, part, parts)
    for part in range(parts):
        database.execute(f"""
            INSERT INTO passages
            WITH long AS (  -- few are, and windows over all would take most of the time
                SELECT a, b, shift FROM meeting WHERE a % {parts} = {part} GROUP BY ALL
                HAVING max(place) - min(place) + {SEED} >= {SHORTEST_PASSAGE}),
            broken AS (
                SELECT *, place - lag(place) OVER (PARTITION BY a, b, shift ORDER BY place) > {SEED + LARGEST_GAP} AS breaks
                FROM meeting SEMI JOIN long USING (a, b, shift)),
            joined AS (
                SELECT *, count(*) FILTER (breaks) OVER (PARTITION BY a, b, shift ORDER BY place) AS passage FROM broken)
            SELECT a, b, min(start), max(stop), min(other_start), max(other_stop)
            FROM joined GROUP BY a, b, shift, passage HAVING max(place) - min(place) + {SEED} >= {SHORTEST_PASSAGE}
        """)


def _meet(database: Database, part: int, parts: int) -> None:
    """Add to ``meeting`` where the same sequence stands in two articles, of the sequences of one part."""
    database.execute(f"""
        CREATE OR REPLACE TABLE known AS
        SELECT hash, number, place, start, stop FROM seeds JOIN numbered USING (article_id) WHERE hash % {parts} = {part};
        INSERT INTO sizes SELECT {part}, number, count(DISTINCT hash) FROM known GROUP BY number;
        CREATE OR REPLACE TABLE often AS SELECT hash FROM known GROUP BY hash HAVING count(*) > 1;
        INSERT INTO sequences SELECT DISTINCT {part}, hash, number FROM known SEMI JOIN often USING (hash);
        INSERT INTO meeting
        WITH fit AS (
            SELECT hash FROM known SEMI JOIN often USING (hash) GROUP BY hash
            HAVING count(*) <= 2 * {TOO_COMMON} AND count(DISTINCT number) BETWEEN 2 AND {TOO_COMMON}),
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY hash ORDER BY number, place) AS rank
            FROM known SEMI JOIN fit USING (hash))
        SELECT a.number, b.number, b.place - a.place, a.place, a.start, a.stop, b.start, b.stop
        FROM ranked a JOIN ranked b ON a.hash = b.hash AND a.rank < b.rank
        WHERE a.rank <= {CROWD} AND a.number <> b.number
    """)


def describe_passages(database: Database) -> str:
    """Return the query for the rows of ``reuse``, each passage both ways round; find_passages comes first.
    ``containment`` is the share of the article's sequences of six words that stand anywhere in the other."""
    database.create_function("round_share", lambda share: round(share, 4), ["DOUBLE"], "DOUBLE")
    database.execute("""
        CREATE TABLE pairs AS SELECT DISTINCT a, b FROM passages;
        CREATE TABLE common (a INTEGER, b INTEGER, n BIGINT);
    """)
    for (part,) in database.sql("SELECT DISTINCT part FROM sizes ORDER BY part").fetchall():
        database.execute(f"""
            INSERT INTO common
            WITH begun AS MATERIALIZED (SELECT a, b, hash FROM pairs JOIN sequences ON number = a WHERE part = {part})
            SELECT a, b, count(*) FROM begun JOIN sequences ON number = b AND sequences.hash = begun.hash
            WHERE part = {part} GROUP BY ALL
        """)
    database.execute("""
        CREATE TABLE reused AS
        WITH counted AS (SELECT a, b, sum(n) AS n FROM common GROUP BY ALL),
        whole AS (SELECT number, article_id, sum(size) AS size FROM sizes JOIN numbered USING (number) GROUP BY ALL)
        SELECT a, b, x.article_id AS article_id, y.article_id AS other_id,
            round_share(n / x.size) AS containment, round_share(n / y.size) AS other_containment
        FROM counted JOIN whole x ON x.number = a JOIN whole y ON y.number = b
    """)
    return """
        SELECT article_id, other_id, start, stop AS "end", other_start, other_stop AS other_end, containment
        FROM passages JOIN reused USING (a, b)
        UNION ALL
        SELECT other_id, article_id, other_start, other_stop, start, stop, other_containment
        FROM passages JOIN reused USING (a, b)
    """


CONTRASTED = 3_000  # articles that are contrasted at most: of more, so many drawn by chance tell the same
MOST_GROUPS = 24  # outlets that are contrasted one by one at most, those with most articles; the others as one
OTHERS = "other outlets"
MOST_SPANS = 256  # stretches of one article that are listed as they were found; more are merged


def contrast_articles(
    texts: Mapping[str, str], groups: Mapping[str, str], zones: Iterable[Any], quotes: Iterable[Any], seed: int
) -> list[Contrasts]:
    """Return the terms that set the *groups* (article_id → group) apart, in the outlets' own words.

    *zones* and *quotes* are rows of these tables; what lies outside the readable zones or inside quotation marks does
    not count, and passages that articles share (wire copy) count once where one group has them, and not at all where
    several have. Without two groups there is nothing to compare, and no row. Of more than CONTRASTED articles,
    choose_articles takes so many.
    """
    groups = choose_articles(groups, seed)
    if len(set(groups.values())) < 2:
        return []
    own = {name: texts[name] for name in groups}
    left_out: dict[str, list[Span]] = {name: [] for name in groups}
    for row in (*(z for z in zones if z.zone not in READABLE), *(q for q in quotes if q.kind != "indirect")):
        if row.article_id in left_out:
            left_out[row.article_id].append((row.start, row.end))
    _leave_out_copies(own, groups, left_out)
    return contrast_terms(own, groups, seed, leave_out=left_out)


def _leave_out_copies(texts: Mapping[str, str], groups: Mapping[str, str], spans: dict[str, list[Span]]) -> None:
    """Add to *spans* the shared passages: all of them where groups share them, all but the first in one group."""
    readable = {name: outside(len(text), spans[name]) for name, text in texts.items()}
    names = sorted(texts)
    with tempfile.TemporaryDirectory() as work, open_database(cut_texts(texts, readable), Path(work)) as database:
        find_passages(database)
        for a, b, start, stop, other_start, other_stop in database.execute("FROM passages ORDER BY ALL").fetchall():
            first, later = names[a], names[b]
            spans[later].append((other_start, other_stop))
            if groups[first] != groups[later]:
                spans[first].append((start, stop))
            for name in (first, later):
                if len(spans[name]) > MOST_SPANS:  # many copies share the same passages
                    spans[name] = merge_spans(spans[name])


def choose_articles(
    groups: Mapping[str, str], seed: int, most: int = CONTRASTED, apart: int = MOST_GROUPS
) -> Mapping[str, str]:
    """Return *groups* of at most *most* articles, all but the *apart* largest groups as one, so that each further outlet
    costs nothing."""
    drawn = {name: groups[name] for name in draw_articles(groups, seed, most)} if len(groups) > most else groups
    sizes = Counter(drawn.values())
    named = set(sorted(sizes, key=lambda group: (-sizes[group], group))[:apart])
    return {name: group if group in named else OTHERS for name, group in drawn.items()}


def draw_articles(names: Iterable[str], seed: int, most: int = CONTRASTED) -> list[str]:
    """Return *most* of *names*, drawn by digests of *seed* and name, and so the same ones whatever the order."""
    lots = ((hashlib.blake2b(f"{seed} {n}".encode("utf-8", "replace"), digest_size=8).digest(), n) for n in names)
    return sorted(name for _, name in heapq.nsmallest(most, lots))


def contrast_outlets(database: Database, seed: int) -> list[Contrasts]:
    """Return the terms that set the outlets apart, of the articles in ``numbered``."""
    named = "SELECT article_id, outlet FROM numbered WHERE outlet <> '' ORDER BY article_id"
    groups = choose_articles(dict(database.execute(named).fetchall()), seed)
    database.register("chosen", pa.table({"article_id": pa.array(groups, pa.string())}))
    texts = dict(database.execute("SELECT article_id, text FROM texts SEMI JOIN chosen USING (article_id)").fetchall())
    spans = 'SELECT article_id, start, "end", {} FROM {} SEMI JOIN chosen USING (article_id)'
    zones = as_frame("zones", database.sql(spans.format("zone", "zones")).to_arrow_table())
    quotes = as_frame("quotes", database.sql(spans.format("kind", "quotes")).to_arrow_table())
    return contrast_articles(texts, groups, zones.itertuples(), quotes.itertuples(), seed)


COPIES_AT_ONCE = 2_000


def cover_again(database: Database) -> Iterator[pa.Table]:
    """Yield the rows of coverage of articles that repeat another: what their tables tell; words are the original's."""
    names = database.sql("SELECT article_id FROM copies ORDER BY article_id").to_arrow_table()
    for at in range(0, len(names), COPIES_AT_ONCE):
        database.register("copies_now", names.slice(at, COPIES_AT_ONCE))
        meetings, claims, quotes, sources = (
            as_frame(name, database.sql(f"FROM {name} SEMI JOIN copies_now USING (article_id)").to_arrow_table())
            for name in ("meetings", "claims", "quotes", "sources")
        )
        yield to_arrow("coverage", cover_events(meetings, claims, quotes, sources, []))


ORDER = {"contrasts": ["source_a", "term"], "coverage": ["meeting_id", "article_id", "fact"]}
PLACES = ("article_id", "path", "start", "end")


def compare(database: Database, seed: int) -> dict[str, str]:
    """Compare the articles; return for each table that this adds to or changes the query for its rows."""
    database.execute("""
        CREATE TABLE listed AS
        SELECT article_id, outlet, articles.article_id IS NOT NULL AS described,
            CASE WHEN published_basis = 'inferred' THEN NULL ELSE published END AS day  -- the day of the news, of any copy
        FROM texts LEFT JOIN articles USING (article_id)
    """)
    find_copies(database)
    database.execute("""
        CREATE TABLE numbered AS
        SELECT article_id, outlet, (row_number() OVER (ORDER BY article_id))::INTEGER - 1 AS number
        FROM listed ANTI JOIN copies USING (article_id) WHERE described
    """)
    database.register("contrasted", to_arrow("contrasts", contrast_outlets(database, seed)))
    find_passages(database)
    database.register("covered_again", pa.concat_tables([to_arrow("coverage", []), *cover_again(database)]))
    told = "SELECT count(outlet), count(DISTINCT outlet) FROM numbered WHERE outlet <> ''"
    database.register("bounds", to_arrow("problems", describe_bounds(*database.execute(told).fetchall()[0])))
    return {
        "articles": """
            SELECT articles.* EXCLUDE (duplicate_of), original AS duplicate_of
            FROM articles LEFT JOIN copies USING (article_id)
        """,
        "reuse": describe_passages(database),
        "contrasts": "FROM contrasted",
        "coverage": "FROM coverage ANTI JOIN copies USING (article_id) UNION ALL FROM covered_again",
        "problems": "FROM problems UNION ALL FROM bounds",
    }


def describe_bounds(articles: int, outlets: int) -> list[Problems]:
    """Return notes where not all *articles* could be contrasted, or not each of the *outlets* by itself."""
    compared, few = "The words that set outlets apart were compared", articles > CONTRASTED
    drawn = few and f"{compared} in {CONTRASTED:,} of {articles:,} articles, drawn by chance."
    named = f"{compared} for the {MOST_GROUPS} of {outlets:,} outlets with most articles{' drawn' if few else ''}; the others are one."
    bounds = {"contrasts drawn from a sample": drawn, "contrasts of many outlets": outlets > MOST_GROUPS and named}
    return [
        Problems(article_id=None, path=None, severity="note", what=what, why=why) for what, why in bounds.items() if why
    ]


def read_sorted(database: Database, table: str, query: str) -> pa.RecordBatchReader:
    """Return the rows of *query* in the order of *table*: by all columns, so that it is never left to chance."""
    names = ["article_id", "text"] if table == "texts" else [column.name for column in columns(table)]
    first = ORDER.get(table) or [name for name in PLACES if name in names]
    shown = ", ".join(f'"{name}"' for name in names)
    order = ", ".join(f'"{name}"' for name in dict.fromkeys([*first, *names]))
    return database.sql(f"SELECT {shown} FROM ({query}) ORDER BY {order}").to_arrow_reader(ROW_GROUP)

"""The foundations hold: schema, sentences, reference data."""

import pytest
from summitry import schema
from summitry.articles import Article
from summitry.corpus import storage
from summitry.reference import read_reference

SENTENCES = [
    ("Xi met Gen. Li. They talked.", ["Xi met Gen. Li.", "They talked."]),
    ("“We won.” Then he left the U.S. for good.", ["“We won.”", "Then he left the U.S. for good."]),
    ("One line\nanother line", ["One line", "another line"]),
    ("Maria P. Lopez of Spain met him.", ["Maria P. Lopez of Spain met him."]),
]


@pytest.mark.parametrize("text, sentences", SENTENCES)
def test_sentences(text, sentences):
    assert [text[s.start : s.end] for s in Article("a", text).sentences] == sentences


@pytest.mark.parametrize("table", schema.TABLES)
def test_an_empty_table_fits_its_schema(table, tmp_path):
    storage.write_table(table, schema.to_frame(table, []), tmp_path / "t.parquet")
    assert storage.read_table(table, tmp_path / "t.parquet").empty


def test_a_value_that_the_schema_does_not_allow_is_refused():
    row = schema.Zones(article_id="a", start=0, end=3, zone="sidebar")
    with pytest.raises(schema.SchemaError, match="sidebar"):
        schema.check_frame("zones", schema.to_frame("zones", [row]))


def test_the_record_knows_both_pairs():
    reference = read_reference()
    assert len(reference.record_of("Donald Trump;Kim Jong-un")) == 3
    assert len(reference.record_of("Vladimir Putin;Xi Jinping")) > 60

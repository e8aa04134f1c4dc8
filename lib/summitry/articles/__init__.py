"""Articles: files read into documents whose zones (headline, body, furniture …) are told from the page."""

from summitry.articles.metadata import Metadata, read_metadata
from summitry.articles.zones import Article

"""Summitry: when two leaders met, what they said, and how each outlet framed it, read from news articles."""

__version__ = "0.1.0"

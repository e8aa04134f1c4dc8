"""Inflection: the regular forms of English verbs, adjectives and nouns, so that word lists hold dictionary forms."""

from __future__ import annotations

VOWELS = frozenset("aeiou")
DOUBLING = frozenset("bdgklmnprtv")


def verb_forms(lemma: str) -> list[str]:
    """Return a regular verb's forms; of a phrasal verb the first word is inflected.

    >>> verb_forms("slam")
    ['slam', 'slams', 'slammed', 'slamming']
    >>> verb_forms("lash out")
    ['lash out', 'lashes out', 'lashed out', 'lashing out']
    """
    verb, _, particle = lemma.partition(" ")
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
    elif _doubles(verb):
        stem = verb + verb[-1]
    past = verb[:-1] + "ied" if _ends_in_consonant_y(verb) else stem + "ed"
    present_participle = verb + "ing" if verb.endswith(("ee", "oe", "ye")) else stem + "ing"
    return [f"{form} {particle}".rstrip() for form in (verb, add_s(verb), past, present_participle)]


def adjective_forms(adjective: str) -> list[str]:
    """Return an adjective and its regular adverb.

    >>> adjective_forms("shameful"), adjective_forms("ugly"), adjective_forms("laughable")
    (['shameful', 'shamefully'], ['ugly', 'uglily'], ['laughable', 'laughably'])
    """
    if " " in adjective:
        return [adjective]
    if adjective.endswith("le") and not adjective.endswith("ole"):
        return [adjective, adjective[:-1] + "y"]
    if adjective.endswith("y"):
        return [adjective, adjective[:-1] + "ily"]
    return [adjective, adjective + ("ally" if adjective.endswith("ic") else "ly")]


def add_s(word: str) -> str:
    """Return a noun's regular plural or a verb's third person.

    >>> add_s("ally"), add_s("lash"), add_s("puppet")
    ('allies', 'lashes', 'puppets')
    """
    if _ends_in_consonant_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ends_in_consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in VOWELS


def _doubles(verb: str) -> bool:
    """Tell whether a one-syllable verb doubles its last consonant ("slam", "rip", but not "shout")."""
    if len(verb) < 3 or verb[-1] not in DOUBLING or verb[-2] not in VOWELS or verb[-3] in VOWELS:
        return False
    return sum(1 for letter in verb if letter in VOWELS) == 1


def noun_forms(noun: str) -> list[str]:
    """Return a noun and its regular plural."""
    return [noun, add_s(noun)]


FORMS = {"verb": verb_forms, "adj": adjective_forms, "noun": noun_forms}


def inflect(word: str, kind: str) -> list[str]:
    """Return the forms of *word*; *kind* is verb, adj, noun, or empty for a word that stays as it is."""
    return FORMS[kind](word) if kind else [word]

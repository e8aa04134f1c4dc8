"""The weights of the model in words/attribution.csv, and what they say of each group of features.

Weights are whole hundredths, so that a sum is the same in any order. The groups are small functions of what the
features are made of, which repeats from article to article: each answer is kept.
"""

from __future__ import annotations

import functools

from summitry.quotes.vocabulary import cue_words
from summitry.words import read_words

HUNDREDTHS = 100
kept = functools.lru_cache(maxsize=1 << 15)


@functools.cache
def weights() -> dict[str, int]:
    """Return the weight of each feature, in hundredths."""
    return {row["feature"]: round(float(row["weight"]) * HUNDREDTHS) for row in read_words("attribution")}


def add_up(*features: str) -> int:
    """Return the sum of the features' weights, in hundredths."""
    table = weights()
    return sum([table[name] for name in features if name in table])


# --- a cue and the quotation ----------------------------------------------------------------------------------------


@kept
def weigh_word(word: str, lemma: str, share: str, form: str, order: str) -> int:
    """Return the weight of a cue's word; *order* is that of source, cue and quotation: "scq"."""
    kind = cue_words()[word].kind if word in cue_words() else "guess"
    return add_up(f"order {order} {kind} {share}", f"form {form} {order}", f"lemma {lemma} {order}", f"cue {word}")


@kept
def weigh_neighbours(before: str, after: str, form: str, order: str) -> int:
    """Return the weight of the tokens beside a cue."""
    return add_up(f"cue after {before} {order} {form}", f"cue then {after} {order}")


@kept
def weigh_path(path: str, lemma: str, order: str) -> int:
    """Return the weight of what stands between a cue and the quotation."""
    return add_up(f"path {path} {order}", f"lemma {lemma} path {path} {order}")


@kept
def weigh_distance(distance: str, quotes: int, rivals: int, share: str, order: str, where: str) -> int:
    """Return the weight of how far a cue is from the quotation, and how many quotations and cues are between them."""
    return add_up(
        f"cue distance {distance} {order} {where}",
        f"cue distance {distance} {order} {share}",
        f"cue quotes {quotes} {order} {where}",
        f"cues between {rivals} {order}",
    )


@kept
def weigh_place(size: str, first: bool, last: bool, lone: bool, share: str, order: str, where: str) -> int:
    """Return the weight of the quotation's size and place in its sentence; *lone*: no cue between it and this one."""
    return add_up(
        f"order {order} {where}",
        f"last cue {lone} {order} {size}",
        f"size {size} {order} {share}",
        f"size {size} {where}",
        f"first {first} last {last} {order} {where}",
    )


@kept
def weigh_left(left: str, distance: str, order: str) -> int:
    """Return the weight of the token before the quotation."""
    return add_up(f"left {left} {order}", f"left {left} {order} {distance}")


@kept
def weigh_right(right: str, ending: str, distance: str, order: str) -> int:
    """Return the weight of the quotation's ending and of the token after it."""
    return add_up(f"right {right} {order}", f"ending {ending} {order} {_close(distance)}")


def _close(distance: str) -> str:
    return distance if distance in ("0", "1", "2") else "3+"


# --- a source and its cue -------------------------------------------------------------------------------------------


@kept
def weigh_source(kind: str, before: str, after: str, gap: str, side: str) -> int:
    """Return the weight of a source *gap* tokens to the *side* (L, R) of its cue, and of the tokens beside it."""
    return add_up(
        f"source distance {gap} {side} {kind}",
        f"before {before} {side}",
        f"before {before} {kind}",
        f"before {before} {side} {gap}",
        f"then {after} {side}",
        f"then {after} {side} {gap}",
    )


@kept
def weigh_form(form: str, kind: str, gap: str, side: str) -> int:
    """Return the weight of how a cue is built, beside such a source."""
    return add_up(f"type {kind} {side} {form}", f"form {form} {side} {gap}")


@kept
def weigh_lemma(lemma: str, gap: str, side: str) -> int:
    """Return the weight of how far a cue is from its source."""
    return add_up(f"lemma {lemma} {side} {_close(gap)}")


@kept
def weigh_between(commas: int, relative: str, rivals: int, quotes: int, gap: str, side: str) -> int:
    """Return the weight of what is between source and cue: commas, relative pronouns, other sources, quotations."""
    return add_up(
        f"commas {commas} {side} {gap}",
        f"commas {commas} {side} {relative}",
        f"rivals {rivals} {side}",
        f"rivals {rivals} commas {commas} {side}",
        f"between {relative} {side} {rivals}",
        f"source quotes {quotes} {side}",
    )


@kept
def weigh_clause(subjects: int, verbs: int, subject: bool, form: str, joint: str, side: str) -> int:
    """Return the weight of the subjects and verbs between a source, itself a *subject* or not, and its cue."""
    return add_up(
        f"subjects {subjects} {side} {subject}",
        f"subjects {subjects} {side} {form}",
        f"verbs {verbs} {side} {subject}",
        f"verbs {verbs} {side} {form} {joint}",
        f"chain {subjects} {subject} {form} {joint} {side}",
    )


@kept
def weigh_bracket(opens: bool, closes: bool, rivals: int, side: str) -> int:
    """Return the weight of a comma after the source and one before the cue: "Xi, …, said"."""
    return add_up(f"bracket {opens} {closes} {side} {rivals}")


@kept
def weigh_join(path: str, side: str) -> int:
    """Return the weight of the tokens between source and cue."""
    return add_up(f"join {path} {side}")


@kept
def weigh_order(order: str, gap: str, kind: str, subject: bool, opens: bool, nearest: bool) -> int:
    """Return the weight of the order of source, cue and quotation; *nearest*: the subject closest to the cue."""
    return add_up(
        f"source distance {gap} {order}",
        f"type {kind} {order}",
        f"subject {subject} {order} {opens}",
        f"nearest subject {nearest} {order} {kind}",
    )


@kept
def weigh_same(same: str, kind: str) -> int:
    """Return the weight of a source with a cue being the one before, or not."""
    return add_up(f"same person {same} {kind}")


# --- a source without a cue -----------------------------------------------------------------------------------------


@kept
def weigh_bare(at: str, gap: str, kind: str) -> int:
    """Return the weight of a source alone, *at* a side of the quotation and a sentence: "L -1"."""
    return add_up("bare", f"bare {at}", f"bare {at} distance {gap}", f"bare {at} {kind}")


@kept
def weigh_bare_neighbours(at: str, before: str, after: str, quotes: int, first: bool) -> int:
    """Return the weight of the tokens beside a source alone, and of the quotations between it and this one."""
    return add_up(
        f"bare {at} {before}",
        f"bare {at} then {after}",
        f"bare {at} quotes between {quotes}",
        f"bare {at} initial {before == '^'} first {first}",
    )


@kept
def weigh_bare_quotation(at: str, left: str, strongest: str, size: str) -> int:
    """Return the weight of the quotation beside a source alone."""
    return add_up(f"bare {at} quote left {left}", f"bare {at} strongest {strongest}", f"bare {at} size {size}")


@kept
def weigh_bare_same(same: str) -> int:
    """Return the weight of a source alone being the one before, or not."""
    return add_up(f"bare same person {same}")

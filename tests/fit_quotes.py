"""Fit whose words a quotation is: words/attribution.csv, and how often a word is a cue: words/cues.csv.

FOLDER has articles/*.txt and gold.jsonl: a line for each stretch between marks, with article_id, start, end,
core_start, core_end (without the marks), label (attributed, unattributed, ignore), n_words, sources and cues (lists of
start, end), source_kind and head (the name by which the source is known). The weights that ship are fitted on four
fifths of PolNeAR's training part (Newell et al. 2018): every fifth article is held out.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from typing import NamedTuple

from fit_loglinear import Example, fit, fit_calibration
from summitry.articles import Article
from summitry.people import find_mentions, read_roster
from summitry.quotes import vocabulary
from summitry.quotes.attribution import NOBODY, NONE, SAME, Choice, Readings, attribute
from summitry.quotes.clauses import Clauses, read_clauses
from summitry.quotes.features import TEMPLATES
from summitry.quotes.indirect import TEMPLATES as REPORTING
from summitry.quotes.indirect import find_reported, read_options
from summitry.quotes.rows import mentions_by_token
from summitry.reference import DEFAULT_REFERENCE
from summitry.text import Layer, LogLinear, read_words

PRIOR, LEAST, WEAKEST = 1 / 4, 10, 0.25
FOLDS = 3
FITTED_ON = "4/5 of PolNeAR train (Newell et al. 2018)"


class Page(NamedTuple):
    """An annotated article: its tokens, the names at them, and what was annotated of its marked stretches."""

    clauses: Clauses
    names: dict[int, str]
    runs: list[dict]
    reports: list[tuple]

    def run_of(self, q):
        """Return what was annotated of the quotation at token *q*: the stretch that shares most with it, or None."""
        marked = self.clauses.quotes[q]
        best, most = None, 0
        for run in self.runs:
            shared = min(marked.inner_end, run["end"]) - max(marked.inner_start, run["start"])
            longer = max(marked.inner_end - marked.inner_start, run["core_end"] - run["core_start"])
            if shared > most and shared >= longer / 2:
                best, most = run, shared
        return best if best is None or best["label"] != "ignore" else None

    def touches(self, first, last, spans):
        """Tell whether the tokens first to last share a character with one of *spans*."""
        start, end = self.clauses.starts[first], self.clauses.ends[last]
        return any(start < span["end"] and span["start"] < end for span in spans)


def read_pages(folder):
    """Return the annotated articles of *folder* that weights are fitted on, and those that are held out."""
    runs = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        run = json.loads(line)
        runs[run["article_id"]].append(run)
    roster, reports, pages = read_roster(DEFAULT_REFERENCE / "people.csv"), read_reports(folder), []
    for path in sorted((folder / "articles").glob("*.txt")):
        doc = Article(path.stem, path.read_bytes().decode("utf-8"), roster=roster)
        doc.mentions = Layer(find_mentions(doc))
        clauses = read_clauses(doc)
        people = mentions_by_token(clauses, doc.mentions).items()
        names = {i: mention.person or mention.text for i, mention in people if mention.form != "pronoun"}
        pages.append(Page(clauses, names, runs[path.stem], reports[path.stem]))
    return [page for i, page in enumerate(pages) if i % 5], pages[::5]


# --- cues: how often a word says that somebody speaks ---------------------------------------------------------------

SMOOTHING = {"verb": 0.3, "phrase": 0.3, "noun": 0.1, "weak": 0.1}
OF_LEMMA, OF_WORD = 4, 5  # how many uses the assumed share of a lemma, and a lemma's share for a word, weigh


def count_cues(pages):
    """Return how often each listed word stands in a paragraph with a quotation, and how often it is the cue there."""
    uses, hits = Counter(), Counter()
    for page in pages:
        clauses = page.clauses
        paragraphs = {clauses.paragraph[q] for q in clauses.quotes}
        cues = {main_word(clauses, cue) for run in page.runs if run["label"] == "attributed" for cue in run["cues"]}
        for i, form in enumerate(clauses.forms):
            if form.cue and clauses.paragraph[i] in paragraphs:
                uses[form.word] += 1
                hits[form.word] += i in cues
    return uses, hits


def main_word(clauses, span):
    """Return the token that is the cue of "has said in a statement": the first verb, or else noun, or else any."""
    kinds = {i: clauses.forms[i].cue for i in range(clauses.token_at(span["start"]), clauses.token_at(span["end"]))}
    for wanted in (("verb", "phrase"), ("noun",), ("weak",)):
        found = [i for i, cue in kinds.items() if cue and cue.kind in wanted]
        if found:
            return found[0]
    return None


def share_cues(pages):
    """Return the rows of words/cues.csv with their shares and uses counted, rare words smoothed by their lemma's."""
    uses, hits = count_cues(pages)
    rows = read_words("cues")
    of_lemma, hits_of_lemma = Counter(), Counter()
    for row in rows:
        of_lemma[row["lemma"]] += uses[row["cue"]]
        hits_of_lemma[row["lemma"]] += hits[row["cue"]]
    shared = []
    for row in rows:
        word, lemma = row["cue"], row["lemma"]
        assumed = (hits_of_lemma[lemma] + OF_LEMMA * SMOOTHING[row["kind"]]) / (of_lemma[lemma] + OF_LEMMA)
        share = (hits[word] + OF_WORD * assumed) / (uses[word] + OF_WORD)
        shared.append(row | {"share": f"{share:.2f}", "uses": uses[word]})
    return shared


# --- attribution ----------------------------------------------------------------------------------------------------


def examples_of(page):
    """Yield two examples for each annotated quotation whose right reading is among those weighed.

    In the first every reading of the right source is right, in the second only those with the right cue, if any has it.
    """
    readings = Readings(page.clauses, page.names, lambda features: tuple(map(sys.intern, features)))
    before = None
    for q in sorted(page.clauses.quotes):
        run = page.run_of(q)
        if run is None:
            continue
        options, features = zip(*readings.of(q, before), strict=True)
        right = right_readings(page, options, before, run)
        cued = [i for i in right if options[i] == SAME or is_cued(page, options[i], run)]
        cued = cued if any(is_cued(page, options[i], run) for i in cued) else right
        for some in (right, cued) if right else ():
            yield Example(features, frozenset(some))
        if run["label"] == "attributed":
            before = choose_right(page, q, [options[i] for i in cued], before, run)


def right_readings(page, options, before, run):
    """Return the numbers of the readings with the right source."""
    if run["label"] == "unattributed" or not run["sources"]:
        return [options.index(NONE if run["label"] == "unattributed" else NOBODY)]
    sources = [before.reading.source if option == SAME else option.source for option in options]
    return [i for i, s in enumerate(sources) if s and page.touches(s.first, s.last, run["sources"])]


def is_cued(page, option, run):
    """Tell whether a reading has the cue that was annotated."""
    return option.cue >= 0 and page.touches(option.cue, option.cue, run["cues"])


def choose_right(page, q, right, before, run):
    """Return what the next quotation is told of this one: its right reading with the nearest cue."""
    pairs = sorted((option for option in right if option.kind == "pair"), key=lambda option: abs(option.cue - q))
    if SAME in right and not (pairs and is_cued(page, pairs[0], run)):
        return Choice(q, before.reading, 1.0)
    found = next((option for option in (*pairs, *right) if option.source), None)
    return Choice(q, found, 1.0) if found else None


def judge(pages, model):
    """Yield of each choice for an annotated quotation its probability, whether it is right, and the words quoted."""
    for page in pages:
        for choice in attribute(page.clauses, page.names, model):
            run = page.run_of(choice.q)
            if run is not None:
                yield choice.probability, is_right(page, choice.reading, run), run["n_words"]


def is_right(page, reading, run):
    """Tell whether a reading names the annotated source, by its words or by its name."""
    source = reading.source
    if run["label"] == "unattributed" or reading == NONE:
        return run["label"] == "unattributed" and reading == NONE
    if source is None:
        return not run["sources"]
    named = run["source_kind"] == "name" and re.search(
        rf"\b{re.escape(run['head'])}\b", page.names.get(source.last, "")
    )
    return bool(named) or page.touches(source.first, source.last, run["sources"])


def fit_weights(pages):
    """Return the weights of the features, rounded as they are written."""
    examples = [example for page in pages for example in examples_of(page)]
    weights = fit(examples, prior=PRIOR, least=LEAST, weakest=WEAKEST)
    return {feature: round(weight, 2) for feature, weight in weights.items() if round(weight, 2)}


def cross_validate(pages):
    """Return the calibration of the model: from choices in articles that each fold's weights were not fitted on."""
    judged = []
    for fold in range(FOLDS):
        weights = fit_weights([page for i, page in enumerate(pages) if i % FOLDS != fold])
        judged += judge(pages[fold::FOLDS], LogLinear("attribution", TEMPLATES, weights))
    print(f"cross-validated on the articles fitted on: {describe(judged)}")
    return fit_calibration([probability for probability, _, _ in judged], [right for _, right, _ in judged])


# --- reported speech ------------------------------------------------------------------------------------------------

LIKE_ENOUGH = 0.5  # the share of the shorter one's tokens that two contents have in common


def read_reports(folder):
    """Return what is annotated of each article as said, with or without marks: its stretches, sources, and if marked."""
    annotated = defaultdict(list)
    for name in ("indirect", "gold"):
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            run = json.loads(line)
            if run.get("label", "attributed") == "attributed":
                content = run["content"] if name == "indirect" else [run]
                annotated[run["article_id"]].append((content, run["sources"], name == "gold"))
    return annotated


def reporting_examples(page):
    """Yield an example for each cue: first that nothing is reported, then each source with each stretch of words.

    A cue whose words are annotated with a source that is not among its readings' gives none.
    """
    contents = [(tokens_of(page.clauses, spans), sources, marked) for spans, sources, marked in page.reports]
    for cues in read_options(page.clauses, page.names):
        for options in cues:
            judged = [is_reported(page, reported, contents) for reported, _ in options]
            right = [i for i, is_right in enumerate(judged, 1) if is_right]
            if right or not any(is_right is False for is_right in judged):
                features = [(), *(tuple(map(sys.intern, features)) for _, features in options)]
                yield Example(features, frozenset(right or {0}))


def tokens_of(clauses, spans):
    """Return the tokens of some stretches of text."""
    return {i for span in spans for i in range(clauses.token_at(span["start"]), clauses.token_at(span["end"]))}


def is_reported(page, reported, contents):
    """Tell whether the words of a reading are annotated as said by its source; None where nobody says them."""
    own, found = set(range(reported.first, reported.last + 1)), None
    for tokens, sources, marked in contents:
        shared = len(own & tokens)
        if shared and (marked or shared >= LIKE_ENOUGH * min(len(own), len(tokens))):
            found = found or page.touches(reported.source.first, reported.source.last, sources)
    return found


def judge_reports(pages, model):
    """Yield of each reported clause its probability, and whether it is right."""
    for page in pages:
        contents = [(tokens_of(page.clauses, spans), sources, marked) for spans, sources, marked in page.reports]
        for reported in find_reported(page.clauses, page.names, model):
            yield reported.probability, is_reported(page, reported, contents) is True


def fit_reporting(fitted, held):
    """Return the weights of the readings of reported speech, with their calibration, and say how well they do."""

    def weights_of(pages):
        examples = [example for page in pages for example in reporting_examples(page)]
        weights = fit(examples, prior=PRIOR, least=LEAST, weakest=WEAKEST)
        return {feature: round(weight, 2) for feature, weight in weights.items() if round(weight, 2)}

    judged = []
    for fold in range(FOLDS):
        weights = weights_of([page for i, page in enumerate(fitted) if i % FOLDS != fold])
        judged += judge_reports(fitted[fold::FOLDS], LogLinear("reporting", REPORTING, weights))
    calibration = fit_calibration([probability for probability, _ in judged], [right for _, right in judged])
    print(
        f"reported speech, cross-validated: {sum(right for _, right in judged) / len(judged):.3f} of {len(judged)} right"
    )
    weights = weights_of(fitted)
    model = LogLinear("reporting", REPORTING, weights | calibration)
    judged = list(judge_reports(held, model))
    off = sum(model.calibrated(probability) - right for probability, right in judged) / len(judged)
    print(
        f"{len(weights)} weights, held out: {sum(r for _, r in judged) / len(judged):.3f} of {len(judged)}, {off:+.3f}"
    )
    return weights | calibration


def describe(judged):
    """Return how many choices are right, of all quotations and of short and long ones, as a line of text."""
    parts = {
        "all": judged,
        "under 5 words": [j for j in judged if j[2] < 5],
        "longer": [j for j in judged if j[2] >= 5],
    }
    return ", ".join(f"{sum(j[1] for j in some) / len(some):.3f} of {len(some)} {name}" for name, some in parts.items())


def fit_quotes(folder, check, write_list):
    """Fit the shares of the cues, then the weights of the features that rest on them, and their calibration."""
    fitted, held = read_pages(folder)
    cues = share_cues(fitted)
    if not check:
        write_list("cues", cues)
        read_words.cache_clear()
        vocabulary.cue_words.cache_clear()
        vocabulary.read_form.cache_clear()
        fitted, held = read_pages(folder)  # tokens know how often they are cues
    reporting = fit_reporting(fitted, held)
    calibration = cross_validate(fitted)
    weights = fit_weights(fitted)
    model = LogLinear("attribution", TEMPLATES, weights | calibration)
    judged = list(judge(held, model))
    print(f"{len(weights)} weights, held out: {describe(judged)}")
    off = sum(model.calibrated(probability) - right for probability, right, _ in judged) / len(judged)
    print(f"mean confidence less share right: {off:+.3f}")
    for name, fitted_weights in (("attribution", weights | calibration), ("reporting", reporting)) if not check else ():
        rows = sorted(fitted_weights.items())
        write_list(name, [{"feature": f, "weight": f"{w:.2f}", "source": f"fitted on {FITTED_ON}"} for f, w in rows])

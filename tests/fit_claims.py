"""Fitting words/claim_weights.csv on the annotated articles and the sentences of the cases (tests/fit.py claims).

An example is a number in an article that names two leaders; yes is right where the annotation says that it counts their
meetings. Folds are of whole articles.
"""

from annotated_articles import TRAINING, find_all, read_annotated, read_lines, same_bounds
from claims_cases import COUNTED, NOT_COUNTED
from fit_loglinear import Example, fit_calibration
from fit_meetings import Row, cross_validate, fit_weights
from meetings_cases import CLAIMS
from meetings_unseen import CLAIMS as UNSEEN
from summitry.claims.claims import LIKELY, TEMPLATES, find_features
from summitry.claims.count_expressions import find_counts
from summitry.meetings import find_meetings
from summitry.text import Layer, LogLinear

PRIOR = 1.0


def read_cases():
    """Return the cases as lines of the annotated articles: claims of the notation "low-high since verdict", or all counts."""
    listed = [
        (text, day, [claim.split(" ")[0].split("-") for claim in claims]) for text, day, claims in CLAIMS + UNSEEN
    ]
    for text in COUNTED:
        counts = [count for count in find_counts(text, bare=True) if count.form != "number" or count.high != 2]
        listed.append((text, None, [(count.low, count.high or "") for count in counts]))
    listed += [(text, None, []) for text in NOT_COUNTED]
    lines = []
    for i, (text, day, counts) in enumerate(listed):
        claims = [
            {"text": text, "count_low": int(low), "count_high": int(high or low) if high != "" else None}
            for low, high in counts
        ]
        known = {"outlet": "", "meetings": [], "claims": claims}
        lines.append({"id": f"case-{i:04}", "text": text, "published": day or "2024-06-20"} | known)
    return lines


def claim_rows(annotated):
    """Yield the rows of one annotated article: a count is right where it is the best of those that fit an annotated claim.

    Left out are other counts within an annotated claim's words, and "have not met", which hands count differently.
    """
    doc = annotated.context.doc
    doc.meetings = Layer(find_meetings(doc))
    spans = [(span, claim) for claim in annotated.claims for span in find_all(doc.text, [claim["text"]])]
    for sentence in doc.sentences:
        counts = find_counts(doc.text, *sentence[:2], bare=True)
        inside = [[c for (a, b), c in spans if a < n.end and n.start < b] for n in counts]
        fits = [any(same_bounds((n.low, n.high), c) for c in claims) for n, claims in zip(counts, inside, strict=True)]
        named = any(fit and n.form != "number" for fit, n in zip(fits, counts, strict=True))
        follows = False
        for count, claims, fit in zip(counts, inside, fits, strict=True):
            right = fit and not (named and count.form == "number")
            denied = count.form == "never" and not doc.text.startswith("never", count.start)
            if right or not (denied or (claims and not annotated.name.startswith("case"))):
                features = sorted(set(find_features(annotated.context, sentence, count, follows)))
                yield Row(annotated.name, Example([features, []], frozenset([0 if right else 1])), frozenset())
            follows = follows or right


def fit_claims(_):
    """Return the weights, with their calibration; say how well they do on articles left out."""
    lines = [line for name in TRAINING for line in read_lines(name)] + read_cases()
    articles = [a for a in read_annotated(lines) if len(a.context.named_leaders) > 1]
    rows = [row for article in articles for row in claim_rows(article)]
    chances = [found[0] for found in cross_validate(rows, TEMPLATES, PRIOR)]
    right = [0 in row.example.right for row in rows]
    whole = [i for i, row in enumerate(rows) if not row.article.startswith("case")]
    calibration = fit_calibration([chances[i] for i in whole], [right[i] for i in whole])
    for least in (LIKELY - 0.2, LIKELY, LIKELY + 0.2):
        taken = [i for i in whole if chances[i] >= least]
        hits = sum(right[i] for i in taken)
        print(f"from {least:.1f}: {hits / len(taken):.3f} right, {hits / sum(right[i] for i in whole):.3f} found")
    return fit_weights(rows, PRIOR) | calibration


def list_wrong():
    """Print the cases that the fitted model reads wrongly."""
    model = LogLinear("claim_weights", TEMPLATES)
    for annotated in read_annotated(read_cases()):
        for row in claim_rows(annotated) if len(annotated.context.named_leaders) > 1 else ():
            sure = model.probability(row.example.readings[0])
            if (sure >= LIKELY) != (0 in row.example.right):
                print(f"{sure:.2f}", annotated.context.text)

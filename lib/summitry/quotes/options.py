"""One quotation's readings: nobody's words, the same speaker's as before, or those weighed together with others'."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from summitry.quotes.clues import Weighed
from summitry.quotes.model import add_up
from summitry.quotes.scenes import Before, Reading, Scene, weigh_nobody, weigh_none, weigh_same
from summitry.quotes.weights import ORDERS, axes, codes

NONE, NOBODY, SAME = Reading("none", None, -1), Reading("nobody", None, -1), Reading("same", None, -1)
NO_SOURCE, FAR_SOURCE = -1, -2
"""What stands for nobody, and for the source before where it is not near, among the sources' numbers."""


@functools.cache
def _same_weights() -> list[list[int]]:
    """Return what speaks for a source by its sort and how it compares with the one before; last: without a cue."""
    same = axes()["same"]
    pairs = [[add_up(f"same person {value} {kind}") for value in same] for kind in axes()["kind"]]
    return [*pairs, [add_up(f"bare same person {value}") for value in same]]


class Options:
    """The readings of the quotation *number* of those in *weighed*; ``sources`` has the number of each one's source."""

    def __init__(
        self, scene: Scene, before: Before | None, weighed: Weighed, number: int, people: Mapping[int, str]
    ) -> None:
        self.scene, self.before, self.found, self.people = scene, before, weighed.found, people
        low, high = weighed.found.bounds[number : number + 2]
        self.near, self.cues = weighed.found.reading_source[low:high], weighed.cues[low:high]
        self.weights, self.kinds = weighed.weights[low:high], weighed.kinds[low:high]
        self.order, self.where = weighed.order[low:high], weighed.where[low:high]
        self.former = NO_SOURCE if before is None else self.found.find(before.source, FAR_SOURCE)
        self.fixed = [NONE, NOBODY] if before is None else [NONE, NOBODY, SAME]
        self.sources = [NO_SOURCE, NO_SOURCE, self.former][: len(self.fixed)] + self.near

    def reading(self, i: int) -> Reading:
        """Return the reading with this number."""
        if i < len(self.fixed):
            return self.fixed[i]
        cue = self.cues[i - len(self.fixed)]
        return Reading("bare" if cue < 0 else "pair", self.found.sources[self.sources[i]], cue)

    def weigh(self) -> list[int]:
        """Return what speaks for each reading, that without speech first."""
        before = self.before
        fixed = [weigh_none(self.scene, before), weigh_nobody(self.scene)]
        if before is not None:
            fixed.append(weigh_same(self.scene, before, self.people))
        same, other = self._same(), codes("same")["-" if before is None else "?"]
        rows, table = zip(self.weights, self.kinds, self.near, strict=True), _same_weights()
        weights = [weight + table[kind][same.get(source, other)] for weight, kind, source in rows]
        if before is not None and before.reading.cue in self.cues:
            self._weigh_used(weights, before.reading.cue)
        return fixed + weights

    def _same(self) -> dict[int, int]:
        """Return whether a source is the one chosen for the quotation before, as a code, where that can be told."""
        if self.before is None:
            return {}
        same, known = dict[int, int](), self.people.get(self.before.source.head)
        if known:
            named = ((source, self.people.get(self.found.heads[source])) for source in set(self.near))
            same = {source: codes("same")["yes" if name == known else "no"] for source, name in named if name}
        return same | {self.former: codes("same")["itself"]}

    def _weigh_used(self, weights: list[int], used: int) -> None:
        """Add what speaks for the readings with the cue of the quotation before."""
        if used < 0:
            return
        for i, cue in enumerate(self.cues):
            if cue == used:
                kept = "kept" if self.near[i] == self.former else "changed"
                place = f"{ORDERS[self.order[i]]} {axes()['where'][self.where[i]]}"
                weights[i] += add_up(f"cue used {place}", f"cue used, source {kept}")

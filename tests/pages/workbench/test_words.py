"""What the Workbench says of changes, of their price, and of what a network can do without."""

import numpy as np

from nn.explain.workbench import Edits, Ranking, Report, Without
from pages.workbench import shuffle_words, words


def test_changes_in_words() -> None:
    off = Edits(off=frozenset({(1, 6)}))
    assert words.changes(off, 1) == "Without neuron 6"
    assert words.changes(off, 2) == "Without neuron 6 of layer 1"
    three = Edits(off=frozenset({(1, 6), (1, 2), (1, 3)}), prune=0.5)
    assert words.changes(three, 1) == "Without neurons 2, 3 and 6 and with 50% of the weights cut"
    assert words.changes(Edits(off=frozenset((1, i) for i in range(5))), 1) == "Without 5 neurons"
    assert words.changes(Edits(scales=(((1, 1), 0.5),), noise=0.2), 1) == (
        "With neuron 1 times 0.5 and with noise of 0.2 on every weight"
    )
    both = Edits(off=frozenset({(1, 6)}), scales=(((1, 6), 2.0),))  # a factor of a neuron that is off does nothing
    assert words.changes(both, 1) == "Without neuron 6"


def test_the_price_in_words() -> None:
    counts = np.full(10, 100)
    before, after = Report(np.full(10, 90), counts), Report(np.array([90] * 9 + [10]), counts)
    assert words.price(Edits(off=frozenset({(1, 6)})), 1, before, after) == (
        "Without neuron 6 it reads **82.0% of 1,000 test digits** (−8.0 points); most lost: **9s**, 80 of 100."
    )
    assert "no digit is read less often" in words.price(Edits(prune=0.1), 1, before, before)


def test_what_it_can_do_without_in_words() -> None:
    ranking = Ranking(0.8, 100, (Without(0, 0.7), Without(1, 0.81), Without(2, 0.3)))
    assert words.worth(ranking) == (
        "It needs neuron **2** most (−50.0 points without it), and can best do without neuron **1** (+1.0). "
        "1 of these 3 costs less than 0.1 points when switched off alone."
    )


def test_what_is_changed_about_a_neuron_fits_above_its_picture() -> None:
    edits = Edits(off=frozenset({(1, 2)}), scales=(((1, 0), 1.5), ((1, 2), 2.0)))
    assert words.labels(edits, 1, range(3)) == ["0 ×1.5", "1", "2 off"]
    assert "Neuron 1 is framed. Switched off: 2." in words.tiles_in_words(edits, range(3), 1)
    assert words.of_the_selected(edits, (1, 2), 0.0) == "For this digit it passes on **0.00** (off)."


def test_the_score_counts_both_on_the_digits_asked_so_far() -> None:
    def values(*args: np.ndarray | None) -> list[str]:
        return [value for _, value, _ in shuffle_words.score(*args)]

    nothing, truth = np.array([], int), np.array([7, 2, 1])
    assert values(nothing, nothing, None) == ["–", "–", "–"]
    assert values(truth, np.array([7, 2, 8]), None) == ["2 of 3", "–", "0.3"]
    assert values(truth, np.array([7, 2, 8]), truth) == ["2 of 3", "3 of 3", "0.3"]
    assert shuffle_words.the_last_one(np.array([8]), np.array([3]), np.array([8])) == (
        "The last one was an 8, and you said 3; the network said 8."
    )

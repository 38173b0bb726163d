"""The sentences of Why? that depend on what there is to say."""

from nn.dataset import load_mnist
from nn.explain.change import NoFlip
from nn.explain.digits import of_mnist
from nn.explain.evidence import asked, contributions
from nn.models import load_shipped
from pages.why.words import bars_in_words, sum_in_words, why_none


def test_the_sum_of_the_bars_is_the_lead_of_the_winner() -> None:
    network = load_shipped("blog").network
    found = contributions(network, asked(network, of_mnist(load_mnist(), 0).X))
    assert sum_in_words(found) == (
        "All 10 neurons +6.99, biases −0.19: together +6.80, the score of 7 minus the score of 9."
    )
    assert sum_in_words(found) in bars_in_words(found, layer=1)
    assert "Click a bar" in bars_in_words(found, layer=1) and "Click a bar" not in bars_in_words(found, layer=2)


def test_why_no_change_was_found_names_what_was_asked_for() -> None:
    assert "leads to another answer" in why_none(NoFlip.FLAT, None)
    assert "leads to the answer 8" in why_none(NoFlip.FAR, 8)

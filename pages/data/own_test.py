"""Any network tested on the visitor's pictures, and one that learned from them tested on MNIST: by names of classes."""

import numpy as np
import streamlit as st

from nn.assess.facts import shared
from nn.dataset import Examples
from nn.owndata.asked import Asked, ask_about
from nn.owndata.own_set import OwnSet
from nn.recipe import DIGITS_BY_NAME
from pages.data import own_words as words
from pages.data.own_figures import taken_for
from pages.data.own_state import Own
from pages.shared.choosers import called
from pages.shared.digits import Picture, digit_strip
from pages.shared.live_figure import live_figure
from pages.shared.networks import Chosen, all_network_names, chosen_network
from pages.shared.own_pictures import digits_at_hand
from pages.shared.session import YOUR_RUN, lab, session
from pages.shared.steering import current_run
from pages.shared.tables import table
from pages.shared.theme import palette

SHOWN = 8  # mistakes
MOST = 10_000  # pictures that are asked about at once: as many as MNIST has test digits


def show_test(mine: Own, own: OwnSet) -> None:
    st.markdown("**Test on them**")
    chosen = network_field("own_network")
    if not np.isfinite(chosen.network.theta).all():
        st.warning(words.OVERFLOWED, icon=":material/error:")
        return
    st.caption(chosen.sentence)
    if chosen.still_training:
        st.button("Ask it again", icon=":material/refresh:", key="own_again", help="It has learned more meanwhile.")
    show_own(mine, chosen, own)
    if chosen.recipe.pictures:
        show_mnist(mine, chosen)


def network_field(key: str) -> Chosen:
    """Which network: all there are, whatever their classes; the visitor's own once it has begun."""
    names = all_network_names()
    usual = session().network or (YOUR_RUN if current_run().view().iteration else names[-1])
    if st.session_state.get(key) not in names:
        st.session_state[key] = usual if usual in names else names[-1]
    name = st.selectbox("Network", names, format_func=called, key=key, width=260)
    return chosen_network(str(name))


def show_own(mine: Own, chosen: Chosen, own: OwnSet) -> None:
    """On the pictures that it never learned from, where it learned from this very set; else on all, or many of them."""
    learned = digits_at_hand(chosen.recipe) if chosen.recipe.pictures else None
    examples = own.official if learned is not None and learned.train_pixels is own.pixels else every(own)
    knows = own.classes if learned is not None and learned.train_pixels is own.pixels else chosen.recipe.classes
    found = mine.kept(
        "own", (chosen.key, own.fingerprint), lambda: ask_about(chosen.network, knows, examples, own.classes)
    )
    which = "of your pictures that were kept aside" if examples.index is own.aside else "of your pictures"
    said = words.asked_in_words(found, which)
    if chosen.recipe.pictures is None and found.pictures:
        said += words.also_learned(in_mnist(mine, own), "MNIST's training digits")
    st.markdown(said)
    if found.pictures:
        show_mistakes(found, own)
        show_classes(found)


def every(own: OwnSet) -> Examples:
    """All pictures, or so many of them, evenly from first to last."""
    return Examples(own.pixels, own.train_labels, np.arange(0, len(own), max(1, -(-len(own) // MOST))))


def show_mistakes(found: Asked, own: OwnSet) -> None:
    """The pictures that it is surest and wrong about: often the label is the one to doubt."""
    places = found.surest_mistakes(SHOWN)
    digit_strip(
        (
            Picture(
                own.pixels[found.index[i]],
                words.mistake(*(pair := (own.classes[found.labels[i]], found.answers[found.given[i]]))),
                right=False,
                alt=words.mistake_in_words(*pair, float(found.sure[i])),
            )
            for i in places
        ),
        size=56 if max(map(len, own.classes)) < 4 else 76,
    )


def show_classes(found: Asked) -> None:
    """Drawn only for who has asked for it."""
    label = "Class by class: what is taken for what"
    with st.expander(label, icon=":material/grid_on:", key="own_classes", on_change="rerun") as folded:
        if not folded.open:
            return
        alt = f"Classes by answers. {words.mistakes_in_words(found)}"
        live_figure(taken_for(found, palette()), key="own_taken_for", alt=alt)
        st.html(table(words.COLUMNS, words.rows_of(found)))


def show_mnist(mine: Own, chosen: Chosen) -> None:
    """The other way round: a network of the visitor's classes on MNIST's official test digits."""
    official = lab().mnist.official
    found = mine.kept(
        "mnist", chosen.key, lambda: ask_about(chosen.network, chosen.recipe.classes, official, DIGITS_BY_NAME)
    )
    if not found.pictures:
        return
    said = words.asked_in_words(found, "MNIST test digits")
    learned = digits_at_hand(chosen.recipe)
    if isinstance(learned, OwnSet):
        known = mine.kept("shared", learned.fingerprint, lambda: shared(learned.training, official))
        said += words.also_learned(known, "the pictures that it learned from")
    st.markdown(said)


def in_mnist(mine: Own, own: OwnSet) -> int:
    """How many of the pictures that are asked about MNIST has, too, among its training digits."""
    return mine.kept("in MNIST", own.fingerprint, lambda: shared(lab().mnist.training, every(own)))

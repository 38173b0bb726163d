"""Choosing what all pages look at: the network that answers, the digit it is asked about, and one neuron.

A choice made here is kept in the session, so every other page has made it, too. Widgets are told what is chosen each
time, because the choice may have been made elsewhere.
"""

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from nn.assess.mistakes import confident_mistakes
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.models import shipped
from nn.network import Network
from pages.shared.digits import Picture, digit_strip
from pages.shared.networks import (
    all_network_names,
    choose_network,
    chosen_network,
    moments_of,
    network_names,
    recipe_named,
)
from pages.shared.own_pictures import no_digits
from pages.shared.session import CHANGE, WEIGHTS, YOUR_RUN, chosen_digit, lab, session
from pages.shared.steering import current_run, name_of_run
from pages.shared.watching import led_to

TEST_DIGITS = 10_000
MISTAKE_HELP = "A confident mistake: this network gets it wrong and is sure of it. Press again for the next one."
DIGIT_STYLE = """<style>
.st-key-chosen_digit > div:has(.digits) {width: auto; flex: none}
.st-key-chosen_digit figure.digit {display: flex; align-items: center; gap: .35rem; width: auto}
.st-key-chosen_digit figure.digit figcaption {padding: 0; text-align: left}
.st-key-chosen_digit figure.digit .ways {font-size: 0}
.st-key-chosen_digit .ways a {display: block; font-size: .8rem; padding: 0; line-height: 1.6rem}
.st-key-chosen_digit [data-testid=stWidgetLabel] {font-size: .75rem; min-height: 1.1rem; height: 1.1rem; margin: 0}
.st-key-chosen_digit [data-testid=stWidgetLabel] :is(p, svg) {font-size: .75rem; width: auto; height: .85rem}
.st-key-chosen_digit [data-testid=stNumberInputContainer], .st-key-chosen_digit input {height: 2.2rem; min-height: 0}
.st-key-chosen_digit button {padding: .3rem .5rem; min-height: 2.4rem}
.st-key-chosen_digit button [data-testid=stMarkdownContainer] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap}
</style>"""

# The network ---------------------------------------------------------------------------------------------------------


def your_run_or(shipped_one: Callable[[], str]) -> str:
    """What somebody looks at who has not chosen: their own run once it goes, and until then a shipped network."""
    view = current_run().view()
    begun = (view.iteration or view.active) and view.recipe.reads_digits
    return YOUR_RUN if begun or not shipped() else shipped_one()


def first_shipped() -> str:
    """The network with ten hidden neurons, the easiest to look into."""
    return next(iter(shipped()))


def network_in_use(key: str, otherwise: Callable[[], str] = first_shipped) -> str:
    """The name of the network chosen, here or elsewhere; ``otherwise`` for a visitor without a choice or a run.

    While a page is open it does not switch by itself, also when a run begins to learn in the meantime.
    """
    for name in (session().network, st.session_state.get(key)):
        if name in network_names():
            return str(name)
    name = your_run_or(otherwise)
    return name if name in network_names() else first_shipped()


def network_chooser(key: str, otherwise: Callable[[], str] = first_shipped, label: str = "Which network?") -> str:
    """A row of all networks that can be asked; gives the name of the one chosen."""
    name = network_in_use(key, otherwise)
    choose_named(key, network_names(), name, label)
    tell_of_others()
    return name


def tell_of_others() -> None:
    """Which of the visitor's networks cannot be asked here, and why."""
    for other in all_network_names():
        if not recipe_named(other).reads_digits:
            no_digits(recipe_named(other), called(other).capitalize())


def called(network: str) -> str:
    """What a network is called where one chooses it; a run is only the visitor's own if it is."""
    return name_of_run().capitalize() if network == YOUR_RUN else network


def choose_named(key: str, names: list[str], chosen: str, label: str = "Which network?") -> None:
    """A row of networks by name: the one pressed is chosen on all pages."""

    st.session_state[key] = chosen

    def choose() -> None:
        choose_network(st.session_state[key])

    st.segmented_control(
        label,
        names,
        required=True,
        format_func=called,
        key=key,
        on_change=choose,
        label_visibility="collapsed",
    )


def moment_chooser(key: str, name: str) -> None:
    """How far the network shall have learned, where its moments were kept: the same for all pages."""
    film = moments_of(name)
    if film is None:
        return
    last, now, moment_key = int(film.iterations[-1]), session().moment, f"{key}_moment"
    shown = last if now is None else int(film.iterations[film.nearest(now)])
    st.session_state[moment_key] = shown

    def choose() -> None:
        moved = st.session_state[moment_key]
        session().moment = None if moved == last else float(moved)

    label = "At its end" if shown == last else f"After {shown:,} update{'s' * (shown != 1)}"
    with st.popover(label, icon=":material/history:", key=f"{key}_moments", help="Ask it as it was at any moment"):
        st.slider(
            "How many updates it has seen",
            0,
            last,
            key=moment_key,
            on_change=choose,
            help="The whole run was kept, update by update. All pages ask the network of this moment.",
            width=320,
        )


def weights_chooser(key: str) -> str:
    """Which pictures of the first layer are shown, on all pages: what learning changed, or the weights themselves."""

    st.session_state[key] = session().weights

    def choose() -> None:
        session().weights = st.session_state[key]

    st.segmented_control(
        "Which pictures?",
        [CHANGE, WEIGHTS],
        required=True,
        format_func={CHANGE: "What learning changed", WEIGHTS: "The weights"}.__getitem__,
        key=key,
        on_change=choose,
        label_visibility="collapsed",
    )
    return session().weights


# The digit -----------------------------------------------------------------------------------------------------------


def digit_chooser(key: str, network: str) -> Digit:
    """The digit chosen, as a picture, and ways to choose another: by number, by chance, a mistake, your own drawing.

    The three buttons show their icons alone; their names are there for screen readers, and as tips.
    """
    digit, drawing = chosen_digit(), session().drawing
    number_key = f"{key}_number"
    st.session_state[number_key] = int(digit.name) if digit.name.isdecimal() else None

    def by_number() -> None:
        if st.session_state[number_key] is not None:
            _choose(of_mnist(lab().mnist, int(st.session_state[number_key])))

    def button(label: str, icon: str, help: str, choose: Callable[..., None], *args: str, off: bool = False) -> None:
        name = f"{key}_{choose.__name__.removeprefix('_choose_')}"
        st.button(label, icon=icon, help=help, on_click=choose, args=args, disabled=off, key=name)

    st.html(DIGIT_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="chosen_digit"):
        digit_strip([Picture(digit.pixels, alt=digit.title.capitalize(), digit=digit, network=network)], size=56)
        st.number_input(
            "Test digit",
            0,
            TEST_DIGITS - 1,
            key=number_key,
            on_change=by_number,
            placeholder="yours" if not digit.of_mnist else digit.name,
            help="One of MNIST's 10,000 test digits, counted from 0.",
            width=96,
        )
        button("Another", ":material/shuffle:", "Another test digit, by chance.", _choose_random)
        button("A confident mistake", ":material/error:", MISTAKE_HELP, _choose_mistake, network)
        tip = "Your drawing, from the Draw page." if drawing else "Your drawing: draw one on the Draw page first."
        button("Your drawing", ":material/draw:", tip, _choose_drawing, off=drawing is None)
    return digit


def _choose(digit: Digit) -> None:
    session().digit = digit


def _choose_random() -> None:
    _choose(of_mnist(lab().mnist, int(np.random.default_rng().integers(TEST_DIGITS))))


@st.cache_data(max_entries=64, show_spinner=False)
def _mistakes(key: str, _network: Network) -> list[int]:
    """The confident mistakes of the network that ``key`` stands for: what one visitor waited for serves all."""
    found: list[int] = confident_mistakes(_network, lab().mnist.official).tolist()
    return found


def _choose_mistake(name: str) -> None:
    chosen = chosen_network(name)
    found = _mistakes(chosen.key, chosen.network)
    if not found:
        st.toast("This network makes no mistake on the test digits.")
        return
    now = chosen_digit().name
    next_one = found.index(int(now)) + 1 if now.isdecimal() and int(now) in found else 0
    _choose(of_mnist(lab().mnist, found[next_one % len(found)]))


def _choose_drawing() -> None:
    drawing = session().drawing
    if drawing is not None:
        _choose(of_ink(drawing.pixels))


# The neuron ----------------------------------------------------------------------------------------------------------


def neuron_in_use(network: Network) -> int:
    """The neuron of layer 1 that is chosen, or the last one where the network has not as many; else the first."""
    return max(0, min(session().neuron or 0, network.sizes[1] - 1))


def choose_neuron(number: int) -> None:
    """From now on all pages look at this neuron of layer 1."""
    session().neuron = number


def neuron_chooser(key: str, network: Network, label: str = "Neuron of layer 1", help: str | None = None) -> int:
    """The neuron of layer 1 that all pages look at."""
    st.session_state[key] = neuron_in_use(network)

    def choose() -> None:
        choose_neuron(int(st.session_state[key]))

    return int(st.number_input(label, 0, network.sizes[1] - 1, key=key, on_change=choose, help=help, width=200))


# A part of a page ----------------------------------------------------------------------------------------------------


def section_in_use(sections: Mapping[str, str], parameter: str) -> str:
    """The part of the page that the visitor is in, for what stands above its chooser."""
    if (led := led_to(parameter)) in sections:
        st.session_state[f"section_{parameter}"] = led
    found = st.session_state.get(f"section_{parameter}", st.query_params.get(parameter))
    return str(found) if found in sections else next(iter(sections))


def section_chooser(label: str, sections: Mapping[str, str], parameter: str, pills: bool = False) -> str:
    """The part of the page that was chosen here, or the one that its address names: ?view=softmax.

    ``sections`` gives each part's title by its name; ``parameter`` is what the address calls it, and no other page's.
    """
    key, names = f"section_{parameter}", list(sections)
    st.session_state[key] = section_in_use(sections, parameter)
    choose = st.pills if pills else st.segmented_control
    chosen = str(
        choose(
            label,
            names,
            format_func=sections.__getitem__,
            required=True,
            key=key,
            persist_state="session",
            label_visibility="collapsed",
        )
    )
    session().place[parameter] = chosen
    return chosen

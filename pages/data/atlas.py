"""The map: digits as pixels, or as a layer of the network sees them, each a small picture at its place.

Closer by dragging over a part, or by the buttons; a click on a digit shows what the network says to it, and leads on.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.atlas import PIXELS, Box, Map, inside, laid_near, map_of, to_draw
from nn.assess.principal import components
from nn.dataset import Examples
from nn.network import Network
from pages.data import map_words as words
from pages.data.figures import colour_of, map_chart
from pages.data.own_state import own
from pages.data.readings import Reading, reading
from pages.data.sets import Digits
from pages.data.state import LAST_HIDDEN, data, say_in_address, the_digits
from pages.data.which import names_known_to, network_here
from pages.data.words import spoken
from pages.shared.address import keep_in_address
from pages.shared.digits import Picture, digit_strip
from pages.shared.live import again_and_again, out_of_turn
from pages.shared.live_figure import live_figure
from pages.shared.networks import Chosen, chosen_network
from pages.shared.session import lab
from pages.shared.sprites import Sprites
from pages.shared.tables import table
from pages.shared.theme import palette

MOST = 10_000  # digits on the map
MISTAKES = 100  # of those that are drawn, at most
SPARING = 30  # times as long as it takes, a training goes on before it is asked again
EDGE = 0.04  # of the map, around the outermost digits
CLOSER = 0.6  # of what is seen, at one press


def show_map() -> None:
    """All of the section; again and again while the network learns."""
    mine = data()

    def look() -> None:
        with mine.took.measured():
            show_once()
            say_in_address(mine)
            keep_in_address("address_of_map")  # a digit that is clicked runs this part alone

    again_and_again(look, seconds_between_looks)


def seconds_between_looks() -> float | None:
    if not chosen_network(network_here()).still_training:
        return None
    return max(2 * lab().refresh_seconds(), SPARING * data().took.seconds)


def show_once() -> None:
    digits, chosen = the_digits(), chosen_network(network_here())
    examples = on_the_map(digits)
    layer = layer_in_use(len(chosen.network.layers))
    found = the_map(digits, examples, chosen, layer)
    if not found.sound:
        st.caption(chosen.sentence)
        st.warning(words.OVERFLOWED, icon=":material/error:")
        return
    whole = whole_of(found.places)
    box = box_in_use((digits.name, chosen.name, layer)) or whole
    said = reading(found.answers, digits.classes, names_known_to(chosen))
    drawn = to_draw(said.wrong, inside(found.places, box), data().drawn, MISTAKES)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        map_controls(len(chosen.network.layers), box, whole)
        draw_map(digits, examples, found, said, drawn, box, layer)
        if not said.asked.all():
            st.caption(words.not_asked(digits, said))
    with right:
        show_picked(digits, examples, chosen, said, drawn)
        st.html(table(words.LAYER_COLUMNS, words.layer_rows(found.apart, layer)))
        st.caption(words.HOW_APART)


# What is on it --------------------------------------------------------------------------------------------------------


def on_the_map(digits: Digits) -> Examples:
    """All of them or, of many, evenly from first to last."""
    m = len(digits.examples)
    return digits.examples.only(np.arange(0, m, -(-m // MOST))) if m > MOST else digits.examples


def layer_in_use(layers: int) -> int:
    """The layer that is chosen, where the network has as many; for who has not chosen, its last hidden one."""
    layer = data().layer
    return layers - 1 if layer == LAST_HIDDEN else min(layer, layers)


def the_map(digits: Digits, examples: Examples, chosen: Chosen, layer: int) -> Map:
    """Computed once for a version of a network, and laid as near as can be to the map of the pixels."""
    with st.spinner("Laying out the digits …"), out_of_turn():
        key = (digits.name, chosen.key, layer)
        if digits.own is None:
            return _map(key, len(digits.classes), chosen.network, examples)
        return own().kept(f"map of {layer}", key, lambda: laid_out(digits, examples, chosen, layer))  # nobody else's


def laid_out(digits: Digits, examples: Examples, chosen: Chosen, layer: int) -> Map:
    found = map_of(chosen.network, examples, layer, len(digits.classes))
    if layer == PIXELS or not found.sound:
        return found
    return beside(found, own().kept("map", digits.name, lambda: pixel_places(examples)))


def beside(found: Map, pixels: Array) -> Map:
    """Laid as near as can be to the map of the pixels."""
    return replace(found, places=laid_near(found.places, pixels))


def pixel_places(examples: Examples) -> Array:
    points = np.ascontiguousarray(examples.X().T)
    return components(points).places(points)


@st.cache_resource(show_spinner=False, max_entries=16)
def _map(key: tuple[str, str, int], classes: int, _network: Network, _examples: Examples) -> Map:
    """``key`` stands for the digits, the network and the layer. About a megabyte each."""
    found = map_of(_network, _examples, key[2], classes)
    if key[2] == PIXELS or not found.sound:
        return found
    return beside(found, _pixel_places(key[0], _examples))


@st.cache_resource(show_spinner=False, max_entries=8)
def _pixel_places(name: str, _examples: Examples) -> Array:
    """``name`` stands for the examples."""
    return pixel_places(_examples)


def box_in_use(of: tuple[str, str, int]) -> Box | None:
    """The part that is looked at; of other digits, another network or layer it would mean nothing."""
    mine = data()
    if mine.box_of != of:
        mine.box, mine.box_of = None, of
    return mine.box


def whole_of(places: Array) -> Box:
    """All of the map, with a little room around it."""
    low, high = places.min(axis=0), places.max(axis=0)
    room = EDGE * np.maximum(high - low, 1e-6)
    (left, below), (right, above) = (low - room).tolist(), (high + room).tolist()
    return left, right, below, above


# The chart ------------------------------------------------------------------------------------------------------------


def map_controls(layers: int, box: Box, whole: Box) -> None:
    mine, names = data(), words.layer_names(layers)
    st.session_state.data_layer = names[layer_in_use(layers)]
    st.session_state.data_drawn = mine.drawn

    def choose() -> None:
        mine.layer = names.index(st.session_state.data_layer)

    def draw() -> None:
        mine.drawn = st.session_state.data_drawn

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.select_slider("As seen by", names, key="data_layer", on_change=choose, width=260)
        st.selectbox("Pictures", words.HOW_MANY, key="data_drawn", on_change=draw, width=90)
        for label, icon, to in (
            ("Closer", ":material/zoom_in:", lambda: scaled(box, CLOSER)),
            ("Farther", ":material/zoom_out:", lambda: scaled(box, 1 / CLOSER)),
            ("Whole map", ":material/zoom_out_map:", lambda: whole),
        ):
            st.button(
                label,
                icon=icon,
                on_click=see,
                args=[to],
                key=f"data_{label}",
                disabled=label != "Closer" and box == whole,
            )


def see(to: Callable[[], Box]) -> None:
    data().box = to()


def scaled(box: Box, by: float) -> Box:
    """The same middle, and so many times as much around it; round the digit that is picked, if it is seen."""
    left, right, below, above = box
    x, y = (left + right) / 2, (below + above) / 2
    half_wide, half_high = by * (right - left) / 2, by * (above - below) / 2
    return x - half_wide, x + half_wide, y - half_high, y + half_high


def draw_map(digits: Digits, examples: Examples, found: Map, read: Reading, drawn: Array, box: Box, layer: int) -> None:
    mine, colours = data(), palette()
    labels = examples.labels
    picked = np.flatnonzero(examples.index[drawn] == picked_number())
    middles = [
        (name, k, *middle_of(found.places[labels == k])) for k, name in enumerate(digits.classes) if (labels == k).any()
    ]

    def pick(place: int) -> None:
        if place < len(examples):
            mine.picked = int(examples.index[place])

    def view(seen: Box) -> None:
        mine.box = seen

    said, here = words.map_in_words(found, digits, layer), inside(found.places, box)
    how_drawn = words.drawn_in_words(digits, read, drawn, here)
    live_figure(
        map_chart(
            found.places,
            drawn,
            [words.hover(digits, read, int(place), int(examples.index[place])) for place in drawn],
            middles,
            box,
            words.measure(layer),
            colours,
        ),
        key="data_map",
        alt=spoken(f"{words.ALT} {said} {how_drawn}"),
        height="clamp(340px, calc(100vh - 345px), 680px)",
        on_pick=pick,
        on_view=view,
        sprites=Sprites(
            examples.pixels[examples.index[drawn]],
            found.places[drawn, 0],
            found.places[drawn, 1],
            [colour_of(int(k), colours) for k in labels[drawn]],
            read.wrong[drawn],
            colours.text,
            int(picked[0]) if len(picked) else None,
        ),
    )
    st.markdown(said)
    st.caption(how_drawn)


def middle_of(places: Array) -> tuple[float, float]:
    x, y = places.mean(axis=0)
    return float(x), float(y)


# One digit ------------------------------------------------------------------------------------------------------------


def picked_number() -> int:
    """Of the digit that was clicked or stepped to; -1, which is none's, where nobody has."""
    number = data().picked
    return -1 if number is None else number


def show_picked(digits: Digits, examples: Examples, chosen: Chosen, read: Reading, drawn: Array) -> None:
    """The digit that was clicked or stepped to, what the network says to it, and the ways on."""
    wrong = drawn[read.wrong[drawn]]
    here = np.flatnonzero(examples.index == picked_number())
    place = int(here[0]) if len(here) else int(wrong[-1] if len(wrong) else drawn[-1]) if len(drawn) else None
    if place is None:
        st.markdown(words.NOTHING_HERE.format(noun=digits.noun))
        return
    number = int(examples.index[place])
    digit = digits.digit(number)
    with st.container(key="data_picked"):
        picture, said = st.columns([2, 3], vertical_alignment="center", gap="small")
    with picture:
        right = not read.wrong[place] if read.asked[place] else None
        caption = words.under(digits, read, place)
        digit_strip([Picture(digit.pixels, caption, right, digit=digits.way(digit), network=chosen.name)], 132)
    with said:
        st.markdown(words.picked_in_words(digits, read, place, number))
    step_buttons(digits, examples, drawn, wrong, place)


def step_buttons(digits: Digits, examples: Examples, drawn: Array, wrong: Array, place: int) -> None:
    """From digit to digit among those that are drawn, by keyboard as well."""

    def go(among: Array) -> None:
        here = np.flatnonzero(among == place)
        following = among[(int(here[0]) + 1) % len(among)] if len(here) else among[0]
        data().picked = int(examples.index[following])

    with st.container(horizontal=True, gap="small"):
        st.button(f"Next {digits.noun}", icon=":material/chevron_right:", on_click=go, args=[drawn], key="data_next")
        st.button(
            "Next mistake",
            icon=":material/error:",
            on_click=go,
            args=[wrong],
            key="data_next_mistake",
            disabled=not len(wrong),
        )

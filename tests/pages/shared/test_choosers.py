"""What is chosen on one page is chosen on all; a link brings its digit, network and neuron along."""

import json
import re

import pytest
from seen import address_of
from streamlit.testing.v1 import AppTest

from nn.dataset import load_mnist
from nn.explain.digits import of_ink, of_mnist
from nn.models import load_shipped
from pages.shared.session import OPENED, YOUR_RUN, Session
from pages.shared.ways import WAYS, ways_on

MNIST = load_mnist()


def script() -> None:
    import streamlit as st

    from pages.shared.address import keep_in_address
    from pages.shared.choosers import digit_chooser, network_chooser, neuron_chooser
    from pages.shared.networks import chosen_network

    name = network_chooser("a_network")
    digit = digit_chooser("a", name)
    neuron = neuron_chooser("a_neuron", chosen_network(name).network)
    keep_in_address()
    st.write(f"{name}; {digit.title}; {neuron}")


def page(**query: str) -> AppTest:
    at = AppTest.from_function(script, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    assert not at.exception
    return str(at.markdown[-1].value)


def test_who_has_not_chosen_looks_at_a_shipped_network_and_the_first_test_digit() -> None:
    assert said(page()) == "blog; test digit 6, a 4; 0"


def test_a_link_brings_digit_network_and_neuron() -> None:
    assert said(page(digit="train-3", network="deep", neuron="5")) == "deep; training digit 3, a 1; 5"


def test_a_link_brings_a_drawing() -> None:
    drawing = of_ink(MNIST.test_pixels[1])
    at = page(digit=drawing.name)
    assert said(at) == "blog; a drawing; 0"
    assert at.number_input(key="a_number").value is None


@pytest.mark.parametrize(
    "query",
    [
        {"network": "nobody"},
        {"run": "deadbeef0000"},
        {"neuron": "-1"},
        {"neuron": "many"},
        {"neuron": "9" * 40},
        {"digit": "77777"},
    ],
)
def test_a_link_that_means_nothing_changes_nothing(query: dict[str, str]) -> None:
    at = page(**query)
    assert said(at) == "blog; test digit 6, a 4; 0"
    assert at.session_state.ten_neurons.notice


def test_what_a_link_says_is_not_written_on_the_page() -> None:
    at = page(digit="![x](https://example.org/x.png)")
    assert "example.org" not in at.session_state.ten_neurons.notice


def test_a_neuron_that_the_network_does_not_have_is_its_last() -> None:
    assert said(page(neuron="99")).endswith("; 9")


def test_choices_are_kept_in_the_address_so_that_a_reload_finds_them() -> None:
    at = page()
    at.number_input(key="a_number").set_value(17).run()
    at.number_input(key="a_neuron").set_value(4).run()
    at.button_group(key="a_network").set_value("deep").run()
    assert said(at) == "deep; test digit 17, a 7; 4"
    kept = address_of(at)
    assert {"digit", "neuron", "network"} <= set(kept)
    assert said(page(**kept)) == said(at)


def test_a_confident_mistake_is_one_and_the_next_press_finds_another() -> None:
    at, seen = page(), []
    for _ in range(2):
        at.button(key="a_mistake").click().run()
        seen.append(at.session_state.ten_neurons.digit)
    assert seen[0].name != seen[1].name
    for digit in seen:
        A = load_shipped("blog").network.predict(digit.X)
        assert A.argmax() != digit.label and A.max() > 0.9


def test_without_a_drawing_there_is_nothing_to_go_back_to() -> None:
    assert page().button(key="a_drawing").disabled


def test_both_ways_on_name_the_digit_and_who_answered() -> None:
    html = ways_on(of_mnist(MNIST, 17), YOUR_RUN)
    for name in WAYS:
        assert re.search(rf'href="{name}\?[^"]*digit=17&amp;network=your\+run"', html)
    assert "<script" not in ways_on(of_ink(MNIST.test_pixels[0]), '"><script>')


def links() -> None:
    import streamlit as st

    from nn.explain.digits import of_mnist
    from pages.shared.session import lab
    from pages.shared.steering import current_run
    from pages.shared.ways import ways_on

    current_run()
    st.markdown(ways_on(of_mnist(lab().mnist, 17), ""))
    st.markdown(ways_on(of_mnist(lab().mnist, 17), "strong"))


def test_a_link_brings_the_run_and_all_that_is_chosen_into_a_tab_of_its_own() -> None:
    at = AppTest.from_function(links, default_timeout=30)
    at.session_state.ten_neurons = Session(network="deep", neuron=4, moment=30)
    at.run()
    run = at.session_state.ten_neurons.run_id
    chosen, another = at.markdown
    for part in (f"run={run}", "digit=17", "network=deep", "neuron=4", "moment=30"):
        assert part in chosen.value
    assert f"run={run}" in another.value and "network=strong" in another.value and "moment" not in another.value


def test_an_address_of_a_file_that_was_opened_says_that_it_has_to_be_opened_again() -> None:
    at = page()
    at.session_state.ten_neurons.opened = load_shipped("blog")
    at.session_state.ten_neurons.network = OPENED
    at.run()
    notice = page(**address_of(at)).session_state.ten_neurons.notice
    assert "from a file" in notice and "open it again" in notice


def test_the_address_says_which_of_its_names_are_ours() -> None:
    written = [e.proto for e in page().get("bidi_component") if e.proto.component_name == "address"]
    assert {"run", "digit", "network", "neuron", "moment", "show"} <= set(json.loads(written[-1].json)["ours"])

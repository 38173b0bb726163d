"""Somebody who clicks on whatever there is, on all pages: nothing breaks, and the address always leads back.

A state machine in the manner of Hypothesis. What fails is printed as the clicks that led there, as few as possible.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qsl

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from streamlit.testing.v1 import AppTest

from pages.shared.session import OPENED, lab

APP = Path(__file__).parents[2] / "app.py"
PAGES = ("train", "draw", "weights", "steps", "why", "film", "errors", "data", "workbench", "experiments", "maths")
SMALL = {"hidden": "8", "train_examples": "300", "test_examples": "60", "iterations": "20", "rate": "0.5"}
HEAVY = ("recipe_preset", "recipe_batch_size", "recipe_depth", "recipe_train_examples", "recipe_width_0")
NO_NUMBER = re.compile(r"(?<![\w.])(nan|[-−]?inf)(?![\w])", re.I)
WHICH = st.integers(0, 999)


class Visitor(RuleBasedStateMachine):
    """One visitor with a small network; each rule is one thing that a person may do."""

    @initialize(page=st.sampled_from(PAGES))
    def come(self, page: str) -> None:
        self.app = opened(SMALL)
        self.turn_to(page)

    @rule(page=st.sampled_from(PAGES))
    def turn_to(self, page: str) -> None:
        self.app.switch_page(f"pages/{page}/page.py").run()
        self.page = page

    @rule(which=WHICH)
    def press(self, which: int) -> None:
        buttons = [button for button in self.app.button if not button.disabled]
        if buttons:
            buttons[which % len(buttons)].click().run()

    @rule(which=WHICH, option=WHICH)
    def choose(self, which: int, option: int) -> None:
        widgets = [*self.app.selectbox, *self.app.get("button_group"), *self.app.select_slider, *self.app.radio]
        widgets = [widget for widget in widgets if may_be_touched(widget) and widget.options]
        if widgets:
            widget = widgets[which % len(widgets)]
            with named_by_its_text(widget):
                widget.set_value(widget.options[option % len(widget.options)]).run()

    @rule(which=WHICH, up=st.booleans())
    def count(self, which: int, up: bool) -> None:
        inputs = [field for field in self.app.number_input if may_be_touched(field)]
        if inputs:
            field = inputs[which % len(inputs)]
            (field.increment() if up else field.decrement()).run()

    @rule(which=WHICH, share=st.sampled_from([0.0, 0.3, 1.0]))
    def slide(self, which: int, share: float) -> None:
        sliders = [slider for slider in self.app.slider if may_be_touched(slider)]
        if sliders:
            slider = sliders[which % len(sliders)]
            low, high = slider.min, slider.max
            slider.set_value(type(low)(low + share * (high - low))).run()

    @rule(which=WHICH)
    def switch(self, which: int) -> None:
        switches = [switch for switch in [*self.app.toggle, *self.app.checkbox] if may_be_touched(switch)]
        if switches:
            switch = switches[which % len(switches)]
            switch.set_value(not switch.value).run()

    @rule()
    def reload(self) -> None:
        """What the address says is opened in another tab: it shows the same choices of the same page."""
        said = address_of(self.app)
        if said.get("network") == OPENED:  # a network that only this tab has
            del said["network"]
        other = opened(dict(said), self.page)
        assert not other.exception
        assert address_of(other) == said
        assert [title.value for title in other.title] == [title.value for title in self.app.title]

    @invariant()
    def nothing_is_broken(self) -> None:
        assert not self.app.exception
        assert self.app.error.len == 0 if self.page != "train" else True
        texts = [str(e.value) for e in [*self.app.markdown, *self.app.caption, *self.app.title, *self.app.warning]]
        texts += [element.proto.body for element in self.app.get("html")]
        strange = [text for text in texts if NO_NUMBER.search(re.sub("<[^>]*>", " ", text))]
        assert not strange
        run = lab().find(dict(address_of(self.app)).get("run", ""))
        assert run is not None and np.isfinite(run.view().theta).all()

    def teardown(self) -> None:
        run = lab().find(dict(address_of(self.app)).get("run", "")) if hasattr(self, "app") else None
        if run is not None:
            run.stop()


def opened(query: dict[str, str], page: str = "") -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        for name, value in query.items():  # as a link to that page would have them
            app.query_params[name] = value
        app.switch_page(f"pages/{page}/page.py").run()
    return app


def address_of(app: AppTest) -> dict[str, str]:
    """What the address bar says by then, from whichever part of the page was drawn last."""
    said = [e.proto for e in app.get("bidi_component") if e.proto.component_name.endswith("address")]
    query = json.loads(said[-1].mixed.json or said[-1].json)["query"] if said else ""
    return dict(parse_qsl(query.removeprefix("?")))


@contextmanager
def named_by_its_text(widget) -> Iterator[None]:
    """An option is chosen by what stands on it, as a browser does; AppTest would have the value behind it."""
    kind, own = type(widget), type(widget).format_func
    text_of = property(lambda other: str if other.id == widget.id else own.fget(other))
    with patch.object(kind, "format_func", text_of):
        yield


def may_be_touched(widget) -> bool:
    return not widget.disabled and not str(widget.key).startswith(HEAVY)


TestRandomUse = Visitor.TestCase
TestRandomUse.settings = settings(
    max_examples=4,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

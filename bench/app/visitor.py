"""One visitor: opens a page, presses buttons, draws, turns to other pages, and sees what a run comes to."""

import json
import re
import time
from base64 import b64decode
from typing import Any

import numpy as np
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.app.client import Client, Shown

FACT = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>")


class Visitor(Client):
    """``async with Visitor(port) as visitor`` is somebody who has just opened the app and waits for the page."""

    def __init__(self, port: int, page: str = "", query: str = "") -> None:
        super().__init__(port, page, query)
        self.chart_moved: list[float] = []  # when the curves arrived different from before; perf_counter's clock
        self.seen: list[tuple[float, int]] = []  # (time, updates made) at each change of the facts beside them
        self.answers: list[tuple[float, float]] = []  # on Draw: (when its run began, when it came)
        self.facts: dict[str, str] = {}
        self._curves = ""

    # What a person does ----------------------------------------------------------------------------------------------

    async def press(self, key: str) -> tuple[float, str]:
        """Press the button with this key. LookupError if there is none, or if it is greyed out.

        Whatever a person does gives the moment and what has to be drawn for it, for ``answered``.
        """
        button = self.find("button", key)
        if button.element.button.disabled:
            raise LookupError(f"the button {key!r} is greyed out")
        return await self._do(WidgetState(id=button.element.button.id, trigger_value=True), button)

    async def enter(self, key: str, number: int) -> tuple[float, str]:
        """Type a whole number into the number input with this key."""
        shown = self.find("number_input", key)
        return await self._set(WidgetState(id=shown.element.number_input.id, int_value=number), shown)

    async def slide(self, key: str, text: str) -> tuple[float, str]:
        """Move the slider with this key to the place that says so."""
        shown = self.find("slider", key)
        state = WidgetState(id=shown.element.slider.id)
        state.string_array_value.data.append(text)
        return await self._set(state, shown)

    async def send(self, key: str, event: str, value: Any) -> tuple[float, str]:
        """Let the component with this key report that something has happened in it."""
        shown = self.find("bidi_component", key)
        state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{shown.element.bidi_component.id}__events")
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        return await self._do(state, shown)

    async def forge(self, key: str, event: str, value: Any, as_state: bool) -> tuple[float, str]:
        """What no component would send, as an event or as its state."""
        if not as_state:
            return await self.send(key, event, value)
        shown = self.find("bidi_component", key)
        state = WidgetState(id=shown.element.bidi_component.id, json_value=json.dumps({event: value}))
        return await self._do(state, shown)

    async def draw(self, drawing: Any) -> tuple[float, str]:
        """Lift the pen: the canvas on Draw sends what is on it."""
        shown = self.find("bidi_component", "draw_canvas")
        state = WidgetState(id=shown.element.bidi_component.id, json_value=json.dumps({"drawing": drawing}))
        return await self._set(state, shown)

    async def turn_to(self, page: str) -> tuple[float, str]:
        """Choose another page in the menu."""
        asked = time.perf_counter()
        await self._go(page)
        return asked, ""

    async def look_again(self) -> tuple[float, str]:
        """Have the whole page drawn again."""
        asked = time.perf_counter()
        await self._ask()
        return asked, ""

    async def train(self, iterations: int, seconds: float) -> None:
        """Train a new network for so many iterations, and watch it to its end. TimeoutError after so many seconds."""
        await self.set_up(iterations, seconds)
        await self.press("start")
        if not await self.until(lambda: self.reads("Finished"), seconds):
            raise TimeoutError(f"the run did not finish: {self.facts}, {self.errors}")

    async def set_up(self, iterations: int, seconds: float) -> None:
        """A new network that is to be trained for so many iterations. TimeoutError as ``train``."""
        await self.answered(*await self.enter("recipe_iterations", iterations), seconds)
        await self.answered(*await self.press("new"), seconds)
        new = f"0 / {iterations:,}"
        if not await self.until(lambda: self.facts.get("Updates") == new and self.reads("Ready"), seconds):
            raise TimeoutError(f"no new network: {self.facts}, {self.errors}")
        self.seen.clear()  # the last look at the run before does not count

    async def _set(self, state: WidgetState, shown: Shown) -> tuple[float, str]:
        self._states[state.id] = state
        return await self._do(None, shown)

    async def _do(self, trigger: WidgetState | None, shown: Shown) -> tuple[float, str]:
        asked = time.perf_counter()
        await self._ask(trigger, shown.fragment)
        return asked, shown.fragment

    # What a person sees ----------------------------------------------------------------------------------------------

    def reads(self, start: str) -> bool:
        """Whether a paragraph on the page begins so."""
        return any(s.element.markdown.body.startswith(start) for s in self._shown.values())

    def components(self) -> list[str]:
        """The keys of all components on the page."""
        shown = [s.element.bidi_component for s in self._shown.values() if s.element.HasField("bidi_component")]
        return [component.id.rsplit("-", 1)[-1] for component in shown]

    @property
    def run(self) -> str:
        """The run at hand, as the address says."""
        found = re.search(r"\brun=([\w-]+)", self.query)
        return found[1] if found else ""

    @property
    def iterations(self) -> int:
        """Updates made, as the page says."""
        return int(self.facts.get("Updates", "0").split("/")[0].replace(",", ""))

    @property
    def per_second(self) -> float:
        """Updates a second between the first and the last look, as the page shows them."""
        changes = [look for look in self.seen if look[1]]
        (start, first), (end, last) = (changes[0], changes[-1]) if changes else ((0.0, 0), (0.0, 0))
        return (last - first) / (end - start) if end > start else 0.0

    def measured(self) -> np.ndarray:
        """After which updates the curves have a point: the longest line that there is."""
        figure = json.loads(json.loads(self._curves)["figure"]) if self._curves else {"data": []}
        solid = [line["x"] for line in figure["data"] if "opacity" not in line]  # a faint one is of another run
        lines = [np.frombuffer(b64decode(x["bdata"]), x["dtype"]) for x in solid]
        return max(lines, key=len, default=np.zeros(0, np.int32))

    def saw(self, kind: str, element: Element) -> None:
        if kind == "html" and 'class="facts"' in element.html.body:
            self.facts = dict(FACT.findall(element.html.body))
            if not self.seen or self.seen[-1][1] != self.iterations:
                self.seen.append((time.perf_counter(), self.iterations))
        elif kind == "html" and '<div class="answer' in element.html.body:
            self.answers.append((self.began, time.perf_counter()))
        elif kind == "bidi_component" and element.bidi_component.id.endswith("-curves"):
            curves = element.bidi_component.mixed.json or element.bidi_component.json
            if self._curves and curves != self._curves:
                self.chart_moved.append(time.perf_counter())
            self._curves = curves
        elif kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            self.errors.append(element.alert.body)

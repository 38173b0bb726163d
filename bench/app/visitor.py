"""One visitor without a browser: opens a page, presses buttons, and keeps it up to date as Streamlit's own client does.

The server cannot tell the difference: every widget's state goes back with each request, parts of a page that redraw
themselves (fragments with an interval) are asked for at that interval, whether or not the last answer has come, and a
full rerun takes those timers away. Messages that the server knows to be kept here arrive as references.
Read from streamlit 1.67's own client; a later version may speak differently, and tests/test_bench_app.py would notice.
"""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

HOST = "127.0.0.1"  # visitors go nowhere else
FACT = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>")


@dataclass(frozen=True)
class Shown:
    """An element on the page: the fragment that drew it ("" for the page itself), and in which run of the script."""

    element: Element
    fragment: str
    run: str


@dataclass
class Kept:
    """A large message that the server may refer to later instead of sending it again."""

    message: ForwardMsg
    used: int  # counts finished runs


class Visitor:
    """``async with Visitor(port) as visitor`` is somebody who has just opened the app and waits for the page."""

    def __init__(self, port: int, page: str = "") -> None:
        self.port, self.page = port, page
        self.chart_moved: list[float] = []  # when the curves arrived different from before; perf_counter's clock
        self.seen: list[tuple[float, int]] = []  # (time, updates made) at each change of the facts beside them
        self.facts: dict[str, str] = {}
        self.errors: list[str] = []  # exceptions and error boxes shown, and a lost connection
        self.runs = 0  # of the script or a part of it, that came to their end
        self.bytes = 0
        self._shown: dict[tuple[int, ...], Shown] = {}
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, Kept] = {}
        self._most_age = 2
        self._timers: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._run, self._fragments, self._page_hash = "", frozenset[str](), ""
        self._address, self._curves = "", ""
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._socket: ClientConnection = await connect(
            f"ws://{HOST}:{self.port}/_stcore/stream", max_size=None, proxy=None, open_timeout=60, close_timeout=1
        )
        self._reader = asyncio.create_task(self._read())
        await self._ask()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_timers()
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader
        await self._socket.close()

    # What a person does ----------------------------------------------------------------------------------------------

    async def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Watch until ``true()`` or for so long; whether it came true."""
        end = time.perf_counter() + seconds
        while not true():
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), max(0.0, end - time.perf_counter()))
            except TimeoutError:
                return true()
        return True

    async def press(self, key: str) -> None:
        """Press the button with this key. LookupError if there is none, or if it is greyed out."""
        button = self.find("button", key)
        if button.element.button.disabled:
            raise LookupError(f"the button {key!r} is greyed out")
        await self._ask(WidgetState(id=button.element.button.id, trigger_value=True), button.fragment)

    async def enter(self, key: str, number: int) -> None:
        """Type a whole number into the number input with this key."""
        shown = self.find("number_input", key)
        state = WidgetState(id=shown.element.number_input.id, int_value=number)
        self._states[state.id] = state
        await self._ask(fragment=shown.fragment)

    async def train(self, iterations: int, seconds: float) -> None:
        """Train a new network for so many iterations, and watch it to its end. TimeoutError after so many seconds."""
        runs = self.runs
        await self.enter("recipe_iterations", iterations)
        await self.until(lambda: self.runs > runs, seconds)
        await self.press("new")
        new = f"0 / {iterations:,}"
        if not await self.until(lambda: self.facts.get("Updates") == new and self.reads("Ready"), seconds):
            raise TimeoutError(f"no new network: {self.facts}, {self.errors}")
        self.seen.clear()  # the last look at the run before does not count
        await self.press("start")
        if not await self.until(lambda: self.reads("Finished"), seconds):
            raise TimeoutError(f"the run did not finish: {self.facts}, {self.errors}")

    def find(self, kind: str, key: str) -> Shown:
        """The widget or component of this kind with this key. LookupError if it is not on the page."""
        for shown in self._shown.values():
            if shown.element.WhichOneof("type") == kind and _id(shown.element).endswith(f"-{key}"):
                return shown
        raise LookupError(f"there is no {kind} with key {key!r} on the page")

    def reads(self, start: str) -> bool:
        """Whether a paragraph on the page begins so."""
        return any(s.element.markdown.body.startswith(start) for s in self._shown.values())

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

    # What goes out ---------------------------------------------------------------------------------------------------

    async def _ask(self, trigger: WidgetState | None = None, fragment: str = "", by_itself: bool = False) -> None:
        """Ask for a run of the script, or of one fragment."""
        states = [*self._states.values(), *([trigger] if trigger is not None else [])]
        message = BackMsg()
        rerun = message.rerun_script
        rerun.widget_states.CopyFrom(WidgetStates(widgets=states))
        rerun.query_string = self._address
        rerun.page_script_hash = self._page_hash
        rerun.page_name = "" if self._page_hash else self.page
        rerun.fragment_id, rerun.is_auto_rerun = fragment, by_itself
        rerun.cached_message_hashes.extend(self._kept)
        rerun.context_info.url = f"http://{HOST}:{self.port}/{self.page}"
        rerun.context_info.color_scheme = "light"
        await self._socket.send(message.SerializeToString())

    async def _again_and_again(self, fragment: str, interval: float) -> None:
        """As a browser's setInterval: at fixed times, and not faster afterwards to catch up."""
        due = time.perf_counter()
        with suppress(ConnectionClosed):  # the reader says so
            while True:
                due = max(due + interval, time.perf_counter())
                await asyncio.sleep(due - time.perf_counter())
                await self._ask(fragment=fragment, by_itself=True)

    def _set_timer(self, fragment: str, interval: float) -> None:
        if self._timers.get(fragment, (0.0, None))[0] != interval:
            self._stop_timers([fragment])
            self._timers[fragment] = interval, asyncio.create_task(self._again_and_again(fragment, interval))

    def _stop_timers(self, fragments: list[str] | None = None) -> None:
        for fragment in list(self._timers) if fragments is None else fragments:
            if fragment in self._timers:
                self._timers.pop(fragment)[1].cancel()

    # What comes in ---------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            async for raw in self._socket:
                assert isinstance(raw, bytes)
                self.bytes += len(raw)
                self._take(ForwardMsg.FromString(raw))
                self._news.set()
        except ConnectionClosed:
            pass
        self.errors.append("the server closed the connection")
        self._stop_timers()
        self._news.set()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            kept = self._kept[message.ref_hash]
            kept.used = self.runs
            where, message = message.metadata, kept.message
            message.metadata.CopyFrom(where)
        elif message.metadata.cacheable:
            self._kept[message.hash] = Kept(message, self.runs)
        if kind == "new_session":
            self._begin(message)
        elif message.WhichOneof("type") == "delta":
            self._draw(message)
        elif kind == "page_info_changed":
            self._address = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._set_timer(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._stop_timers(list(message.stop_auto_rerun.fragment_ids))
        elif kind == "script_finished":
            self._end(message)

    def _begin(self, message: ForwardMsg) -> None:
        self._run, self._fragments = message.metadata.run.script_run_id, frozenset(message.metadata.run.fragment_ids)
        self._page_hash = message.new_session.page_script_hash
        if not self._fragments:
            self._stop_timers()
            self._most_age = message.new_session.config.max_cached_message_age

    def _draw(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        self._shown[tuple(message.metadata.delta_path)] = Shown(element, message.delta.fragment_id, self._run)
        kind = element.WhichOneof("type")
        if kind == "html" and 'class="facts"' in element.html.body:
            self.facts = dict(FACT.findall(element.html.body))
            if not self.seen or self.seen[-1][1] != self.iterations:
                self.seen.append((time.perf_counter(), self.iterations))
        elif kind == "bidi_component" and element.bidi_component.id.endswith("-curves"):
            curves = element.bidi_component.mixed.json or element.bidi_component.json
            if self._curves and curves != self._curves:
                self.chart_moved.append(time.perf_counter())
            self._curves = curves
        elif kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == Alert.ERROR:
            self.errors.append(element.alert.body)
        elif kind is not None and (state := _first_state(kind, getattr(element, kind))):
            if state.id not in self._states or getattr(element, kind).set_value:
                self._states[state.id] = state

    def _end(self, message: ForwardMsg) -> None:
        """A run has finished: what it did not draw again is gone, and old messages are forgotten."""
        how = message.script_finished
        if how not in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
            return
        self.runs += 1
        whole = how == ForwardMsg.FINISHED_SUCCESSFULLY
        self._shown = {
            path: shown
            for path, shown in self._shown.items()
            if shown.run == self._run or not whole and shown.fragment not in self._fragments
        }
        on_page = {_id(shown.element) for shown in self._shown.values()}
        self._states = {id: state for id, state in self._states.items() if id in on_page}
        self._kept = {
            hash: kept
            for hash, kept in self._kept.items()
            if self.runs - kept.used <= self._most_age
            or not whole
            and kept.message.delta.fragment_id not in self._fragments
        }


def _id(element: Element) -> str:
    kind = element.WhichOneof("type")
    return str(getattr(getattr(element, kind), "id", "")) if kind else ""


def _first_state(kind: str, widget: Any) -> WidgetState | None:
    """What the browser takes a widget's value to be when it first draws it; None for those without a value."""
    state = WidgetState(id=getattr(widget, "id", ""))
    given = getattr(widget, "set_value", False)
    if kind == "number_input":
        value = widget.value if given else widget.default
        if widget.data_type == NumberInput.INT:
            state.int_value = int(value)
        else:
            state.double_value = value
    elif kind == "selectbox" and (given or widget.HasField("default")):
        state.string_value = widget.raw_value if given else widget.options[widget.default]
    elif kind == "slider" and widget.options:
        texts = widget.raw_value if given else [widget.options[int(i)] for i in widget.default]
        state.string_array_value.data.extend(texts)
    elif kind == "button_group":
        texts = widget.raw_values if given else [widget.options[i].content for i in widget.default]
        state.string_array_value.data.extend(texts)
    else:
        return None
    return state

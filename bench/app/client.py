"""The line between one visitor and the server, as Streamlit's own client keeps it, without a browser.

The server cannot tell the difference: every widget's state goes back with each request, parts of a page that redraw
themselves (fragments with an interval) are asked for at that interval, whether or not the last answer has come, and a
full rerun takes those timers away. Messages that the server knows to be kept here arrive as references. A line that is
cut is taken up again with the name of the visit, as a browser does.
Read from streamlit 1.67's own client; a later version may speak differently, and tests/bench would notice.
"""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

HOST = "127.0.0.1"  # visitors go nowhere else
NO_COOKIE = "none"  # what a browser says where there is no cookie against forged requests


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


class Client:
    """``async with Client(port)`` is somebody who has just opened the app: ``page`` and ``query`` are the address."""

    def __init__(self, port: int, page: str = "", query: str = "") -> None:
        self.port, self.page, self.query = port, page, query
        self.errors: list[str] = []  # a lost connection
        self.runs = 0  # of the script or a part of it, that came to their end
        self.bytes = 0
        self.visit = ""  # the server's name for it
        self.pages: dict[str, str] = {}  # where each page is found, and what Streamlit calls it
        self.began = 0.0  # when the run at work began, or the last one; perf_counter's clock
        self._shown: dict[tuple[int, ...], Shown] = {}
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, Kept] = {}
        self._most_age = 2
        self._timers: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._run, self._fragments, self._page_hash = "", frozenset[str](), ""
        self._done: dict[str, float] = {}  # for each fragment, and "" for the page: when the last whole run began
        self._cut = False
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._connect([])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cut = True
        self._stop_timers()
        self._reader.cancel()
        with suppress(asyncio.CancelledError):
            await self._reader
        await self._socket.close()

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

    async def answered(self, asked: float, fragment: str, seconds: float) -> bool:
        """Wait until what was asked for then is drawn to its end: this fragment, or the whole page."""
        return await self.until(lambda: max(self._done.get(f, 0.0) for f in ("", fragment)) > asked, seconds)

    def cut(self) -> None:
        """The line breaks: no farewell, and nothing goes out or comes in any more."""
        self._cut = True
        self._stop_timers()
        self._socket.transport.abort()

    async def come_back(self) -> None:
        """Take the line up again, as the same visit."""
        await self._reader
        await self._connect([Subprotocol("streamlit"), Subprotocol(NO_COOKIE), Subprotocol(self.visit)])

    def find(self, kind: str, key: str) -> Shown:
        """The widget or component of this kind with this key. LookupError if it is not on the page."""
        for shown in self._shown.values():
            if shown.element.WhichOneof("type") == kind and _id(shown.element).endswith(f"-{key}"):
                return shown
        raise LookupError(f"there is no {kind} with key {key!r} on the page")

    def saw(self, kind: str, element: Element) -> None:
        """Something has been drawn: for whoever looks."""

    # What goes out ---------------------------------------------------------------------------------------------------

    async def _connect(self, names: list[Subprotocol]) -> None:
        self._cut = False
        self._socket: ClientConnection = await connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            max_size=None,
            proxy=None,
            open_timeout=60,
            close_timeout=1,
            subprotocols=names or None,
        )
        self._reader = asyncio.create_task(self._read())
        await self._ask()

    async def _ask(self, trigger: WidgetState | None = None, fragment: str = "", by_itself: bool = False) -> None:
        """Ask for a run of the script, or of one fragment."""
        states = [*self._states.values(), *([trigger] if trigger is not None else [])]
        message = BackMsg()
        rerun = message.rerun_script
        rerun.widget_states.CopyFrom(WidgetStates(widgets=states))
        rerun.query_string = self.query
        rerun.page_script_hash = self._page_hash
        rerun.page_name = "" if self._page_hash else self.page
        rerun.fragment_id, rerun.is_auto_rerun = fragment, by_itself
        rerun.cached_message_hashes.extend(self._kept)
        rerun.context_info.url = f"http://{HOST}:{self.port}/{self.page}"
        rerun.context_info.color_scheme = "light"
        await self._socket.send(message.SerializeToString())

    async def _go(self, page: str) -> None:
        """Ask for another page by a link in the menu: nothing of the old address comes along."""
        self.page, self._page_hash, self.query = page, self.pages[page], ""
        await self._ask()

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
        if not self._cut:
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
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page_hash = message.navigation.page_script_hash or self._page_hash  # which page an address leads to
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._set_timer(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._stop_timers(list(message.stop_auto_rerun.fragment_ids))
        elif kind == "script_finished":
            self._end(message)

    def _begin(self, message: ForwardMsg) -> None:
        self.began = time.perf_counter()
        self._run, self._fragments = message.metadata.run.script_run_id, frozenset(message.metadata.run.fragment_ids)
        self._page_hash = message.new_session.page_script_hash
        self.visit = message.new_session.initialize.session_id or self.visit
        if not self._fragments:
            self._stop_timers()
            self._most_age = message.new_session.config.max_cached_message_age

    def _draw(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        self._shown[tuple(message.metadata.delta_path)] = Shown(element, message.delta.fragment_id, self._run)
        kind = element.WhichOneof("type")
        if kind is None:
            return
        if kind == "bidi_component" and element.bidi_component.component_name.endswith("address"):
            self.query = data_of(element).get("query", "").removeprefix("?")
        elif (state := _first_state(kind, getattr(element, kind))) is not None:
            if state.id not in self._states or getattr(element, kind).set_value:
                self._states[state.id] = state
        self.saw(kind, element)

    def _end(self, message: ForwardMsg) -> None:
        """A run has finished: what it did not draw again is gone, and old messages are forgotten."""
        how = message.script_finished
        self._done |= dict.fromkeys(self._fragments, self.began)  # also where it says that it had to make way
        if how not in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
            return
        self.runs += 1
        whole = how == ForwardMsg.FINISHED_SUCCESSFULLY
        if whole:
            self._done[""] = self.began
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


def data_of(component: Element) -> dict[str, Any]:
    """What a component was given."""
    text = component.bidi_component.mixed.json or component.bidi_component.json
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


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
    elif kind == "checkbox":
        state.bool_value = widget.value if given else widget.default
    elif kind == "selectbox" and (given or widget.HasField("default")):
        state.string_value = widget.raw_value if given else widget.options[widget.default]
    elif kind == "slider" and widget.options:
        texts = widget.raw_value if given else [widget.options[int(i)] for i in widget.default]
        state.string_array_value.data.extend(texts)
    elif kind == "slider":
        state.double_array_value.data.extend(widget.value if given else widget.default)
    elif kind == "button_group":
        texts = widget.raw_values if given else [widget.options[i].content for i in widget.default]
        state.string_array_value.data.extend(texts)
    else:
        return None
    return state

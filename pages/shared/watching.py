"""Who watches a run: the line that says so, and going along with the one who steers it.

That one's page and choices stand with the run; a follower is taken there. Nothing of it can change the run.
"""

import streamlit as st

from nn.lab.run import Run
from pages.shared.session import OPENED, choose_from, lab, session
from pages.shared.steering import current_run, steers, train_the_same, watches

SHARED = {"digit", "network", "neuron", "moment", "show"}  # what choose_from reads
PAGES = {"": "train"}  # the first page has no name in its address
TRAIN_THE_SAME = "Train the same network yourself"
FOLLOW_HELP = "Go to the page, the digit, the network and the neuron that the one who steers is looking at."


def show_to_followers(run: Run, page: str, choices: dict[str, str]) -> None:
    """Where this visitor is, and at which run, for those who follow: if it is they who steer."""
    if steers(run):
        run.instead = "" if session().run_id == run.id else session().run_id
        run.show_place(page, {name: value for name, value in choices.items() if value})


def follow_the_one_who_steers(here: str) -> None:
    """Go where that one has gone since the last look, from the page ``here``. Called once, before it is drawn."""
    current_run()  # which may be another than was asked for
    now, run = session(), lab().find(session().run_id)
    if run is None or not now.follows or steers(run):
        return
    place = run.place
    if not place.number or now.led_to == (run.id, place.number):
        return
    now.led_to = (run.id, place.number)
    choices = {name: value for name, value in place.choices.items() if (name, value) != ("network", OPENED)}
    choose_from(now, choices)
    now.led = {name: value for name, value in choices.items() if name not in SHARED}
    if here != place.page:
        st.switch_page(f"pages/{PAGES.get(place.page, place.page)}/page.py")


def led_to(name: str) -> str:
    """What the place that this visitor was just taken to says of this, or "". Once: then they may look elsewhere."""
    return session().led.pop(name, "")


def watch_line() -> None:
    """For who watches, on every page, that they do, whether they follow, and the way to a run of their own."""
    run, now = current_run(), session()
    if not watches(run):
        return
    st.session_state.watching_follows = now.follows

    def follow() -> None:
        now.follows, now.led_to = bool(st.session_state.watching_follows), None

    with st.container(horizontal=True, vertical_alignment="center", key="watching"):
        st.markdown(":material/visibility: **You are watching this run.**", width="content")
        st.toggle("Follow", key="watching_follows", on_change=follow, help=FOLLOW_HELP)
        st.button(TRAIN_THE_SAME, icon=":material/play_arrow:", on_click=train_the_same, key="train_the_same")
        if (newer := lab().newest(run)) is not run:
            st.button("A new network has been started: go to it", on_click=go_on, args=[newer.id], key="watch_newer")


def go_on(id: str) -> None:
    session().run_id = id

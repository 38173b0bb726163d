"""What is said above a page: notices, and the way on for who has come back to a run of theirs, or too late for one."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nn.lab.run import Run
from nn.lab.view import Status
from pages.shared.memory import run_to_go_back_to
from pages.shared.session import lab, session
from pages.shared.steering import command, current_run, go_back, steers

GO_BACK = {
    Status.READY: "The network that you set up is still here",
    Status.RUNNING: "Your network is still training",
    Status.PAUSED: "Your network waits, paused",
    Status.FINISHED: "Your network has finished training",
    Status.STOPPED: "Your network is still here, stopped",
    Status.DIVERGED: "Your network is still here: its training diverged",
    Status.FAILED: "Your network is still here: its training failed",
}


def greet() -> None:
    """What is to be said before the page; once something is going on here, nothing is."""
    run = current_run()
    if lab().trouble:
        st.warning(lab().trouble, icon=":material/save:")
    if session().aside is not None or session().lesson:  # the stage is the lesson's; one's own run waits for its end
        return
    fresh = run.view().status is Status.READY
    if fresh and session().again_id == run.id:
        _offer_to_begin_again()
    elif (fresh or not steers(run)) and (found := run_to_go_back_to()) is not None:
        _offer_to_go_back(*found)


def say_notices(place: DeltaGenerator) -> None:
    """What has to be told by now."""
    if notice := session().to_be_said():
        place.warning(notice, icon=":material/info:")
        session().said()


def _offer_to_begin_again() -> None:
    st.button(
        "Train it again",
        icon=":material/replay:",
        on_click=command,
        args=["started training", lab().start],
        key="again",
        help="The same settings and the same seed: on the same machine, the same numbers",
    )


def _offer_to_go_back(run: Run, key: str) -> None:
    view = run.view()
    came = f" It has made {view.iteration:,} of {view.total:,} updates." if view.iteration else ""
    with st.container(horizontal=True, vertical_alignment="center", key="go_back"):
        st.markdown(f"**{GO_BACK[view.status]}.**{came}", width="content")
        st.button("Go back to it", icon=":material/undo:", on_click=go_back, args=[key], key="go_back_button")

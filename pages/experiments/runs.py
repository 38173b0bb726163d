"""The section of one's own runs: their table, their curves over each other, and what may be done with one."""

from collections.abc import Callable

import streamlit as st

from nn.compare.as_csv import curves_csv, table_csv
from nn.compare.collection import LONGEST, Collection
from nn.compare.kept import Kept
from nn.compare.past import PastRun
from nn.network import Network
from nn.storage import Saved
from pages.experiments import words
from pages.experiments.figures import overlay
from pages.experiments.state import experiments
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.networks import open_network
from pages.shared.session import lab, session
from pages.shared.steering import current_run, keep_to_compare
from pages.shared.tables import table
from pages.shared.theme import palette
from pages.shared.words import as_text

SELDOM = 1.0  # seconds between two looks at least: a table is read, not watched


def show_runs() -> None:
    """All of the section; while the run on Train goes on, its row and its curve go with it."""
    kept, run = session().kept, current_run()

    def show_table() -> None:
        keep_to_compare(run)
        shown = words.in_order(kept.runs, experiments().by, experiments().largest_first)
        with st.container(key="experiments_runs"):
            st.html(table(words.COLUMNS, [words.row(one, run.id) for one in shown]))

    def wanted() -> float | None:
        return max(SELDOM, lab().refresh_seconds()) if run.view().changing else None

    again_and_again(show_table, wanted)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one_run(kept, run.id)
    chosen_ids = curves_chooser(kept)
    again_and_again(lambda: show_curves([one for id in chosen_ids if (one := kept.find(id))]), wanted)
    files(kept)


# The table ------------------------------------------------------------------------------------------------------------


def order_chooser() -> None:
    mine = experiments()
    st.session_state.experiments_by, st.session_state.experiments_largest = mine.by, mine.largest_first

    def choose() -> None:
        mine.by, mine.largest_first = st.session_state.experiments_by, st.session_state.experiments_largest

    st.selectbox(
        "Sort by",
        [*words.ROWS, words.IN_ORDER],
        format_func=lambda by: f"Sorted by {by}",
        key="experiments_by",
        on_change=choose,
        label_visibility="collapsed",
        width=320,
    )
    st.toggle("Largest first", key="experiments_largest", on_change=choose)


def one_run(kept: Collection, at_hand: str) -> None:
    """What may be done with one of the runs: another name, away with it, and have it answer on the other pages."""
    mine, ids = experiments(), [run.id for run in kept.runs]
    mine.at = mine.at if mine.at in ids else ids[-1]
    run = kept.find(mine.at)
    if run is None:
        return
    st.session_state.experiments_at = mine.at

    def choose() -> None:
        mine.at = st.session_state.experiments_at

    def rename() -> None:
        kept.rename(run.id, str(st.session_state.experiments_name or ""))
        st.session_state.experiments_name = ""

    st.selectbox("Run", ids, format_func=names(kept), key="experiments_at", on_change=choose, width=200)
    st.text_input("Call it", placeholder=run.name, max_chars=LONGEST, key="experiments_name", width=200)
    st.button("Rename", on_click=rename, key="experiments_rename")
    here = run.id == at_hand
    st.button(
        "Delete",
        icon=":material/delete:",
        help="It is still on Train: it can be deleted when another has taken its place." if here else None,
        disabled=here,
        on_click=kept.delete,
        args=[run.id],
        key="experiments_delete",
    )
    if kept.deleted:
        label = f"Bring back “{as_text(kept.deleted)}”"
        st.button(label, icon=":material/undo:", on_click=kept.undo, key="experiments_undo")
    st.button(
        "Ask it on all pages",
        icon=":material/quick_reference_all:",
        help=words.NOT_KEPT if run.theta is None else words.asked(run),
        disabled=run.theta is None,
        on_click=ask_it,
        args=[run],
        key="experiments_ask",
    )


def ask_it(run: Kept) -> None:
    """From now on all pages ask this network, as they would one from a file."""
    if run.theta is not None:
        network = Network(run.recipe.sizes, run.recipe.activation).with_parameters(run.theta)
        facts: dict[str, object] = {"iterations": run.iteration, "seconds": run.seconds}
        facts |= {"continued": True} if run.continued else {}
        facts |= {"official_accuracy": run.official.accuracy} if run.official else {}
        facts |= {"learning_rate": run.turned[-1].rate} if run.turned else {}
        past = PastRun(run)
        open_network(Saved(network, run.recipe, facts), run.name, past.id, past)
        session().say(f"“{as_text(run.name)}” is chosen on the other pages, as “opened file”.")


def names(kept: Collection) -> Callable[[str], str]:
    """How an id is shown where one chooses a run; several may have the same name."""

    def name(id: str) -> str:
        run = kept.find(id)
        return run.name if run else "–"

    return name


# The curves -----------------------------------------------------------------------------------------------------------


def curves_chooser(kept: Collection) -> list[str]:
    """Which runs' curves lie over each other, and on which axes; the newest ones for who has not chosen."""
    mine, ids = experiments(), [run.id for run in kept.runs]
    chosen = ids[-words.MOST_CURVES :] if mine.chosen is None else [id for id in mine.chosen if id in ids]
    st.session_state.experiments_curves = chosen

    def choose() -> None:
        mine.chosen = list(st.session_state.experiments_curves)

    st.multiselect(
        f"Curves of up to {words.MOST_CURVES} runs",
        ids,
        format_func=names(kept),
        max_selections=words.MOST_CURVES,
        key="experiments_curves",
        on_change=choose,
    )
    view_chooser("score", "digits", "axis")
    return chosen


VIEWS = {
    "score": ("What", words.SCORES),
    "digits": ("Of which digits", words.DIGITS),
    "axis": ("Against", words.AXES),
}


def view_chooser(*which: str) -> None:
    """Rows of what a chart shows and against what: the same for all charts of this page."""
    mine = experiments()

    def choose(name: str) -> None:
        setattr(mine, name, st.session_state[f"experiments_{name}"])

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in which:
            label, options = VIEWS[name]
            st.session_state[f"experiments_{name}"] = getattr(mine, name)
            st.segmented_control(
                label,
                list(options),
                format_func=options.__getitem__,
                required=True,
                key=f"experiments_{name}",
                on_change=choose,
                args=[name],
                label_visibility="collapsed",
            )


def show_curves(runs: list[Kept]) -> None:
    mine = experiments()
    said = words.curves_in_words(runs, mine.axis, mine.digits, mine.score)
    live_figure(overlay(runs, mine.axis, mine.digits, mine.score, palette()), key="experiments_overlay", alt=said)
    also = [words.without_curve(runs)] if mine.digits == words.HELD_OUT else []
    also += [words.EVENLY] if mine.axis == words.SECONDS else []
    st.caption(" ".join(filter(None, [as_text(said), *also])))


def files(kept: Collection) -> None:
    """The table and all curves, as they are when they are asked for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, make, name in (
            ("Table as CSV", table_csv, "runs.csv"),
            ("Curves as CSV", curves_csv, "curves.csv"),
        ):
            st.download_button(
                label,
                make(kept.runs),
                file_name=name,
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                key=f"experiments_{name}",
            )
        st.caption(words.STAYS, width="stretch")

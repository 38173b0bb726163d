"""This network to a file; a network from a file to all other pages. The run itself is not touched."""

import io
from functools import partial

import streamlit as st

from nn.lab.run import Run
from nn.storage import StorageError, load, save
from pages.shared.networks import chosen_network, open_network
from pages.shared.session import OPENED, lab, session
from pages.shared.steering import current_run, replace_run, told_of_limits
from pages.shared.words import as_text
from pages.train.recipe_form import load_into_form, settings_touched


def save_and_open(run: Run) -> None:
    st.download_button(
        "Save this network",
        partial(to_bytes, run.id),  # not the run itself: Streamlit keeps this for longer than the page
        file_name="network.npz",
        mime="application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
        help="Its parameters, settings, scores and curves as one .npz file.",
    )
    file = st.file_uploader("Open a saved network", ["npz"], max_upload_size=20, key="network_file")
    if file is not None and file.file_id != session().opened_key:
        try:
            open_network(load(file.getvalue()), file.name, file.file_id)
        except StorageError as error:
            st.error(f"{as_text(str(error))} Nothing else has changed.", icon=":material/error:")
    if session().opened is not None:
        st.success(f"{chosen_network(OPENED).sentence} It is chosen on the other pages, as “{OPENED}”.")
        st.button("Train it further", on_click=train_further, help="A new run with its settings and its parameters")


def to_bytes(run_id: str) -> bytes:
    """The file of this run as it is now."""
    run = lab().find(run_id) or current_run()
    buffer = io.BytesIO()
    save(run.saved(), buffer)
    return buffer.getvalue()


def train_further() -> None:
    opened = session().opened
    if opened is not None:
        recipe = opened.recipe.but(learning_rate=opened.learning_rate)
        load_into_form(recipe)
        settings_touched()  # it is no preset's
        with told_of_limits():
            replace_run(recipe, opened.network).note(session().name, "set up the network of a file")

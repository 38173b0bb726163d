"""Train: a network learns in front of your eyes, and goes on learning whatever you click."""

import streamlit as st

from pages.shared.steering import current_run
from pages.shared.theme import palette
from pages.train import words
from pages.train.controls import controls
from pages.train.diagram import in_words, network_picture
from pages.train.files import save_and_open
from pages.train.gallery import gallery
from pages.train.progress import watch
from pages.train.recipe_form import recipe_form
from pages.train.state import follow_the_settings

with st.sidebar:
    st.subheader("Settings")
    draft = recipe_form(current_run().recipe.but(learning_rate=current_run().view().learning_rate))
    follow_the_settings(draft.recipe)
    st.html(network_picture(draft.recipe or current_run().recipe, palette()))
    st.caption(in_words(draft.recipe or current_run().recipe))
    with st.expander("Save and open"):
        save_and_open(current_run())

run = current_run()
st.title(words.TITLE)
st.caption(words.introduction(run.recipe))
controls(run, run.view(), draft)
watch(run)
gallery(run)

"""Train: a network learns in front of your eyes, and goes on learning whatever you click."""

import streamlit as st

from pages.shared.session import session
from pages.shared.share import offer_to_share
from pages.shared.steering import current_run, watches
from pages.train import words
from pages.train.controls import controls
from pages.train.files import save_and_open
from pages.train.gallery import gallery
from pages.train.progress import watch
from pages.train.settings import settings

with st.sidebar:
    draft = settings(current_run())
    if not session().hides("files"):
        with st.expander("Save and open"):
            save_and_open(current_run())
    offer_to_share()

run = current_run()
st.title(words.title_of(run.recipe))
if session().aside is None:  # a lesson has words of its own, and its curves want the room
    st.caption(words.introduction(run.recipe))
if not watches(run):
    controls(run, run.view(), draft)
watch(run)
if not session().hides("gallery"):
    gallery(run)

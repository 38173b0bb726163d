"""Film: one slider over your whole run. Whatever moment it stands on, everything on the page is of that moment."""

import streamlit as st

from pages.film import words
from pages.film.beginning import nothing_on_film
from pages.film.follow import pins
from pages.film.moment import watch
from pages.film.style import style
from pages.shared.session import current_run
from pages.shared.theme import palette

st.html(style(palette()))
st.title("The film of your run")
view = current_run().view()
if not view.iteration and not view.active:
    nothing_on_film(view)
else:
    st.caption(words.INTRODUCTION)
    watch()
    pins()

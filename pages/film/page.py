"""Film: one slider over a whole run. Whatever moment it stands on, everything on the page is of that moment."""

import streamlit as st

from pages.film import words
from pages.film.beginning import nothing_on_film
from pages.film.cinema import films, on_show, source
from pages.film.follow import pins
from pages.film.moment import watch
from pages.film.style import style
from pages.shared.choosers import choose_named, tell_of_others, weights_chooser
from pages.shared.session import YOUR_RUN
from pages.shared.steering import name_of_run
from pages.shared.theme import palette

st.html(style(palette()))
with st.container(horizontal=True, vertical_alignment="center"):
    st.title("The film of a run", width="content", anchor=False)
    choose_named("film_network", films(), on_show())
    tell_of_others()
    weights_chooser("film_show")
view = source().view()
if not view.iteration and not view.active:
    nothing_on_film(view)
else:
    st.caption(words.introduction("" if on_show() == YOUR_RUN else on_show(), name_of_run()))
    watch()
    pins()

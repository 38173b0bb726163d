"""Film: one slider over a whole run. Whatever moment it stands on, everything on the page is of that moment."""

import streamlit as st

from pages.film import words
from pages.film.beginning import nothing_on_film
from pages.film.cinema import films, on_show, source
from pages.film.follow import pins
from pages.film.moment import watch
from pages.film.style import style
from pages.shared.choosers import choose_named, tell_of_others, weights_chooser
from pages.shared.session import OPENED, YOUR_RUN, session
from pages.shared.steering import name_of_run
from pages.shared.theme import palette
from pages.shared.words import as_text

st.html(style(palette()))
with st.container(horizontal=True, vertical_alignment="center"):
    st.title("The film of a run", width="content", anchor=False)
    choose_named("film_network", films(), on_show())
    tell_of_others()
    weights_chooser("film_show")
if session().network == OPENED and on_show() != OPENED:
    st.info(words.no_film(as_text(session().opened_name)), icon=":material/movie:")
view = source().view()
if not view.iteration and not view.active:
    nothing_on_film(view)
else:
    shipped = on_show() not in (YOUR_RUN, OPENED)
    run = f"“{as_text(session().opened_name)}”" if on_show() == OPENED else name_of_run()
    st.caption(words.introduction(on_show() if shipped else "", run))
    watch()
    pins()

"""Ten Neurons: page configuration and navigation, nothing else. Start it with ``streamlit run app.py``."""

import pages  # noqa: F401  the very first: until then Streamlit believes that there is no page but this one

# isort: split
from pathlib import Path

import pandas  # noqa: F401  imported here, once and whole: two visitors at a cold start must not import them at once
import plotly.graph_objects  # noqa: F401
import streamlit as st

from nn.dataset import DatasetError
from pages.lessons.notes import notes_window
from pages.lessons.offer import offer_the_tour
from pages.lessons.player import follow_lesson, lesson_strip
from pages.shared.address import begin_page, keep_in_address
from pages.shared.company import arrive, keep_company
from pages.shared.greeting import greet, say_notices
from pages.shared.live import in_turn
from pages.shared.memory import recall
from pages.shared.navigation import ALONE, navigation
from pages.shared.presenting import present
from pages.shared.reach import by_keyboard
from pages.shared.session import session
from pages.shared.share import offer_to_share
from pages.shared.theme import follow_theme, page_style
from pages.shared.watching import follow_the_one_who_steers, watch_line
from pages.shared.ways import follow_ways

TRAIN = st.Page("pages/train/page.py", title="Train", icon=":material/show_chart:", default=True)
PAGES = {
    ALONE: [
        TRAIN,
        st.Page("pages/draw/page.py", url_path="draw", title="Draw", icon=":material/draw:"),
        st.Page("pages/health/page.py", url_path="health", title="Health", visibility="hidden"),
    ],
    "Look inside": [
        st.Page("pages/weights/page.py", url_path="weights", title="Weights", icon=":material/grid_view:"),
        st.Page("pages/steps/page.py", url_path="steps", title="Step by step", icon=":material/steps:"),
        st.Page("pages/why/page.py", url_path="why", title="Why?", icon=":material/help:"),
        st.Page("pages/film/page.py", url_path="film", title="Film", icon=":material/movie:"),
        st.Page("pages/errors/page.py", url_path="errors", title="Errors", icon=":material/rule:"),
        st.Page("pages/data/page.py", url_path="data", title="Data", icon=":material/database:"),
    ],
    "Try it out": [
        st.Page("pages/workbench/page.py", url_path="workbench", title="Workbench", icon=":material/construction:"),
        st.Page("pages/experiments/page.py", url_path="experiments", title="Experiments", icon=":material/science:"),
    ],
    "Learn": [
        st.Page("pages/lessons/page.py", url_path="lessons", title="Lessons", icon=":material/school:"),
        st.Page("pages/maths/page.py", url_path="maths", title="The maths", icon=":material/function:"),
        st.Page("pages/glossary/page.py", url_path="glossary", title="Words", icon=":material/dictionary:"),
    ],
}

ICON = Path(__file__).parent / "pages" / "shared" / "icon.png"  # a Material icon would be fetched from the network

st.set_page_config(page_title="Ten Neurons", page_icon=ICON, layout="wide")
page_style()
follow_theme()
by_keyboard()
try:
    page = navigation(PAGES, with_sidebar=TRAIN)
    arrive()
    if session().reads_notes_of:
        notes_window()
        st.stop()
    recall()
    follow_ways(page for group in PAGES.values() for page in group)
    follow_the_one_who_steers(page.url_path)
    follow_lesson(page.url_path)
    begin_page(page.url_path)
    notices = st.empty()
    say_notices(notices)
    with st.container():  # one place, whatever is in it: the page below keeps its own
        present()
        greet()
        watch_line()
        lesson_strip(page.url_path)
        offer_the_tour(here=page is TRAIN)
    in_turn(page.run)()
    say_notices(notices)
    if page is not TRAIN:
        offer_to_share()
    keep_in_address()
    keep_company()
except DatasetError as error:
    st.error(str(error), icon=":material/error:")

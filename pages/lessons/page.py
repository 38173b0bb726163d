"""Lessons: what ships, a line for each, and the way in or back to where one was."""

import streamlit as st

from pages.lessons import words
from pages.lessons.learning import show_learning
from pages.lessons.lesson import Lesson
from pages.lessons.shelf import faults, lessons
from pages.lessons.state import begin, go, player
from pages.lessons.upload import show_upload


def show(lesson: Lesson) -> None:
    left_at = min(player().left_at.get(lesson.name, 1), len(lesson.beats))
    with st.container(key=f"lesson_card_{lesson.name}", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{lesson.title}** · {lesson.kind}, {words.length(lesson)}  \n{lesson.about}", width="stretch")
        with st.container(horizontal=True, width="content"):
            if left_at > 1:
                label = f"Go on at {words.where(lesson, left_at)}"
                st.button(
                    label, key=f"lesson_on_{lesson.name}", type="primary", on_click=go, args=[lesson.name, left_at]
                )
            label = "Begin" if left_at == 1 else "Begin again"
            st.button(label, key=f"lesson_begin_{lesson.name}", on_click=begin, args=[lesson.name])


st.title("Lessons")
st.markdown(words.LESSONS_LEAD)
show_learning()
show_upload()
for lesson in lessons().values():
    show(lesson)
for name, wrong in faults().items():
    st.warning(words.faulty(name, wrong), icon=":material/edit_note:")

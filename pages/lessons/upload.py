"""A lesson from a visitor's own file, for their session alone: to try it before it goes into the server's folder."""

import streamlit as st

from pages.lessons import words
from pages.lessons.shelf import MOST_BYTES, read_bytes, uploaded

MOST = 10  # lessons of one visitor, the newest ones


def show_upload() -> None:
    """Choose a file; what is wrong with it, line by line, or that it is among the lessons now."""
    with st.expander("A lesson of your own", icon=":material/upload_file:", key="lesson_upload"):
        st.markdown(words.ABOUT_UPLOAD)
        file = st.file_uploader("A lesson, as a Markdown file", ["md"], max_upload_size=1, key="lesson_file")
        if file is None:
            return
        lesson, faults = read_bytes(file.name.removesuffix(".md"), file.getvalue()[: MOST_BYTES + 1])
        if lesson is None:
            st.warning(words.faulty(file.name, faults), icon=":material/edit_note:")
            return
        mine = uploaded()
        mine.pop(lesson.name, None)
        mine[lesson.name] = lesson
        for name in list(mine)[:-MOST]:
            del mine[name]
        st.success(words.is_there(lesson))

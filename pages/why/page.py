"""Why?: what made the network answer that, for the digit and the network that all pages look at.

Each section is a file of its own, and only the one that is shown is computed.
"""

import streamlit as st

from pages.shared.choosers import section_chooser
from pages.shared.subject import subject_bar
from pages.why.answer import show_which
from pages.why.change import show_change
from pages.why.classes import show_classes
from pages.why.evidence import show_evidence
from pages.why.html import STYLE
from pages.why.neighbours import show_neighbours
from pages.why.softmax import show_softmax
from pages.why.state import again
from pages.why.words import ABOUT, TITLE

SECTIONS = {  # by the name that the address has for each: ?view=softmax
    "evidence": ("Who spoke for it", show_evidence),
    "softmax": ("From scores to probabilities", show_softmax),
    "change": ("The smallest change", show_change),
    "classes": ("What each digit wants to see", show_classes),
    "neighbours": ("Nearest training digits", show_neighbours),
}

st.html(STYLE)
subject = subject_bar("why", TITLE, ABOUT, again=again)
section = section_chooser("What to look at", {name: title for name, (title, _) in SECTIONS.items()}, "view")
show = SECTIONS[section][1]
show(subject)
again(show_which, subject)

"""The badge of a stage: what the check of its gradient found (nn/explain/badge.py), in words and numbers."""

import streamlit as st

from nn.explain.badge import Badge, Verdict
from pages.shared.tables import table
from pages.steps.numbers import number

ICON = {
    Verdict.AGREES: ":material/verified:",
    Verdict.PARTS: ":material/warning:",
    Verdict.TOO_SMALL: ":material/question_mark:",
}
COLUMNS = ("entry", "backprop", "nudged", "rel. error")
HELP = (
    "This check does not rely on backprop: one number is nudged up and down by 0.00001, the network is run forward "
    "each time, and the difference of the two losses, divided by 0.00002, must be the gradient. In float64. The "
    "relative error is the difference of the two columns, divided by their sizes added up."
)
KINK = "Your entry stands at a kink: the nudge itself switches a neuron on or off, so there is no slope to compare."


def show_badge(badge: Badge) -> None:
    show = st.warning if badge.verdict is Verdict.PARTS else st.info
    show(verdict_said(badge), icon=ICON[badge.verdict])
    st.html(table(COLUMNS, rows(badge)))
    if badge.at_a_kink:
        st.caption(KINK)
    st.caption(HELP)


def verdict_said(badge: Badge) -> str:
    return {
        Verdict.AGREES: f"**Checked: {badge.name} is the slope of the loss**{where_tried(badge)}.",
        Verdict.PARTS: f"**They disagree: {badge.name} is not the slope of the loss.**",
        Verdict.TOO_SMALL: f"**Too small to tell.** Every slope tried in {badge.name} is below "
        f"{number(badge.tellable, 1)}, so near 0 that a nudge cannot tell a right one from a wrong one.",
    }[badge.verdict]


def where_tried(badge: Badge) -> str:
    """Which entries the check is about, where they are not all; "" where they are."""
    rows, columns = badge.picked.block.shape
    if badge.tried == rows * columns:
        return ""
    return f" at the {badge.tried} of its {rows * columns:,} entries that were tried, drawn at random, and at yours"


def rows(badge: Badge) -> list[tuple[str, ...]]:
    """The visitor's entry and the worst of those tried: which it is, backprop, finite difference, relative error."""
    found: list[tuple[str, ...]] = []
    for name, check in (("yours", badge.picked), (f"worst of {badge.tried}", badge.worst)):
        row, column = check.entry
        where = f"[{row}, {column}]" if check.block.shape[1] > 1 else f"[{row}]"
        numbers = number(check.backprop, 6), number(check.difference, 6), number(check.relative_error, 2)
        found.append((f"{name} {where}", *numbers))
    return found

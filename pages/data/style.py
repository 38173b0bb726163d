"""What is Data's own in looks."""

from pages.shared import tables

STYLE = f"""<style>{tables.STYLE} .stMainBlockContainer > .stVerticalBlock {{gap: .65rem}}
.key-of-classes {{display: flex; flex-wrap: wrap; gap: 0 .8rem; font-weight: 700; font-size: .95rem}}
</style>"""

"""What is Experiments' own in looks."""

from pages.shared import tables

STYLE = f"""<style>{tables.STYLE}
.stMainBlockContainer > .stVerticalBlock {{gap: .65rem}}
.st-key-experiments_runs td:nth-child(2) {{min-width: 12rem}}
</style>"""

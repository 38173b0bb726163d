"""What is Experiments' own in looks."""

from pages.shared import tables

STYLE = f"""<style>{tables.STYLE}
.stMainBlockContainer > .stVerticalBlock {{gap: .65rem}}
.st-key-experiments_runs td:nth-child(2), .st-key-experiments_records td:last-child {{min-width: 12rem}}
@media (max-width: 640px) {{.st-key-section_try [role=radiogroup] {{flex-wrap: wrap}}}}
.st-key-experiments_records tbody th {{min-width: 8rem}}
</style>"""

"""What is Data's own in looks."""

from pages.shared import tables

STYLE = f"<style>{tables.STYLE} .stMainBlockContainer > .stVerticalBlock {{gap: .65rem}}</style>"

"""What is the Workbench's own in looks: on a phone, what the changes cost stays in sight while one turns a slider."""

from pages.shared.theme import Palette


def style(palette: Palette) -> str:
    return f"""<style>
@media (max-width: 640px) {{
  [data-testid="stLayoutWrapper"]:has(> .st-key-workbench_price) {{position: sticky; top: 3.4rem; z-index: 5}}
  .st-key-workbench_price {{background: {palette.background}; padding: .4rem 0}}
}}
</style>"""

"""How the program is served: what a visitor's session is promised."""

import tomllib
from pathlib import Path

SERVER = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text())["server"]


def test_a_line_that_is_cut_for_minutes_costs_nobody_the_file_that_was_opened() -> None:
    assert SERVER["disconnectedSessionTTL"] >= 600


def test_a_frame_on_another_site_may_upload_although_its_cookies_are_refused() -> None:
    assert SERVER["enableXsrfProtection"] is False and SERVER.get("enableCORS", True)

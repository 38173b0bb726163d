"""The operator's page: the server's numbers, and nothing of any visitor's."""

from streamlit.testing.v1 import AppTest

from nn.lab.health import Health
from nn.recipe import Recipe
from pages.health import words
from pages.shared import session


def test_the_page_says_the_servers_numbers_and_names_no_run() -> None:
    run = session.lab().new_run(Recipe())
    app = AppTest.from_file("../../../pages/health/page.py", default_timeout=30).run()
    assert not app.exception
    shown = " ".join(str(e.proto.body) for e in app.get("html"))
    for label in ("Sessions", "Runs", "Training", "Longest wait", "Slices", "Memory"):
        assert f"<dt>{label}</dt>" in shown
    assert run.id not in shown and run.key not in shown
    assert "_stcore/metrics" in app.markdown[0].value


def test_numbers_as_an_operator_reads_them() -> None:
    now = Health(7, 3, 3, 12_400_000, 2_000_000, 0, "", 123_456, 0.25, 9, 420_000_000)
    said = {label: value for label, value, _ in words.facts_of(now, 60)}
    assert said["Sessions"] == "60" and said["Memory"] == "420 MB" and said["Held by runs"] == "12 MB"
    assert said["Slices"] == "123,456" and said["Longest wait"] == "0.2 s"

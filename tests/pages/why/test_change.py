"""The smallest change: a picture that leads to itself, and a digit that the visitor asks for."""

from streamlit.testing.v1 import AppTest
from why_page import html, opened, said

from nn.explain.change import Flip


def flips(app: AppTest) -> Flip:
    found = app.session_state.why.known["change"][1]
    assert isinstance(found, Flip)
    return found


def test_the_picture_after_leads_to_itself() -> None:
    app = opened("change", network="deep")
    found = flips(app)
    assert "becomes **3**" in said(app) and f"digit={found.after.name}&amp;network=deep" in html(app)
    again = opened("change", network="deep", digit=found.after)
    assert '<div class="said">3</div>' in html(again) and "That is wrong: it is a 7." in html(again)


def test_it_can_be_made_into_a_chosen_digit() -> None:
    app = opened("change", network="blog")
    app.button_group(key="why_target").set_value(8).run()
    assert flips(app).became == 8 and "becomes **8**" in said(app)

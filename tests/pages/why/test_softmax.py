"""From scores to probabilities: the temperature."""

from why_page import html, opened, said


def test_the_temperature_is_kept_and_says_what_it_does() -> None:
    app = opened("softmax", network="blog")
    assert "At temperature 1 this is what the network says: 7, 99.9%." in said(app)
    app.select_slider(key="why_temperature").set_value(5.0).run()
    assert not app.exception
    assert "At temperature 5 the gaps between the scores count only 20% as much" in said(app) and "z / 5" in html(app)
    app.select_slider(key="why_temperature").set_value(0.5).run()
    assert "count 2 times as much" in said(app)

"""A server of its own for each test: its first visitor, a page that is not there, how it ends and comes back."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import wait_rendered
from kept import eventually
from playwright.sync_api import Browser, Page, expect
from serving import Server, free_port, serving

SOON = 60_000  # milliseconds


@pytest.fixture
def fresh(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited yet."""
    with serving(pytestconfig.rootpath, tmp_path) as server:
        yield server


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(SOON)
    yield page
    page.context.close()


def ends_by(server: Server, number: int) -> None:
    """Send the signal; the server dies of it, and has nothing to complain of."""
    before = server.said()
    server.process.send_signal(number)
    assert server.process.wait(60) == -number
    assert server.said() == before


def test_the_first_visitor_of_all_may_come_by_a_link_and_ctrl_c_ends_the_training(
    fresh: Server, stranger: Page
) -> None:
    stranger.goto(f"{fresh.url}/weights?network=deep")
    expect(stranger.locator("h1")).to_contain_text("What each neuron", timeout=SOON)
    wait_rendered(stranger)
    expect(stranger.get_by_role("dialog")).to_have_count(0)
    expect(stranger.get_by_text("is not here")).to_have_count(0)
    stranger.goto(fresh.url)
    stranger.get_by_role("button", name="Train", exact=True).click()
    expect(stranger.get_by_text("Training: update")).to_be_visible(timeout=SOON)
    ends_by(fresh, signal.SIGINT)


def test_a_page_that_is_not_there_is_told_in_a_sentence_and_a_stop_signal_ends_the_server(
    fresh: Server, stranger: Page
) -> None:
    stranger.goto(f"{fresh.url}/nowhere")
    expect(stranger.get_by_text("The page that this address names is not here")).to_be_visible(timeout=SOON)
    wait_rendered(stranger)
    expect(stranger.get_by_role("dialog")).to_have_count(0)
    stranger.get_by_role("button", name="+10", exact=True).click()
    expect(stranger.get_by_text("Paused after update 10.")).to_be_visible(timeout=SOON)
    ends_by(fresh, signal.SIGTERM)


def test_a_server_that_is_killed_while_it_trains_has_the_run_when_it_is_started_again(
    pytestconfig: pytest.Config, tmp_path: Path, stranger: Page
) -> None:
    port, runs = free_port(), tmp_path / "runs"
    with serving(pytestconfig.rootpath, tmp_path, port, NN_RUNS_DIR=str(runs)) as server:
        stranger.goto(server.url)
        wait_rendered(stranger)
        stranger.get_by_role("button", name="+10", exact=True).click()
        expect(stranger.get_by_text("Paused after update 10.")).to_be_visible(timeout=SOON)
        eventually(lambda: any(runs.glob("*.npz")))
        (file,) = runs.glob("*.npz")
        before = file.stat().st_mtime_ns
        stranger.get_by_role("button", name="Resume", exact=True).click()
        eventually(lambda: file.stat().st_mtime_ns > before)
        server.process.kill()
        server.process.wait(60)
    with serving(pytestconfig.rootpath, tmp_path, port, NN_RUNS_DIR=str(runs)):
        stranger.reload()
        expect(stranger.get_by_text("The server was started again meanwhile.")).to_be_visible(timeout=SOON)
        stranger.get_by_role("button", name="Resume", exact=True).click()
        expect(stranger.get_by_text("Training: update")).to_be_visible(timeout=SOON)

"""Pictures of one's own, as a visitor brings them: Kaggle's file, a network, and from there to a submission."""

from browsing import Visit, wait_idle
from own_files import as_text, digits, header, kaggle, rows_of
from playwright.sync_api import Page, expect


def upload(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]


def test_a_csv_from_its_upload_to_a_submission(visit: Visit) -> None:
    page = visit("data?about=own")
    pixels, labels = digits(300)
    upload(page, "train.csv", as_text([header(), *rows_of(255 - pixels, labels)]).encode())
    page.get_by_role("button", name="Invert the ink").click()
    expect(page.get_by_text("300 pictures of 10 classes")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("of your pictures that were kept aside are right")).to_be_visible()

    wait_idle(page)
    page.get_by_text("Other pictures").click()
    upload(page, "test.csv", kaggle(20, labelled=False))
    expect(page.get_by_text("20 pictures without labels")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="submission.csv").click()
    lines = download.value.path().read_text().splitlines()
    assert download.value.suggested_filename == "submission.csv"
    assert lines[0] == "ImageId,Label" and [line.split(",")[0] for line in lines[1:]] == list(map(str, range(1, 21)))
    assert {line.split(",")[1] for line in lines[1:]} <= set("0123456789")

    page.get_by_role("button", name="See it on Train").click()
    expect(page.get_by_text("258 to draw from, 10 classes")).to_be_visible()

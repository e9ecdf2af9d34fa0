"""`workflows/tasks/extract`: tasks out of a picture, and what is none."""

import io
import math
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from dayloom.errors import Invalid
from dayloom.extraction import ocr, ocr_worker, pictures
from dayloom.extraction.layout import Word, as_text
from dayloom.extraction.ocr_worker import Reading, best_of
from tests.client import Client, Response
from tests.contract.openapi import description, operations
from tests.extraction.pictures import Format, blank, held, rendered

EXTRACT, BULK = "{OW}/workflows/tasks/extract", "{OW}/tasks/bulk"
LIST = ["- [ ] Oil the loom tomorrow", "- Count threads by Friday", "    - Write them down 45m"]
#: Reasons for a skip; the first is on the reviewed list (tests/skips.py).
NO_RAPIDOCR, NO_TESSERACT = "no rapidocr: install dayloom[ocr]", "no tesseract: install tesseract-ocr"


def send(
    client: Client, picture: bytes, *, name: str = "file", media: str = "multipart/form-data; boundary=b"
) -> Response:
    """A form with a picture."""
    head = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="list.png"\r\nContent-Type: image/png\r\n\r\n'
    )
    return client.call(
        "POST", EXTRACT, body=head.encode() + picture + b"\r\n--b--\r\n", headers={"content-type": media}
    )


@pytest.fixture(params=["tesseract", "rapidocr"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ocr.Engine:
    """An engine that is there."""
    found = {"tesseract": ocr.has_tesseract, "rapidocr": ocr.has_rapidocr}[request.param]()
    if not found:
        pytest.skip(NO_TESSERACT if request.param == "tesseract" else NO_RAPIDOCR)
    monkeypatch.setattr(ocr, "engine", lambda: request.param)
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`shown("- Spin")`: what every picture says from now on."""
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    return lambda text: monkeypatch.setattr(ocr, "read", lambda picture, by: text)


def test_a_picture_of_a_list_becomes_tasks(alice: Client, by: ocr.Engine) -> None:
    response = send(alice, rendered(LIST))
    assert (response.status, response.headers["x-dayloom-engine"]) == (200, "ocr+rules")
    found = response.json()
    shown = [(task["name"], task["start_date"], task["end_date"], task["estimated_mins"]) for task in found]
    assert shown == [
        ("Oil the loom", "2026-03-03", "2026-03-03", None),
        ("Count threads", None, "2026-03-06", None),
        ("Write them down", None, None, 45),
    ]
    assert [task["parent_task_id"] for task in found] == [None, None, -2]
    alice.post(BULK, {"tasks": found}, expect=201)


@pytest.mark.parametrize("as_", ["JPEG", "WEBP"])
def test_other_formats_dark_and_turned(as_: Format, by: ocr.Engine) -> None:
    picture = rendered(LIST[:2], as_=as_, dark=True, turned=1.5)
    pictures.check(picture)
    text = ocr.read(picture, by)
    assert "Oil the loom tomorrow" in text
    assert "Count threads by Friday" in text


@pytest.mark.parametrize("turned", [90, 270])
def test_a_picture_that_was_turned_is_read_upright(
    turned: int, by: ocr.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_worker, "TURNING", math.inf)  # however busy the machine is
    read = ocr_worker._by_rapidocr if by == "rapidocr" else ocr_worker._by_tesseract
    text = as_text(read(held(rendered(LIST[:2]), turned)))
    assert "Oil the loom tomorrow" in text
    assert "Count threads by Friday" in text


@pytest.mark.parametrize("as_", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("turned, orientation", [(90, 6), (180, 3), (270, 8)])
def test_what_a_camera_says_of_how_it_was_held_is_obeyed(as_: Format, turned: int, orientation: int) -> None:
    picture = held(blank(40, 20), turned, orientation=orientation, as_=as_)
    assert ocr_worker._opened(picture).size == (40, 20)
    corner = Image.new("RGB", (40, 20), "white")
    corner.paste("black", (0, 0, 20, 10))
    out = io.BytesIO()
    corner.save(out, "PNG")
    found = ocr_worker._opened(held(out.getvalue(), turned, orientation=orientation, as_=as_))
    assert (found.getpixel((5, 5))[0] < 50, found.getpixel((35, 15))[0] > 200) == (True, True)


@pytest.mark.parametrize("as_", ["JPEG", "WEBP", "PNG"])
def test_broken_notes_of_a_camera_do_no_harm(as_: Format) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, as_, exif=b"Exif\0\0no notes at all")
    assert ocr_worker._opened(out.getvalue()).size == (40, 20)


def test_further_turns_are_tried_where_little_is_read_and_there_is_time() -> None:
    def reading(sure: int) -> Reading:
        return Reading([], 10, sure)

    def tried(*sure: int, each: float = 1.0) -> tuple[int, list[int]]:
        clock, asked = [0.0], []

        def read(quarters: int) -> Reading:
            clock[0] += each
            asked.append(quarters)
            return reading(sure[quarters])

        return best_of(read, now=lambda: clock[0])[0], asked

    assert tried(9, 0, 0, 0) == (0, [0])
    assert tried(1, 2, 0, 8) == (3, [0, 1, 3])
    assert tried(1, 2, 4, 3) == (2, [0, 1, 3, 2])
    assert tried(0, 0, 0, 9, each=16.0) == (0, [0])
    assert tried(0, 0, 0, 0) == (0, [0, 1, 3, 2])


def test_a_picture_without_text_is_refused(alice: Client, by: ocr.Engine) -> None:
    response = send(alice, blank(200, 100))
    assert (response.status, response.json()["error_values"]) == (400, {"field": "file"})


def test_a_broken_picture_is_refused(alice: Client, by: ocr.Engine) -> None:
    whole = rendered(LIST)
    response = send(alice, whole[:200])
    assert (response.status, response.json()["error_values"]) == (400, {"field": "file"})


def test_indentation_becomes_nesting(alice: Client, shown: Callable[[str], None]) -> None:
    shown("House\n  Roof\n")
    assert [task["parent_task_id"] for task in send(alice, blank(9, 9)).json()] == [None, -1]


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"hello",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"RIFF\0\0\0\0WEBPVP8X",
        blank(5000, 4001),
        blank(6000, 4000, "JPEG"),
        blank(6000, 4000, "WEBP"),
    ],
    ids=["empty", "text", "gif", "svg", "png cut", "jpeg cut", "webp cut", "png bomb", "jpeg bomb", "webp bomb"],
)
def test_what_is_no_picture_or_a_bomb_is_refused_unread(
    alice: Client, monkeypatch: pytest.MonkeyPatch, picture: bytes
) -> None:
    monkeypatch.delattr(ocr, "read")
    response = send(alice, picture)
    assert (response.status, response.json()["error_values"]) == (400, {"field": "file"})


def test_every_beginning_of_a_picture_is_judged() -> None:
    for as_ in ("PNG", "JPEG", "WEBP"):
        whole = blank(30, 20, as_)
        pictures.check(whole)
        for length in range(24):
            with pytest.raises(Invalid):
                pictures.check(whole[:length])


def test_twenty_megapixels_are_not_too_many() -> None:
    for as_ in ("PNG", "JPEG", "WEBP"):
        pictures.check(blank(5000, 4000, as_))


def test_a_file_may_have_ten_mebibytes(alice: Client, shown: Callable[[str], None]) -> None:
    shown("one")
    whole = blank(9, 9)
    assert send(alice, whole + b"\0" * (pictures.LARGEST - len(whole))).status == 200
    assert send(alice, whole + b"\0" * (pictures.LARGEST + 1 - len(whole))).status == 400
    assert send(alice, whole + b"\0" * (12 * 1024 * 1024)).status == 413


def test_what_is_no_form_with_a_file_is_refused(alice: Client, shown: Callable[[str], None]) -> None:
    shown("one")
    picture = blank(9, 9)
    assert send(alice, picture, name="picture").json()["error_values"] == {"field": "file"}
    assert send(alice, picture, media="multipart/form-data").status == 400
    assert send(alice, picture, media="multipart/form-data; boundary=c").status == 400
    assert send(alice, picture, media="image/png").status == 415
    assert alice.call("POST", EXTRACT).status == 415
    assert alice.call("POST", EXTRACT, {"file": "x"}).status == 415
    for body in (b"", b"--b--", b"--b\r\n--b--", b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx'):
        headers = {"content-type": "multipart/form-data; boundary=b"}
        assert alice.call("POST", EXTRACT, body=body, headers=headers).status == 400, body


def test_without_an_engine_the_answer_says_what_to_install(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "has_rapidocr", lambda: False)
    monkeypatch.setattr(ocr, "has_tesseract", lambda: False)
    response = send(alice, blank(9, 9))
    assert response.status == 503
    said = response.json()["error_description"]
    assert "dayloom[ocr]" in said
    assert "apt install tesseract-ocr" in said


def test_a_picture_that_takes_too_long_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS", -11)  # over before it has begun
    with pytest.raises(Invalid, match="could not be read within"):
        ocr.read(blank(9, 9), "tesseract")


def test_nobody_waits_long_for_their_turn(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    monkeypatch.setattr(ocr, "PATIENCE", 0)
    monkeypatch.setattr(ocr, "_turns", threading.BoundedSemaphore(1))
    with ocr._turns:
        response = send(alice, blank(9, 9))
    assert (response.status, response.headers["retry-after"]) == (503, "2")


def test_the_description_says_that_pictures_wait_their_turn() -> None:
    (operation,) = (one for _, path, one in operations() if path.endswith("/workflows/tasks/extract"))
    assert "reading two others and this one has waited five seconds" in operation["description"]
    assert (ocr.AT_ONCE, ocr.PATIENCE) == (2, 5)
    assert operation["responses"]["503"] == {"$ref": "#/components/responses/Error503"}
    assert "Retry-After" in description()["components"]["responses"]["Error503"]["headers"]


def test_a_process_that_dies_is_an_error_of_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run
    command = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(subprocess, "run", lambda asked, **more: real(command, **more))
    with pytest.raises(Invalid, match="could not be read"):
        ocr.read(blank(9, 9), "tesseract")


# --- putting lines back together ------------------------------------------------------------------


def words(*places: tuple[str, float, float], lean: float | None = None) -> list[Word]:
    return [Word(text, left, middle, 10.0 * len(text), 20.0, lean) for text, left, middle in places]


def test_pieces_on_one_height_are_one_line() -> None:
    found: Any = words(("loom", 100, 52), ("Oil the", 20, 50), ("Rest", 20, 90))
    assert as_text(found) == "Oil the loom\nRest"


def test_a_leaning_picture_is_put_upright() -> None:
    leaning = words(("- first", 100, 50), ("- second", 101, 90), ("- third", 102, 130), lean=-0.025)
    assert as_text(leaning) == "- first\n- second\n- third"


def test_a_line_that_lost_its_bullet_stands_with_the_others() -> None:
    found = words(("- one", 20, 50), ("- two", 20, 90), ("three", 38, 130), ("- four", 60, 170))
    assert as_text(found) == "- one\n- two\nthree\n  - four"


def test_bullets_that_were_taken_for_letters_are_bullets() -> None:
    found = words(("e one", 20, 50), ("e two", 20, 90), ("-three", 20, 130), ("□ four", 20, 170))
    assert as_text(found) == "- one\n- two\n- three\n[ ] four"

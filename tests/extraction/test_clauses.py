"""Prompts that say several things in one line: parted where it is clear, and else left whole, with nothing invented."""

import pytest

from dayloom.extraction.grammar.lists import read_list, read_prompt
from tests.client import Client
from tests.extraction.corpus import Fields, fields_of, reader

TOMORROW, FRIDAY, MONDAY, LATER = "2026-03-19", "2026-03-20", "2026-03-23", "2026-03-27"


def on(name: str, day: str, **more: str) -> Fields:
    return {"name": name, "start_date": day, "end_date": day, **more}


def said(text: str) -> list[Fields]:
    return [fields_of(nested.draft) for nested in read_prompt(text, reader())]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "call Anna tomorrow and send the invoice on friday",
            [on("call Anna", TOMORROW), on("send the invoice", FRIDAY)],
        ),
        (
            "Tomorrow call Anna and Bob and on Friday, send the invoice",
            [on("call Anna and Bob", TOMORROW), on("send the invoice", FRIDAY)],
        ),
        (
            "Call Anna tomorrow, then send the invoice on friday and then book the train on 27 March",
            [on("Call Anna", TOMORROW), on("send the invoice", FRIDAY), on("book the train", LATER)],
        ),
        (
            "Call Anna tomorrow. Send the invoice on Friday, book the train on 27 March",
            [on("Call Anna", TOMORROW), on("Send the invoice", FRIDAY), on("book the train", LATER)],
        ),
        (
            "send the invoice by friday and call Anna tomorrow",
            [{"name": "send the invoice", "end_date": FRIDAY}, on("call Anna", TOMORROW)],
        ),
        (
            "Buy milk and call Anna tomorrow and send the invoice on Friday and file it",
            [on("Buy milk and call Anna", TOMORROW), on("send the invoice and file it", FRIDAY)],
        ),
        (
            "call Anna at 9:00 and send the invoice at 10:30",
            [{"name": "call Anna", "notes": "9:00"}, {"name": "send the invoice", "notes": "10:30"}],
        ),
        (
            "Water the plants every Monday and Thursday and call mum on friday",
            [on("Water the plants", TOMORROW, rrule="FREQ=WEEKLY;BYDAY=MO,TH"), on("call mum", FRIDAY)],
        ),
        (
            "Anna morgen anrufen und dann am Freitag die Rechnung schicken",
            [on("Anna anrufen", TOMORROW), on("die Rechnung schicken", FRIDAY)],
        ),
        (
            "Anna anrufen am Montag, danach am Freitag die Rechnung schicken",
            [on("Anna anrufen", MONDAY), on("die Rechnung schicken", FRIDAY)],
        ),
        (
            "appeler Anna demain puis envoyer la facture vendredi",
            [on("appeler Anna", TOMORROW), on("envoyer la facture", FRIDAY)],
        ),
        (
            "appeler Anna demain et envoyer la facture vendredi",
            [on("appeler Anna", TOMORROW), on("envoyer la facture", FRIDAY)],
        ),
        (
            "llamar a Anna mañana, luego enviar la factura el viernes",
            [on("llamar a Anna", TOMORROW), on("enviar la factura", FRIDAY)],
        ),
        (
            "llamar a Anna mañana y después enviar la factura el viernes",
            [on("llamar a Anna", TOMORROW), on("enviar la factura", FRIDAY)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_clauses_with_days_of_their_own_are_tasks_of_their_own(text: str, expected: list[Fields]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Buy milk tomorrow and then bake bread", on("Buy milk and then bake bread", TOMORROW)),
        ("Water the plants on Monday and Friday", on("Water the plants and Friday", MONDAY)),
        ("Meet Anna on Monday and again on Friday", on("Meet Anna and again on Friday", MONDAY)),
        ("Meet Anna on Monday and Bob on Friday", on("Meet Anna and Bob on Friday", MONDAY)),
        (
            "call Anna tomorrow and Bob and send the invoice on friday",
            on("call Anna and Bob and send the invoice on friday", TOMORROW),
        ),
        (
            "Tomorrow call Anna at 9:00 and send the invoice at 10:30",
            on("call Anna and send the invoice at 10:30", TOMORROW, notes="9:00"),
        ),
        ("Paint between Monday and Friday the house", on("Paint between and Friday the house", MONDAY)),
        (
            "Rent a car from Monday and return it by Friday",
            {"name": "Rent a car and return it by Friday", "start_date": MONDAY},
        ),
        (
            'Read "call Anna tomorrow and Bob on friday" on Monday',
            on('Read "call Anna tomorrow and Bob on friday"', MONDAY),
        ),
        (
            "llamar a Anna mañana después de la cena del viernes",
            on("llamar a Anna después de la cena del viernes", TOMORROW),
        ),
        (
            "- call Anna tomorrow and send the invoice on friday",
            on("call Anna and send the invoice on friday", TOMORROW),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_clear_is_one_task_and_keeps_the_second_day_in_its_name(text: str, expected: Fields) -> None:
    assert said(text) == [expected]


def test_a_line_of_a_list_is_one_task() -> None:
    for text, name in (
        ("call Anna tomorrow and send the invoice on friday", "call Anna and send the invoice on friday"),
        ("call Anna tomorrow and send the invoice by friday", "call Anna and send the invoice by friday"),
    ):
        (nested,) = read_list(text, reader())
        assert fields_of(nested.draft) == on(name, TOMORROW)


def test_a_deadline_and_a_day_are_not_made_into_a_span() -> None:
    (nested,) = read_list("send the invoice by friday and call Anna tomorrow", reader())
    assert fields_of(nested.draft) == {"name": "send the invoice and call Anna tomorrow", "end_date": FRIDAY}


def test_a_prompt_is_parted_on_the_wire(alice: Client) -> None:
    text = "Oil the loom tomorrow and count the threads on Friday"
    found = alice.post("{OW}/workflows/tasks/prompt", {"prompt": text}, expect=200)
    shown = [(task["name"], task["start_date"], task["end_date"]) for task in found]
    assert shown == [("Oil the loom", "2026-03-03", "2026-03-03"), ("count the threads", "2026-03-06", "2026-03-06")]


def test_what_is_too_long_to_be_said_is_a_list() -> None:
    line = "call Anna tomorrow and send the invoice on friday\n"
    assert len(said(line * 3)) == 6
    assert len(said(line + "x\n" * 5_000)) == 5_001

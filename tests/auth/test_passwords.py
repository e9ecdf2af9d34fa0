"""Passwords: hashed slowly, remembered for a moment, and never for long."""

import time

import pytest
from argon2 import extract_parameters

from dayloom.auth import passwords
from dayloom.auth.passwords import REMEMBERED_SECONDS, hash_password, matches


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_remembered", {})


def test_a_password_matches_its_own_hash_only() -> None:
    stored = hash_password("correct horse")
    assert "correct horse" not in stored
    assert stored != hash_password("correct horse")
    assert [matches("correct horse", stored), matches("wrong horse", stored)] == [True, False]
    assert [matches("", None), matches("x", "no hash at all")] == [False, False]


def test_whoever_is_not_there_takes_as_long_as_whoever_is() -> None:
    assert extract_parameters(passwords._NOBODY) == extract_parameters(hash_password("correct horse"))


def test_a_right_password_is_remembered_and_then_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    stored = hash_password("correct horse")
    assert matches("correct horse", stored)
    monkeypatch.setattr(passwords, "_hasher", None)
    assert matches("correct horse", stored)
    monkeypatch.setattr(time, "monotonic", lambda: now + REMEMBERED_SECONDS + 60)
    with pytest.raises(AttributeError):
        matches("correct horse", stored)


def test_a_changed_password_is_not_remembered() -> None:
    old, new = hash_password("correct horse"), hash_password("battery staple")
    assert matches("correct horse", old)
    assert not matches("correct horse", new)


def test_memory_stays_small() -> None:
    passwords._remembered.update({str(each).encode(): 0.0 for each in range(10_001)})
    assert matches("correct horse", hash_password("correct horse"))
    assert len(passwords._remembered) == 1

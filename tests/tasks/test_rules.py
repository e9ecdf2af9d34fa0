"""The rules of tasks, without a database."""

import pytest

from dayloom.errors import Invalid
from dayloom.tasks.rules import check_task


def test_the_end_is_not_before_the_start() -> None:
    check_task({"start_date": "2026-03-02", "end_date": "2026-03-02"})
    check_task({"start_date": None, "end_date": "2026-03-02"})
    with pytest.raises(Invalid, match="end_date"):
        check_task({"start_date": "2026-03-02", "end_date": "2026-03-01"})

"""When a record that is without a required field is refused."""

from collections.abc import Sequence

import pytest

from dayloom.constraints.rules import check_required
from dayloom.errors import RequiredMissing


@pytest.mark.parametrize(
    "lacking, before, excused, refused",
    [
        ([], None, False, None),
        (["project"], None, False, "missing"),
        (["project"], None, True, None),
        (["project"], ["project"], False, "missing"),
        (["project"], ["project"], True, None),
        (["project"], ["project", "task"], False, None),
        (["project"], [], False, "taken"),
        (["project"], [], True, "taken"),
        (["project"], ["task"], True, "taken"),
        ([], ["task"], False, None),
    ],
)
def test_a_lack_is_refused(
    lacking: Sequence[str], before: Sequence[str] | None, excused: bool, refused: str | None
) -> None:
    if refused is None:
        check_required("task", lacking, before, excused=excused)
        return
    with pytest.raises(RequiredMissing) as said:
        check_required("task", lacking, before, excused=excused)
    assert (said.value.fields, said.value.taken) == (tuple(lacking), refused == "taken")

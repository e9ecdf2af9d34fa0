"""The server and the model agree, whatever three people do."""

import ast
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import Planner
from tests.model.server import Server
from tests.stores import Store

FIXED = settings(
    max_examples=50,
    stateful_step_count=12,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_server_and_model_agree(store: Store) -> None:
    run_state_machine_as_test(partial(Planner, Server(store)), settings=FIXED)  # type: ignore[arg-type]  # any maker


@pytest.mark.parametrize("name", ["world", "plans", "hours", "views"])
def test_the_model_imports_nothing_of_the_product(name: str) -> None:
    tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    ours = {module for module in imported if module.startswith(("tests", "dayloom"))}
    assert ours <= {f"tests.model.{one}" for one in ("world", "plans", "hours", "views")}

"""In the CI a skip is a failure, unless it stands here with its reason: a pytest plugin."""

import os
from collections.abc import Generator
from typing import Any

import pytest

#: Beginnings of reasons that may be given in the CI, and why the CI cannot run those tests.
REVIEWED = {
    "no private PostgreSQL": "the CI's server may stand in a container, without programs to start a second one",
    "no rapidocr": "400 MB for one optional extra; what is done with what it reads is tested with the other engine",
}


def refused(reason: str) -> bool:
    """Whether a test that skips for this reason fails instead."""
    return os.environ.get("CI") == "true" and not reason.startswith(tuple(REVIEWED))


def _reason(report: Any) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return str(said).removeprefix("Skipped: ")


def _judged(report: Any) -> Any:
    if report.skipped and not hasattr(report, "wasxfail") and refused(_reason(report)):
        said = f"Skipped in the CI without being on the reviewed list (tests/skips.py): {_reason(report)}"
        report.outcome, report.longrepr = "failed", said
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """A test that skipped itself."""
    report = yield
    return _judged(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """A file that skipped itself."""
    report = yield
    return _judged(report)

import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PATIENCE = 20.0  # seconds; only a machine under load comes near


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_alone_migrates_and_serves(wheel: Path, tmp_path: Path) -> None:
    dayloom = install(wheel, tmp_path / "venv") / "bin" / "dayloom"
    # Nothing of this shell leaks in: no PYTHONPATH, no DAYLOOM_* setting.
    env = {"HOME": str(tmp_path), "DAYLOOM_DATA": str(tmp_path / "data"), "PATH": os.defpath}
    subprocess.run([dayloom, "migrate"], cwd=tmp_path, env=env, check=True)
    port = free_port()
    with subprocess.Popen([dayloom, "serve", "--port", str(port)], cwd=tmp_path, env=env) as server:
        try:
            assert status(f"http://127.0.0.1:{port}/api/health", server) == 200
            server.terminate()
            assert server.wait(PATIENCE) in (0, -signal.SIGTERM)
        finally:
            server.kill()


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        shipped = {name for name in packed.namelist() if name.startswith("dayloom/")}
    files = (path.relative_to(SOURCE) for path in SOURCE.rglob("*") if path.is_file())
    assert shipped == {str(file) for file in files if file.suffix != ".pyc" and file.name != ".DS_Store"}


def install(wheel: Path, venv: Path) -> Path:
    """An environment with the wheel and what it requires, but nothing else that the suite has at hand."""
    run(sys.executable, "-m", "venv", "--without-pip", str(venv))
    pip = (sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"))
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel))
    site = site_packages(venv)
    (installed,) = metadata.distributions(name="dayloom", path=[str(site)])
    # Linked, not downloaded: the suite needs no network, and the lock has pinned what stands here.
    for distribution in required_by(installed):
        for name in {file.parts[0] for file in distribution.files or []} - {"..", "__pycache__"}:
            if not (site / name).exists():
                (site / name).symlink_to(Path(str(distribution.locate_file(name))))
    return venv


def site_packages(venv: Path) -> Path:
    base = {"base": str(venv), "platbase": str(venv)}
    return Path(sysconfig.get_path("purelib", "venv", vars=base))


def required_by(first: metadata.Distribution) -> list[metadata.Distribution]:
    """Every distribution that this one pulls in, directly or not."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [first]
    while waiting:
        for line in waiting.pop().requires or []:
            needed = Requirement(line)
            if needed.name in found or (needed.marker and not needed.marker.evaluate({"extra": ""})):
                continue
            found[needed.name] = metadata.distribution(needed.name)
            waiting.append(found[needed.name])
    return list(found.values())


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(url: str, server: subprocess.Popen[bytes]) -> int:
    """The answer's status, once there is one."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"no answer from {url}; the server's exit code is {server.poll()}")

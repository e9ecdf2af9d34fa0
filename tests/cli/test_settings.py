"""Settings: the environment wins over the file, which wins over the defaults."""

from pathlib import Path

import pytest

from dayloom.errors import StartRefused
from dayloom.settings import Settings, instance_secret, load_settings


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "dayloom.toml").write_text('port = 1\nhost = "::1"\nmetrics = true\n')
    settings = load_settings({"DAYLOOM_DATA": str(tmp_path), "DAYLOOM_PORT": "2"})
    assert (settings.port, settings.host, settings.metrics, settings.log_format) == (2, "::1", True, "text")


def test_the_data_directory_follows_xdg() -> None:
    assert load_settings({"XDG_DATA_HOME": "/data"}).data == Path("/data/dayloom")
    assert load_settings({"HOME": "/home/ada"}).data == Path("/home/ada/.local/share/dayloom")


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("PORT", "99999", "must be a whole number from 0 to 65535, not '99999'."),
        ("PORT", "abc", "must be a whole number from 0 to 65535, not 'abc'."),
        ("RATE_LIMIT_BURST", "0", "must be a whole number from 1 up, not '0'."),
        ("RATE_LIMIT_PER_SECOND", "0", "must be a number above 0, not '0'."),
        ("LOG_FORMAT", "xml", "must be text or json, not 'xml'."),
        ("LOG_LEVEL", "loud", "must be debug, info, warning or error, not 'loud'."),
        ("RATE_LIMIT", "perhaps", "must be on or off, not 'perhaps'."),
        ("METRICS", "perhaps", "must be true or false, not 'perhaps'."),
        ("SECRET", "short", "must be at least 32 characters long, not 5."),
        ("BASE_URL", "example.test", "must begin with http:// or https://, not 'example.test'."),
        ("TRUSTED_PROXIES", "10.0.0.1, proxy", "must be addresses and networks, not '10.0.0.1, proxy' ('proxy' "),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "must be addresses and networks, not '10.0.0.1/8' (10.0.0.1/8 has host bits"),
        ("REDIS_URL", "http://secret@host", "must begin with redis://, rediss:// or unix://."),
        ("COLOUR", "green", "is not a setting; known are DAYLOOM_DATA, "),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(StartRefused) as refused:
        load_settings({"DAYLOOM_DATA": str(tmp_path), f"DAYLOOM_{name}": value})
    assert str(refused.value).startswith(f"DAYLOOM_{name} {said}")


@pytest.mark.parametrize(
    "content, said",
    [
        (b"port = ", "is not TOML: invalid value (at end of document)."),
        (b"port = 1\nport 2\n", "is not TOML: expected '=' after a key in a key/value pair (at line 2, column 6)."),
        (b"host = 'b\xe4r'", "is not text in UTF-8."),
        (b"colour = 1", "names 'colour', which cannot be set there."),
    ],
)
def test_a_wrong_settings_file_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "dayloom.toml"
    file.write_bytes(content)
    with pytest.raises(StartRefused) as refused:
        load_settings({"DAYLOOM_DATA": str(tmp_path)})
    assert str(refused.value) == f"The settings file {file} {said}"


def test_a_settings_file_that_is_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "dayloom.toml").mkdir()
    with pytest.raises(StartRefused, match=r"dayloom\.toml cannot be read: Is a directory\.$"):
        load_settings({"DAYLOOM_DATA": str(tmp_path)})


@pytest.mark.parametrize(
    "given, address",
    [
        ({}, "http://127.0.0.1:8000"),
        ({"host": "::1", "port": 80}, "http://[::1]:80"),
        ({"base_url": "https://loom.example.test/"}, "https://loom.example.test"),
    ],
)
def test_links_begin_with_the_address(given: dict[str, object], address: str) -> None:
    assert Settings(data=Path("/data"), **given).address == address  # type: ignore[arg-type]


def test_the_data_directory_cannot_be_set_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "dayloom.toml").write_text('data = "/elsewhere"\n')
    with pytest.raises(StartRefused, match="names 'data'"):
        load_settings({"DAYLOOM_DATA": str(tmp_path)})


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    made = instance_secret(settings)
    assert len(made) == 64
    assert instance_secret(settings) == made
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_is_set_leaves_no_file(tmp_path: Path) -> None:
    assert instance_secret(Settings(data=tmp_path, secret="s" * 32)) == "s" * 32
    assert not list(tmp_path.iterdir())

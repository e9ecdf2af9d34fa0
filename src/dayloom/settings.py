"""Settings: one frozen struct, each documented where it is declared.

Environment variables `DAYLOOM_*` win over `dayloom.toml` in the data directory, which wins over the defaults. The
README's table is tested against the comments below.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from dayloom.errors import StartRefused

SHORTEST_SECRET = 32


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set. Field `rate_limit` is `DAYLOOM_RATE_LIMIT` and `rate_limit` in `dayloom.toml`."""

    #: Data directory: the SQLite file, the secret, `dayloom.toml`. Default: `dayloom` in the XDG data directory.
    data: Path
    #: `postgresql://user:password@host/name`. Default: the SQLite file in the data directory.
    database_url: str = ""
    #: Address to listen on.
    host: str = "127.0.0.1"
    #: Port to listen on.
    port: Annotated[int, Meta(ge=0, le=65535)] = 8000
    #: Address under which people reach this server, for links. Default: `http://host:port`.
    base_url: str = ""
    #: Reverse proxies that tell who asks by `X-Forwarded-For` and `X-Forwarded-Proto`: addresses and networks, with
    #: commas between them. From anybody else these headers count for nothing. Default: none.
    trusted_proxies: str = ""
    #: Instance secret for whatever is signed or encrypted, at least 32 characters. Default: made once and kept in the
    #: data directory, mode 0600.
    secret: str = ""
    #: How the one line a request is logged: `text` or `json`.
    log_format: Literal["text", "json"] = "text"
    #: The least important level that is logged: `debug` (with the files of the web app), `info`, `warning` or `error`.
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    #: Serve Prometheus metrics at `/api/metrics`.
    metrics: bool = False
    #: Burst protection per key and address; `off` for load tests.
    rate_limit: Literal["on", "off"] = "on"
    #: How many requests a second a key and address may send for long.
    rate_limit_per_second: Annotated[float, Meta(gt=0)] = 10.0
    #: How many requests may come at once before that.
    rate_limit_burst: Annotated[int, Meta(ge=1)] = 50
    #: `redis://user:password@host:6379/0`, Redis or Valkey: several processes and servers count the quotas of limited
    #: plans there together. Default: memory, or PostgreSQL with several workers.
    redis_url: str = ""
    #: What our keys in Redis begin with, so that several instances can share one.
    redis_prefix: str = "dayloom:"
    #: Addresses and networks, with commas between them, that are not public and that this server may yet ask on
    #: somebody's behalf, such as a calendar server in the same house. Default: none.
    allow_networks: str = ""
    #: A language model that makes tasks of texts: the address of an endpoint that speaks OpenAI's protocol, such as
    #: `http://127.0.0.1:11434/v1`. Default: none; texts are read by rules and leave the server for nobody.
    llm_base_url: str = ""
    #: The model's name there. Default: none.
    llm_model: str = ""
    #: The key that it asks for. Default: none.
    llm_api_key: str = ""
    #: Whether the model reads pictures as well.
    llm_vision: bool = False
    #: How many days ahead the tasks of a recurring series are made.
    recurrence_days: Annotated[int, Meta(ge=1, le=1000)] = 60
    #: `full`: a power cut takes no acknowledged work. `normal`: faster, but may lose the last moments.
    sqlite_sync: Literal["full", "normal"] = "full"

    @property
    def address(self) -> str:
        """Under which people reach this server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The trusted proxies. Raises ValueError."""
        return _networks(self.trusted_proxies)

    @property
    def allowed_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks that may be asked although they are not public. Raises ValueError."""
        return _networks(self.allow_networks)

    @property
    def toml(self) -> Path:
        """The optional settings file."""
        return self.data / "dayloom.toml"


def _networks(words: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(word.strip()) for word in words.split(",") if word.strip())


def env_name(field: str) -> str:
    """`rate_limit` → `DAYLOOM_RATE_LIMIT`."""
    return f"DAYLOOM_{field.upper()}"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Reads environment and file. Raises StartRefused with one sentence for a wrong setting."""
    environ = os.environ if environ is None else environ
    data = Path(environ.get("DAYLOOM_DATA") or _default_data(environ)).expanduser().absolute()
    known = Settings.__struct_fields__
    values: dict[str, Any] = {**_from_file(data / "dayloom.toml", known)}
    values |= {name: environ[env_name(name)] for name in known if environ.get(env_name(name))}
    values["data"] = str(data)
    for name in (name for name in environ if name.startswith("DAYLOOM_") and not name.startswith("DAYLOOM_TEST_")):
        if name not in {env_name(field) for field in known}:
            raise StartRefused(f"{name} is not a setting; known are {', '.join(env_name(field) for field in known)}.")
    try:
        settings = msgspec.convert(values, Settings, strict=False, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        field = str(error).rstrip("`").rpartition(" - at `$.")[2]
        raise StartRefused(f"{env_name(field)} must be {_rule(field)}, not {values[field]!r}.") from error
    _refuse_senseless(settings)
    return settings


def _refuse_senseless(settings: Settings) -> None:
    """What no type can say."""
    if settings.secret and len(settings.secret) < SHORTEST_SECRET:
        raise StartRefused(
            f"DAYLOOM_SECRET must be at least {SHORTEST_SECRET} characters long, not {len(settings.secret)}."
        )
    if settings.base_url and not settings.base_url.startswith(("http://", "https://")):
        raise StartRefused(f"DAYLOOM_BASE_URL must begin with http:// or https://, not {settings.base_url!r}.")
    if settings.llm_base_url and not settings.llm_base_url.startswith(("http://", "https://")):
        raise StartRefused(f"DAYLOOM_LLM_BASE_URL must begin with http:// or https://, not {settings.llm_base_url!r}.")
    if bool(settings.llm_base_url) != bool(settings.llm_model):
        raise StartRefused("DAYLOOM_LLM_BASE_URL and DAYLOOM_LLM_MODEL go together: set both, or neither.")
    if settings.redis_url and not settings.redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise StartRefused("DAYLOOM_REDIS_URL must begin with redis://, rediss:// or unix://.")
    for field in ("trusted_proxies", "allow_networks"):
        try:
            _networks(getattr(settings, field))
        except ValueError as error:
            said = f"addresses and networks, not {getattr(settings, field)!r} ({error})"
            raise StartRefused(f"{env_name(field)} must be {said}.") from error


def _rule(field: str) -> str:
    """What a setting must be, for the sentence."""
    kind = get_type_hints(Settings, include_extras=True)[field]
    if get_origin(kind) is Literal:
        *most, last = get_args(kind)
        return f"{', '.join(most)} or {last}"
    bounds = next((found for found in get_args(kind) if isinstance(found, Meta)), Meta())
    words = {bool: "true or false", int: "a whole number", float: "a number"}.get(
        get_type_hints(Settings)[field], "text"
    )
    if bounds.gt is not None:
        return f"{words} above {bounds.gt}"
    if bounds.ge is None:
        return words
    return f"{words} from {bounds.ge} to {bounds.le}" if bounds.le is not None else f"{words} from {bounds.ge} up"


def _from_file(path: Path, known: tuple[str, ...]) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise StartRefused(f"The settings file {path} cannot be read: {os.strerror(error.errno or 0)}.") from error
    except UnicodeDecodeError as error:
        raise StartRefused(f"The settings file {path} is not text in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        said = str(error).rstrip(".")
        raise StartRefused(f"The settings file {path} is not TOML: {said[:1].lower()}{said[1:]}.") from error
    unknown = sorted(set(values) - set(known) | ({"data"} & set(values)))
    if unknown:
        raise StartRefused(f"The settings file {path} names {unknown[0]!r}, which cannot be set there.")
    return values


def _default_data(environ: Mapping[str, str]) -> str:
    home = environ.get("XDG_DATA_HOME") or str(Path(environ.get("HOME") or Path.home()) / ".local" / "share")
    return str(Path(home) / "dayloom")


def prepare_data(settings: Settings) -> None:
    """Makes the data directory, private to its owner. Raises StartRefused where it cannot be written."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.data / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        if settings.data.exists() and not settings.data.is_dir():
            raise StartRefused(f"DAYLOOM_DATA names {settings.data}, which is a file, not a directory.") from error
        raise StartRefused(f"The data directory {settings.data} cannot be written: {error.strerror}.") from error


def instance_secret(settings: Settings) -> str:
    """The secret for whatever is signed or encrypted: the setting, else a file that is made once."""
    if settings.secret:
        return settings.secret
    path = settings.data / "secret"
    if not path.exists():
        _make_secret(path)
    secret = path.read_text().strip()
    if len(secret) < SHORTEST_SECRET:
        raise StartRefused(f"The secret file {path} is damaged: put its backup back, or set DAYLOOM_SECRET.")
    return secret


def _make_secret(path: Path) -> None:
    """Written aside and linked into place: several servers may start at once, and none may see half of it."""
    aside = path.with_name(f"secret.{os.getpid()}")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(aside)
    aside.unlink()

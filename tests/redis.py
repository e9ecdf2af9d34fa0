"""The Redis server for the tests: named by the environment, else local. Each test cleans up keys of its own."""

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

import pytest
import redis

NO_REDIS = "no Redis to test on: set DAYLOOM_TEST_REDIS_URL, or run one on 127.0.0.1:6379"
_numbers = count(1)


@lru_cache
def find_redis() -> str | None:
    """The URL of a server that answers, or None."""
    url = os.environ.get("DAYLOOM_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError:
        return None
    return url


@pytest.fixture
def redis_settings() -> Iterator[dict[str, str]]:
    """`redis_url` and `redis_prefix` for one test, whose keys are gone after it."""
    url = find_redis()
    if url is None:
        pytest.skip(NO_REDIS)
    prefix = f"dayloom_test_{os.getpid()}_{next(_numbers)}:"
    yield {"redis_url": url, "redis_prefix": prefix}
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(match=f"{prefix}*"):
            client.delete(key)

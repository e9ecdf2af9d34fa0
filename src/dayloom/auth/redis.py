"""Counting in Redis or Valkey, for several processes. The only module that imports its client, which is optional."""

from typing import cast

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from dayloom.auth.counters import Counted
from dayloom.auth.rules import WINDOW, Window
from dayloom.errors import StartRefused, Unavailable

#: A request waits no longer than this for Redis to connect or to answer.
PATIENCE = 0.5
#: `window_at` and `counted` of `rules.py` once more: Redis runs a script alone, so no two requests see the same count.
#: An hour after the last request the key goes by itself.
SCRIPT = """
local kept = redis.call('HMGET', KEYS[1], 'began', 'used')
local limit, now, hour = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local began, used = tonumber(kept[1]), tonumber(kept[2])
if not began or math.abs(now - began) >= hour then began, used = now, 0 end
if used >= limit then return {began, used, 0} end
redis.call('HSET', KEYS[1], 'began', began, 'used', used + 1)
redis.call('EXPIRE', KEYS[1], hour)
return {began, used + 1, 1}
"""


class InRedis:
    """Counts in one hash for each person and organization. Raises StartRefused for an address that is none."""

    def __init__(self, url: str, prefix: str) -> None:
        # No second try: it might count twice, and the quota knows what to do without.
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        try:
            self._client = Redis.from_url(url, protocol=2, **patience)
            self._client.connection_pool.make_connection()  # without connecting: options in the address are read here
        except (TypeError, ValueError) as error:  # whose words may hold the password
            raise StartRefused("DAYLOOM_REDIS_URL is no address of a Redis server.") from error
        self._prefix = prefix
        self._script = self._client.register_script(SCRIPT)

    def count(self, organization_id: int, user_id: int, limit: int, now: int) -> Counted:
        """Counts one request of a person, unless that would be more than `limit`. Raises Unavailable."""
        key = f"{self._prefix}quota:{organization_id}:{user_id}"
        try:
            told = cast("list[int]", self._script(keys=[key], args=[limit, now, WINDOW]))
        except RedisError as error:
            raise Unavailable(f"Redis does not count: {error}") from error
        began, used, granted = told
        return Counted(Window(began, used), granted=bool(granted))

"""When the next question may be sent."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def retry_after(value: str) -> float | None:
    """The seconds that a Retry-After header asks to wait (a number, or a date), or None."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


class Pace:
    """Lets no more than so many questions out in a minute, evenly."""

    def __init__(self, per_minute: int | None, sleep: Callable[[float], None]) -> None:
        """With None every question goes out at once."""
        self._apart = 60.0 / per_minute if per_minute else 0.0
        self._sleep = sleep
        self._next = 0.0

    def wait(self) -> None:
        """Return when the next question may go out."""
        now = time.monotonic()
        if self._next > now:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._apart

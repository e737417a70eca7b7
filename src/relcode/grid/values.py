"""A cell's value as the text that a person sees or typed."""

from __future__ import annotations

import datetime as dt


def shown(value: object) -> str:
    """The text of a value: 3 for 3.0, TRUE and FALSE, ISO dates, hours of any number as 26:05:00.

    Numbers have 15 digits at most, as in Excel; lines of text end with LF.
    """
    if isinstance(value, str):
        # text that was pasted into Excel may hold the line ends of Windows
        return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if value is None else str(value)


def number(value: float) -> str:
    """A number with as many digits as Excel keeps: 5, 0.3, 1e+20."""
    return f"{value:.15g}"

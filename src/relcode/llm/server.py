"""A server that speaks the OpenAI protocol: send a question, wait, try again, say what is wrong."""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from relcode import __version__
from relcode.errors import RelcodeError
from relcode.llm.waiting import Pace, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relcode.llm.settings import Settings

TRIES = 6
_LONGEST_WAIT = 300.0  # seconds that a server may ask to wait; it is told where it asks for more
_LARGEST = 16_000_000  # bytes of an answer
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_SHOWN = 200  # characters of what a server says
_AGAIN = "what was answered is kept: run the same command again later"


class Completion(NamedTuple):
    """What was answered: its text, whether it broke off at the limit, and the tokens it took.

    Tokens are 0 where the server does not count them.
    """

    text: str
    cut: bool
    prompt: int
    total: int


class RefusedError(Exception):
    """The server does not take the question in this form; `said` is its reason."""

    def __init__(self, status: int, said: str) -> None:
        """Keep the HTTP status and the reason."""
        super().__init__(status, said)
        self.status, self.said = status, said


class TooSlowError(Exception):
    """No whole answer came in time."""


class _BusyError(Exception):
    """The server may answer when it is asked again, `after` some seconds where it says so."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.what, self.after = what, after


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: texts and key go where the user said, and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


class Server:
    """Asks one server, one question at a time."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Look up the API key; raises RelcodeError where its variable is not set."""
        self._settings, self._sleep = settings, sleep
        self._key = settings.key()
        self._pace = Pace(settings.per_minute, sleep)
        self._heard = False
        # on this machine no proxy of the environment is to see what is asked
        proxies: dict[str, str] | None = {} if settings.local else None
        self._opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler(proxies))

    def ask(self, question: Mapping[str, Any]) -> Completion:
        """The answer to a question in the protocol's form.

        Raises RefusedError, TooSlowError, or RelcodeError where asking again is of no use.
        """
        last = _BusyError("")
        for attempt in range(TRIES):
            if attempt:
                self._wait(last, attempt)
            self._pace.wait()
            try:
                answer = self._post(json.dumps(question).encode())
            except _BusyError as error:
                last = error
            else:
                self._heard = True
                return answer
        message = f"{last.what}, {TRIES} times"
        raise self._error(message, _AGAIN)

    def _wait(self, last: _BusyError, attempt: int) -> None:
        wait = 2.0**attempt if last.after is None else last.after
        if wait > _LONGEST_WAIT:
            message = f"{last.what}; it asks to wait for {wait / 60:,.0f} minutes"
            raise self._error(message, _AGAIN)
        self._sleep(wait)

    def _post(self, body: bytes) -> Completion:
        headers = {"Content-Type": "application/json", "User-Agent": f"relcode/{__version__}"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310 - settings take http and https alone
            self._settings.url, body, headers, method="POST"
        )
        try:
            return _completion(self._fetched(request))
        except urllib.error.HTTPError as error:
            raise self._refusal(error) from error
        except TimeoutError as error:
            raise TooSlowError from error
        except urllib.error.URLError as error:
            raise self._unreached(error.reason) from error
        except (http.client.HTTPException, OSError) as error:
            what = f"the connection broke off ({type(error).__name__})"
            raise _BusyError(what) from error

    def _fetched(self, request: urllib.request.Request) -> bytes:
        """The body of the answer, whole; TimeoutError also where it only trickles in."""
        deadline = time.monotonic() + self._settings.timeout
        parts: list[bytes] = []
        with self._opener.open(request, timeout=self._settings.timeout) as response:
            while part := response.read1(1 << 16):
                parts.append(part)
                if time.monotonic() > deadline:
                    raise TimeoutError
                if sum(map(len, parts)) > _LARGEST:
                    message = "an answer without end came"
                    raise _BusyError(message)
            if response.length:  # read1 does not tell that the connection ended too early
                raise http.client.IncompleteRead(b"".join(parts), response.length)
        return b"".join(parts)

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        """What an HTTP status means."""
        with error:
            try:
                said = self._said(error.read(_LARGEST))
            except (http.client.HTTPException, OSError):
                said = ""
        what = f"the server answers {error.code}{f': {said}' if said else ''}"
        if error.code in _BUSY:
            return _BusyError(what, retry_after(error.headers.get("Retry-After", "")))
        if error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return self._error(what, "name the variable with the API key: --api-key-env NAME")
        if error.code == HTTPStatus.NOT_FOUND:
            return self._error(what, "check --model and --endpoint")
        if error.code < HTTPStatus.BAD_REQUEST:  # it sends on
            where = error.headers.get("Location", "elsewhere")
            return self._error(f"the server sends on to {where}", "name that with --endpoint")
        return RefusedError(error.code, said)

    def _said(self, body: bytes) -> str:
        """The reason in the body of a refusal, on one line, without the key."""
        text = body.decode("utf-8", "replace")
        try:
            told = json.loads(text)
            error = told.get("error", told) if isinstance(told, dict) else told
            text = str(error.get("message", error) if isinstance(error, dict) else error)
        except ValueError:
            pass  # a page of a proxy, or plain words
        if self._key:
            text = text.replace(self._key, "…")
        line = "".join(char if char.isprintable() else " " for char in text)
        return " ".join(line.split())[:_SHOWN]

    def _unreached(self, reason: object) -> Exception:
        """Why there was no connection at all."""
        if isinstance(reason, TimeoutError):
            return TooSlowError()
        if isinstance(reason, ssl.SSLError):
            return self._error(f"its certificate is not trusted ({reason.reason})", "")
        if isinstance(reason, ConnectionError) and self._heard:
            return _BusyError(f"it cannot be reached any more ({type(reason).__name__})")
        words = getattr(reason, "strerror", None) or str(reason)
        return self._error(f"cannot be reached: {words}", "is the server running there?")

    def _error(self, what: str, fix: str) -> RelcodeError:
        return RelcodeError(what, where=self._settings.host, fix=fix)


def _completion(body: bytes) -> Completion:
    """The answer in a response; _BusyError where the response is not in the protocol's form."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        text = choice["message"].get("content") or ""
        if isinstance(text, list):  # in parts, as newer servers may send it
            text = "".join(part.get("text", "") for part in text)
        usage = told.get("usage") or {}
        tokens = [int(usage.get(name) or 0) for name in ("prompt_tokens", "total_tokens")]
        return Completion(str(text), choice.get("finish_reason") == "length", *tokens)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        message = "the server's answer is not in the form of the OpenAI protocol"
        raise _BusyError(message) from error

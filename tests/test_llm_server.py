"""A server that fails is asked again, told apart from one that never will do, and left in peace."""

from __future__ import annotations

import json
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from llm_server import Model, Reply, serving
from relcode.errors import RelcodeError
from relcode.llm.server import TRIES, Server, TooSlowError
from relcode.llm.settings import Settings, checked
from relcode.llm.waiting import Pace, retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator

WELL = Reply("fine")


@pytest.fixture
def model() -> Model:
    """A model that has nothing to say."""
    return Model()


@pytest.fixture
def url(model: Model) -> Iterator[str]:
    """The address of its server."""
    with serving(model) as address:
        yield address


class Clock:
    """Remembers how long it was slept for."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        """Do not sleep."""
        self.slept.append(seconds)


def asked(url: str, clock: Clock | None = None, **more: Any) -> Any:
    """What the server answers to some question."""
    return Server(Settings(url, "m", **more), clock or Clock()).ask({"messages": [{"content": ""}]})


def test_the_key_is_sent_and_never_told(
    url: str, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key goes into the header alone, and a server that repeats it is not quoted with it."""
    monkeypatch.setenv("HARBOUR_KEY", "s3cret-herring")
    refusal = json.dumps({"error": {"message": "no such key: s3cret-herring"}}).encode()
    model.first = [WELL, Reply(status=401, body=refusal)]
    asked(url, key_variable="HARBOUR_KEY")
    assert model.headers[0]["Authorization"] == "Bearer s3cret-herring"
    with pytest.raises(RelcodeError, match="no such key: …") as error:
        asked(url, key_variable="HARBOUR_KEY")
    assert "s3cret" not in str(error.value)
    monkeypatch.delenv("HARBOUR_KEY")
    with pytest.raises(RelcodeError, match="HARBOUR_KEY is not set"):
        asked(url, key_variable="HARBOUR_KEY")


@pytest.mark.parametrize(
    ("reply", "slept"),
    [
        (Reply(status=429, headers={"Retry-After": "7"}), 7),
        (Reply(status=429), 2),
        (Reply(status=500, body=b"<html>oops</html>"), 2),
        (Reply(status=503, body=b'{"error": "Loading model"}'), 2),
        (Reply("half", lost=40), 2),
        (Reply(none=True), 2),
        (Reply(body=b'{"choices": [{"mess'), 2),
        (Reply(body=b"[]"), 2),
        (Reply(body=b'{"error": {"message": "upstream", "code": 502}}'), 2),
    ],
)
def test_a_passing_fault_is_waited_out(url: str, model: Model, reply: Reply, slept: float) -> None:
    """A busy or broken server is asked again, after the time that it asks for."""
    model.first = [reply, WELL]
    clock = Clock()
    assert asked(url, clock).text == "fine"
    assert clock.slept == [slept]


def test_a_fault_that_stays_is_told(url: str, model: Model) -> None:
    """After a few tries, with longer and longer waits, the server's own words are the error."""
    model.always = lambda _: Reply(status=500, body=b'{"error": {"message": "out of memory"}}')
    clock = Clock()
    with pytest.raises(
        RelcodeError, match="500: out of memory, 6 times; what was answered is kept"
    ):
        asked(url, clock)
    assert (len(model.questions), clock.slept) == (TRIES, [2, 4, 8, 16, 32])


def test_a_long_wait_is_left_to_the_user(url: str, model: Model) -> None:
    """A server that asks to come back in an hour is not waited for."""
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    model.first = [Reply(status=429, headers={"Retry-After": later})]
    clock = Clock()
    with pytest.raises(RelcodeError, match="it asks to wait for 60 minutes"):
        asked(url, clock)
    assert not clock.slept


def test_retry_after_is_a_number_or_a_date() -> None:
    """Both forms are read; what is neither says nothing, and what is past is now."""
    assert retry_after("2.5") == 2.5
    assert retry_after("-3") == retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("") is retry_after("soon") is None


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=401), "--api-key-env"),
        (
            Reply(status=404, body=b'{"error": {"message": "model \'m\' not found"}}'),
            "check --model",
        ),
        (Reply(status=302, headers={"Location": "http://elsewhere.test/v1"}), "elsewhere.test"),
    ],
)
def test_what_will_not_pass_is_told_at_once(
    url: str, model: Model, reply: Reply, words: str
) -> None:
    """A wrong key, an unknown model and a redirection are the user's to mend."""
    model.first = [reply]
    with pytest.raises(RelcodeError, match=words):
        asked(url)
    assert len(model.questions) == 1


def test_no_server_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody listens there is one clear line, without five tries."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = Clock()
    with pytest.raises(RelcodeError, match=r"cannot be reached: .*refused; is the server running"):
        asked(f"http://127.0.0.1:{port}", clock)
    assert not clock.slept

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(RelcodeError, match=r"nowhere\.test.* cannot be reached: Name or service"):
        asked("http://nowhere.test", clock)
    assert not clock.slept


def test_an_answer_that_trickles_in_is_too_slow(url: str, model: Model) -> None:
    """The time is for the whole answer."""
    model.first = [Reply("late", wait=0.6)]
    began = time.monotonic()
    with pytest.raises(TooSlowError):
        asked(url, timeout=0.1)
    assert time.monotonic() - began < 0.5


def test_no_proxy_sees_what_stays_here(
    url: str, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the environment is passed by for a server on this machine."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    model.first = [WELL]
    assert asked(url).text == "fine"


def test_the_pace_is_kept() -> None:
    """With thirty a minute, questions go out two seconds apart."""
    clock = Clock()
    pace = Pace(30, clock)
    for _ in range(3):
        pace.wait()
    assert [round(wait) for wait in clock.slept] == [2, 4]
    Pace(None, clock).wait()
    assert len(clock.slept) == 2


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("https://api.test/o/v2", "https://api.test/o/v2/chat/completions"),
        ("https://api.test/v1/chat/completions", "https://api.test/v1/chat/completions"),
    ],
)
def test_the_address_may_be_written_short(endpoint: str, url: str) -> None:
    """The path that the protocol fixes is added where it is missing."""
    assert checked(Settings(endpoint, "m")).url == url


@pytest.mark.parametrize(
    "endpoint",
    [
        "localhost:11434", "ftp://x.test/v1", "file:///etc/hosts", "http://", "http://a b/", "",
        "http://x:99999/", "https://me:word@x.test/v1", "https://x.test/v1?key=1", "http://[x/",
        f"http://{'x' * 70}.test/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(endpoint: str) -> None:
    """Only http and https, and nothing that would hold a key."""
    with pytest.raises(RelcodeError, match="--endpoint"):
        checked(Settings(endpoint, "m"))


def test_this_machine_is_known() -> None:
    """It is told what stays here, and what goes out in the open."""
    for host in ("localhost", "127.0.0.1", "[::1]", "127.8.8.8"):
        assert Settings(f"http://{host}:80/v1", "m").local
    for host in ("192.168.1.4", "localhost.test", "x.test"):
        assert Settings(f"http://{host}/v1", "m").open_wire
        assert not Settings(f"https://{host}/v1", "m").open_wire

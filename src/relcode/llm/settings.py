"""Which language model is asked, where, and how: what the user named, checked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from relcode.study import Study

TIMEOUT = 300.0  # seconds: a large model on a small machine thinks for long
_KEPT = "llm"  # under which the study remembers endpoint and model
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """A model on a server that speaks the OpenAI protocol.

    `key_variable` names the environment variable with the API key, "" where none is needed;
    `budget` is the most tokens to be used, `timeout` the seconds to wait for one answer, and
    `per_minute` the most requests in a minute.
    """

    endpoint: str
    model: str
    key_variable: str = ""
    budget: int | None = None
    timeout: float = TIMEOUT
    per_minute: int | None = None

    @property
    def name(self) -> str:
        """The name of the coder, such as `llm.qwen3:8b`."""
        return f"llm.{'-'.join(self.model.split())}"

    @property
    def url(self) -> str:
        """The address that questions are sent to."""
        parts = urlsplit(self.endpoint)
        path = parts.path.rstrip("/")
        if not path.endswith(_PATH):
            path = f"{path or '/v1'}{_PATH}"
        return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    @property
    def host(self) -> str:
        """The server with scheme and port, as it is shown to people."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def local(self) -> bool:
        """Whether the server is on this machine."""
        return _is_loopback(urlsplit(self.endpoint).hostname or "")

    @property
    def open_wire(self) -> bool:
        """Whether what is sent to another machine can be read on its way."""
        return not self.local and urlsplit(self.endpoint).scheme == "http"

    def key(self) -> str:
        """The API key, "" where none is needed; RelcodeError where its variable is not set."""
        if not self.key_variable:
            return ""
        key = os.environ.get(self.key_variable, "").strip()
        if not key or not key.isascii() or not key.isprintable():
            state = "holds no key" if key else "is not set"
            message = f"the environment variable {self.key_variable} {state}"
            raise RelcodeError(message, fix="put the API key there, or name another variable")
        return key


def checked(settings: Settings) -> Settings:
    """The settings, if they can be used; raises RelcodeError saying what is wrong with them."""
    parts = _split(settings.endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = f"'{settings.endpoint}' is not the address of a server"
        fix = "it begins with http:// or https://, such as http://localhost:11434/v1"
        raise RelcodeError(message, where="--endpoint", fix=fix)
    if parts.username or parts.password or parts.query or parts.fragment:
        message = "an address with a password, a question mark or a # is not taken"
        fix = "put the API key into an environment variable, and name that with --api-key-env"
        raise RelcodeError(message, where="--endpoint", fix=fix)
    if not settings.model.strip() or not settings.model.isprintable():
        message = "names no model"
        raise RelcodeError(message, where="--model", fix="name one that the server has")
    return settings


def _split(endpoint: str) -> SplitResult:
    try:
        parts = urlsplit(endpoint)
        _ = parts.port  # a port that is none is found only when it is asked for
        (parts.hostname or "").encode("idna")
    except ValueError:
        parts = urlsplit("")
    printable = endpoint.isprintable() and not any(map(str.isspace, endpoint))
    return parts if printable else urlsplit("")


def remember(study: Study, settings: Settings) -> None:
    """Keep endpoint, model and the name of the key's variable with the study; never the key."""
    kept = (settings.endpoint, settings.model, settings.key_variable)
    study.set(_KEPT, json.dumps(kept))


def remembered(study: Study) -> Settings | None:
    """What the study was tagged with last, or None."""
    kept = study.get(_KEPT, "")
    return Settings(*json.loads(kept)) if kept else None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

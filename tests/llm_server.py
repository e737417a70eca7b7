"""A server on this machine that speaks the OpenAI protocol, and fails where it is told to."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

UNIT = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Reply:
    """One response; `text` goes into a completion, unless there is a raw `body`.

    `lost` is how many bytes are announced and never sent; `none` hangs up without a word.
    """

    text: str = ""
    status: int = 200
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    finish: str = "stop"
    prompt_tokens: int = 9_000
    total_tokens: int = 9_100
    lost: int = 0
    none: bool = False

    def data(self) -> bytes:
        """The bytes of the response."""
        if self.body is not None:
            return self.body
        message = {"role": "assistant", "content": self.text}
        usage = {"prompt_tokens": self.prompt_tokens, "total_tokens": self.total_tokens}
        choice = {"index": 0, "message": message, "finish_reason": self.finish}
        return json.dumps({"choices": [choice], "usage": usage}).encode()


def item(code: str, quote: str, **more: str) -> dict[str, str]:
    """One code of an answer."""
    values = {"valence": "positive", "role": "none", "stance": "reported", **more}
    return {"code": code, "quote": quote, **values}


def units(question: Mapping[str, Any]) -> dict[int, str]:
    """The units that a question asks about, by number."""
    found = UNIT.findall(question["messages"][-1]["content"])
    return {int(number): text for number, text in found}


class Model:
    """Answers as a model would: `codes` gives the items of every unit that holds the words.

    The next of `first` are answered instead, in their order: a reply, or what makes one of the
    question.
    """

    def __init__(self, codes: Mapping[str, Any] | None = None) -> None:
        """Answer each question well."""
        self.codes = dict(codes or {})
        self.first: list[Reply | Callable[[dict[str, Any]], Reply]] = []
        self.always: Callable[[dict[str, Any]], Reply] | None = None
        self.questions: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    def reply(self, question: dict[str, Any]) -> Reply:
        """The response to a question."""
        self.questions.append(question)
        if self.first:
            made = self.first.pop(0)
            return made if isinstance(made, Reply) else made(question)
        return self.always(question) if self.always else self.well(question)

    def well(self, question: Mapping[str, Any], **more: Any) -> Reply:
        """An answer that speaks of every unit."""
        rows = [{"unit": n, "codes": self._codes(text)} for n, text in units(question).items()]
        return Reply(json.dumps({"units": rows}), **more)

    def _codes(self, text: str) -> list[Any]:
        return [one for words, items in self.codes.items() if words in text for one in items]

    @property
    def asked(self) -> list[str]:
        """The units asked about, in order, as often as they were."""
        return [text for question in self.questions for text in units(question).values()]


@contextmanager
def serving(model: Model) -> Iterator[str]:
    """The address of a server for the model, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            model.paths.append(self.path)
            model.headers.append(dict(self.headers))
            reply = model.reply(json.loads(self.rfile.read(length)))
            time.sleep(reply.wait)
            if reply.none:
                return
            data = reply.data()
            self.send_response(reply.status)
            self.send_header("Content-Length", str(len(data) + reply.lost))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hung up
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()

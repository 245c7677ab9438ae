"""What a block package in Python needs: one file, nothing to install (Python 3.9 or later).

    from blockloom import block, field, run

    @block(type="acme/hello", version=1, effect="pure", title="Hello", sentence="greet {name}",
           fields={"name": field.text(title="Name", required=True)},
           outputs={"next": {"title": "a greeting"}})
    def hello(config, ctx):
        return {"next": f"Hello {config['name']}"}

    if __name__ == "__main__":
        run()

It speaks Blockloom's worker protocol, version 1: one JSON object a line, on stdin and stdout. What the package prints
goes to its log (stderr), so that printing cannot be taken for an answer. Made for Blockloom 0.1.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from typing import Any, Callable

__all__ = ["BlockError", "Cancelled", "Context", "block", "field", "run"]


class BlockError(Exception):
    """A problem that the person can mend: what happened, and what to do. Anything else that is raised is a bug.

    code: stable, dotted, lower case: "acme.no-such-city". retryable: whether trying again may help.
    """

    def __init__(self, message: str, *, code: str, fix: str | None = None, retryable: bool = False):
        super().__init__(message)
        self.code, self.fix, self.retryable = code, fix, retryable


class Cancelled(Exception):
    """The run was stopped. Raised by `ctx.check()`; there is no need to catch it."""


class Context:
    """What a block may use while it runs.

    input: what arrived at the block. key: the same for every attempt at this step. deadline: ISO text, or None.
    """

    def __init__(self, call: dict, say: Callable[[dict], None]):
        self.input = call.get("input")
        self.key: str = call.get("key", "")
        self.deadline: str | None = call.get("deadline")
        self._id = call["id"]
        self._say = say
        self._stop = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the run was stopped: then nobody waits for an answer."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raises Cancelled when the run was stopped. Call it now and then in long work."""
        if self._stop.is_set():
            raise Cancelled()

    def sleep(self, seconds: float) -> None:
        """Waits; ends at once, with Cancelled, when the run is stopped."""
        if self._stop.wait(seconds):
            raise Cancelled()

    def info(self, text: str) -> None:
        """A line of the step's log."""
        self._log("info", text)

    def warn(self, text: str) -> None:
        self._log("warn", text)

    def error(self, text: str) -> None:
        self._log("error", text)

    def progress(self, share: float, text: str | None = None) -> None:
        """How far it is, 0 to 1."""
        said: dict = {"id": self._id, "progress": min(1.0, max(0.0, float(share)))}
        self._say(said if text is None else {**said, "text": text})

    def beat(self) -> None:
        """ "I am still at it", for work that says nothing else for more than 10 seconds."""
        self._say({"id": self._id, "beat": True})

    def _log(self, level: str, text: str) -> None:
        self._say({"id": self._id, "log": level, "text": str(text)})


class _Fields:
    """Makes fields: `field.text(title="Text", required=True)`.

    All take: title, help, hint, required, default, raw, secrets, advanced, when ({"by": another
    field, "in": [what it holds]}: only then it is there), or (another field that may be filled in instead). Numbers also: unit, min, max, whole.
    Lists also: entries (an object is taken as a list of {"key", "value"}).
    """

    def choice(self, choices: list[tuple[str, str]], **spec: Any) -> dict:
        """choices: (value, title), in their order."""
        return {"kind": "choice", "choices": [{"value": v, "title": t} for v, t in choices], **spec}

    def table(self, columns: dict[str, dict], **spec: Any) -> dict:
        """Rows that all hold the same fields."""
        return {"kind": "table", "columns": columns, **spec}

    def secret(self, **spec: Any) -> dict:
        """A secret by name; the block gets its value."""
        return {"kind": "secret", "secrets": True, **spec}


def _maker(kind: str) -> Callable[..., dict]:
    def make(self: _Fields, **spec: Any) -> dict:
        return {"kind": kind, **spec}

    make.__doc__ = f"A field of the kind {kind}."
    return make


for _kind in (
    "text long-text code number duration time yes-no condition list map value file folder url variable flow".split()
):
    setattr(_Fields, _kind.replace("-", "_"), _maker(_kind))

field: Any = _Fields()

_blocks: dict[str, tuple[dict, Callable, Callable | None]] = {}


def block(*, migrate: Callable[[dict, int], dict] | None = None, **declaration: Any) -> Callable:
    """Declares a block; the function below it is called with its config and a Context.

    It gives back {"next": value}, with the name of the output by which it leaves.
    migrate: makes the config of an older version one of today; raises BlockError where the person must choose.
    """

    def keep(function: Callable) -> Callable:
        _blocks[declaration["type"]] = (declaration, function, migrate)
        return function

    return keep


def run() -> None:
    """Answers Blockloom until it has no more to ask."""
    wire = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    writing = threading.Lock()

    def say(message: dict) -> None:
        line = json.dumps(message, ensure_ascii=False, allow_nan=False)
        with writing:
            wire.write(line + "\n")
            wire.flush()

    calls: queue.Queue = queue.Queue()
    live: dict[int, Context] = {}
    dropped: set[int] = set()
    worker = threading.Thread(target=_work, args=(calls, live, dropped, say), daemon=True)
    worker.start()
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        call = json.loads(line)
        if call.get("do") == "cancel":
            known = live.get(call["id"])
            if known:
                known._stop.set()
            else:
                dropped.add(call["id"])
        else:
            calls.put(call)
    # no more will come: what was asked is answered, as far as Blockloom waits for it
    calls.put(None)
    worker.join()


def _work(calls: queue.Queue, live: dict, dropped: set, say: Callable[[dict], None]) -> None:
    while True:
        call = calls.get()
        if call is None:
            return
        answer = _answer(call, live, dropped, say)
        if answer is not None:
            _say_or_fail(call, answer, say)


def _say_or_fail(call: dict, answer: dict, say: Callable[[dict], None]) -> None:
    try:
        say(answer)
    except (TypeError, ValueError) as error:
        message = f"What the block gives is not JSON: {error}."
        say({"id": call.get("id"), "error": {"code": "value.not-json", "message": message, "retryable": False}})


def _answer(call: dict, live: dict, dropped: set, say: Callable[[dict], None]) -> dict | None:
    do = call.get("do")
    if do == "describe":
        return {"blocks": [declaration for declaration, _, _ in _blocks.values()]}
    if do not in ("run", "migrate"):
        return None
    number = call["id"]
    try:
        if call["type"] not in _blocks:
            raise BlockError(f"There is no block {call['type']} here.", code="package.no-such-block")
        declaration, function, migrate = _blocks[call["type"]]
        if do == "migrate":
            return {"id": number, "config": _migrated(call, migrate)}
        ctx = live[number] = Context(call, say)
        if number in dropped:
            raise Cancelled()
        return {"id": number, **_output(function(call["config"], ctx), declaration)}
    except Cancelled:
        return {"id": number, "error": {"code": "worker.cancelled", "message": "It was cancelled."}}
    except BlockError as error:
        told = {"code": error.code, "message": str(error), "retryable": error.retryable}
        return {"id": number, "error": {**told, **({"fix": error.fix} if error.fix else {})}}
    except Exception as error:
        traceback.print_exc()
        message = f"The block broke: {type(error).__name__}: {error}."
        return {"id": number, "error": {"code": "block.broke", "message": message, "retryable": False}}
    finally:
        live.pop(number, None)
        dropped.discard(number)


def _migrated(call: dict, migrate: Callable | None) -> dict:
    if migrate is None:
        raise BlockError(
            f"{call['type']} does not say how a block of version {call['from']} becomes one of today.",
            code="package.no-migration",
            fix="Put the block in again, or ask whoever made the package.",
        )
    return migrate(call["config"], call["from"])


def _output(result: Any, declaration: dict) -> dict:
    if isinstance(result, dict):
        for out, value in result.items():
            if out in declaration["outputs"]:
                return {"out": out, "value": value}
    names = ", ".join(declaration["outputs"])
    raise BlockError(f"The block gave none of its outputs ({names}).", code="block.wrong-output")

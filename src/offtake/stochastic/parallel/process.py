"""A process of this machine that holds parts: started afresh, asked through a pipe, and gone when its parent is.

The parent writes pickled requests to the standard input of the process and reads answers from its standard output.
A thread of the process waits for requests while the parts work: once the input ends, because the parent closed it or
died, however it died, the process ends.  Where the system can end it in the moment in which its parent is gone (Linux),
it does, so that neither a busy machine nor a library that holds Python's lock can keep it.  It is in a process group of
its own, so that Ctrl-C reaches the parent alone.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import SimpleQueue
from tempfile import TemporaryFile
from time import sleep
from typing import IO, Any, NoReturn

from offtake.stochastic.parallel.workers import Answers, Held, Past, WorkerLost

ENDINGS: list[Callable[[], None]] = []
"""What a process does when its input ends, before it goes."""


# What a worker does before anything else: asks to be killed with its parent, and looks whether it is too late for that.
KILLED = """
try:
    import ctypes
    ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL
except Exception:
    pass
"""
TIED = """
import os
if os.getppid() != {}:
    os._exit(1)
"""
SERVING = """
import sys
sys.path[:] = {}
from {} import serve
serve()
"""

APART: dict[str, Any]
if sys.platform == "win32":
    APART = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    APART = {"process_group": 0}


class LocalWorker:
    """A process of this machine, and the pipe to it; `environment` is added to that of this process.

    It belongs to the thread that makes it.  One that `tidies` has something to take away at its end (`ENDINGS`) and is
    not killed with its parent, but ends by itself.
    Calls are numbered: where one was left (Ctrl-C), what comes back for it later is passed over.
    """

    def __init__(
        self,
        pasts: Mapping[int, Past],
        environment: Mapping[str, str] | None = None,
        tidies: bool = False,
    ) -> None:
        code = SERVING.format(sys.path, __name__)
        if sys.platform != "win32":
            code = TIED.format(os.getpid()) + code
        if sys.platform == "linux" and not tidies:
            code = KILLED + code
        self.said = TemporaryFile()  # noqa: SIM115  # closed with the worker
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            env={**os.environ, **(environment or {})},
            **APART,
        )
        self.number = 0
        self.asked = False
        with suppress(OSError):  # found out at the first call
            self._send(dict(pasts))

    @property
    def rests(self) -> bool:
        """Is it there, with every call answered?"""
        return not self.asked and self.process.poll() is None

    def forget(self) -> None:
        """Hold no part any more."""
        with suppress(OSError):  # found out at the next call
            self._send(None)

    def ask(self, method: str, asked: Mapping[int, tuple[Any, ...]]) -> None:
        """Begin a call."""
        self.number += 1
        self.asked = True
        try:
            self._send((self.number, method, dict(asked)))
        except OSError as error:
            raise WorkerLost(self._end()) from error

    def take(self, pasts: Mapping[int, Past]) -> None:
        """Hold further parts."""
        with suppress(OSError):  # found out at the next call
            self._send(dict(pasts))

    def answers(self, within: float | None = None) -> Answers:
        """Wait for what the parts gave; a process that takes more than `within` seconds is ended."""
        timer = threading.Timer(within or 0.0, self.process.kill)
        if within is not None:
            timer.start()
        try:
            number = -1
            while number != self.number:
                number, found = pickle.load(self.process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkerLost(self._end()) from error
        finally:
            timer.cancel()
        self.asked = False
        kept: Answers = found
        return kept

    def close(self) -> None:
        """End the process."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.said.close()

    def _send(self, message: object) -> None:
        pipe: IO[bytes] = self.process.stdin  # type: ignore[assignment]
        pickle.dump(message, pipe)
        pipe.flush()

    def _end(self) -> str:
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "a process does not answer"
        if code < 0:
            killed = " (killed, perhaps for want of memory)" if code == -9 else ""
            return f"a process was ended by signal {-code}{killed}"
        self.said.seek(0)
        last = self.said.read().decode(errors="replace").strip().rpartition("\n")[2]
        return f"a process ended with code {code}" + (f" ({last})" if last else "")


def serve() -> None:
    """The life of a worker: make its parts, then answer calls until its input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    requests: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_hear, args=(sys.stdin.buffer, requests), daemon=True).start()
    threading.Thread(target=_outlive, args=(os.getppid(),), daemon=True).start()
    held = Held({})
    while True:
        message = requests.get()
        if message is None:
            held = Held({})
            continue
        if isinstance(message, dict):
            held.take(message)
            continue
        number, method, asked = message
        pickle.dump((number, held.answers(method, asked)), answers)
        answers.flush()


def _hear(pipe: IO[bytes], requests: SimpleQueue[Any]) -> None:
    code = 1
    try:
        while True:
            requests.put(pickle.load(pipe))
    except EOFError:
        code = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        _go(code)


def _outlive(parent: int) -> None:
    """End the process when its parent is gone, also while what was sent is still being imported."""
    while os.getppid() == parent:
        sleep(0.5)
    _go(1)


def _go(code: int) -> NoReturn:
    for ending in ENDINGS:
        with suppress(Exception):
            ending()
    os._exit(code)

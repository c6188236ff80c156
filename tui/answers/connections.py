"""Owns the connections to a library file: as many as there are questions at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from framing.library import Library

T = TypeVar("T")


class Connections:
    """A library file that any thread may ask; one that does not exist yet answers nothing.

    No question waits for another: it takes a connection that is free, the last one used first, or
    opens one more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[_Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> None:
        """Open the file. Raises LibraryError for one that is none of ours, damaged or locked."""
        self.ask(lambda library: library.read_only, None)

    def close(self) -> None:
        """Close the file once what is asked is answered; once more does nothing."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for each in free:
            each.close()

    def ask(self, question: Callable[[Library], T], otherwise: T) -> T:
        """The answer of the library, or the other value where there is no file."""
        with self._lock:
            known = self._free.pop() if self._free else None
        if known is None and (self._closed or not self.path.exists()):
            return otherwise
        connection = known or _Connection(self.path)
        try:
            return connection.ask(question)
        finally:
            self._give_back(connection)

    def _give_back(self, connection: _Connection) -> None:
        with self._lock:
            keep = not self._closed and connection.is_open
            if keep:
                self._free.append(connection)
        if not keep:
            connection.close()


class _Connection:
    """An open library and the one thread that SQLite wants for it."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._library = Library(path)
        self.is_open = False

    def ask(self, question: Callable[[Library], T]) -> T:
        return self._thread.submit(self._answer, question).result()

    def _answer(self, question: Callable[[Library], T]) -> T:
        if not self.is_open:
            self._library.open()
            self.is_open = True
        return question(self._library)

    def close(self) -> None:
        self._thread.submit(self._library.close).result()
        self._thread.shutdown()

"""Owns the app in a browser: who may open it, and on which address of this machine.

textual-serve starts the app for each page that is opened and hands its screen over. Here it listens
on 127.0.0.1 and nowhere else; whoever opens it must know the key that is in the address that the
person was told, because other users and other pages on the machine reach 127.0.0.1 too.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from framing.errors import FramingError
from framing.visible import visible_line, write_line

HOST = "127.0.0.1"
_PAGE = Path(__file__).parent / "serving_page"
_PATIENCE = 5.0
"""Seconds that open apps have to end after Ctrl-C."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self';"
    " style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def app_command(path: Path) -> str:
    """The command line that opens the app on a library, as the shell of this system reads it."""
    words = [sys.executable, "-m", "framing", "--db", str(path.absolute())]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def serve(path: Path, *, port: int) -> int:
    """Serve the app on a library until Ctrl-C; port 0 takes any that is free. Return the exit code.

    Raises FramingError where the port cannot be used.
    """
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        what = f"port {port} cannot be used: {os.strerror(error.errno or 0)}"
        raise FramingError(what, hint="--port N takes another one") from error
    # What is no HTTP would be told by a traceback; whoever sent it is answered with 400.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with listening:
        _KeyedServer(path, listening.getsockname()[1]).listen(listening)
    return 0


class _KeyedServer(Server):
    """Serves the app to those who know the key."""

    def __init__(self, path: Path, port: int) -> None:
        super().__init__(app_command(path), HOST, port, "framing", templates_path=_PAGE)
        self._path = path
        self._key = secrets.token_urlsafe(16)
        self._cookie = f"framing-{port}"
        self._open: set[asyncio.Task[web.WebSocketResponse]] = set()

    def listen(self, listening: socket.socket) -> None:
        """Serve on a socket until the process is asked to end."""
        web.run_app(
            self._make_app(),
            sock=listening,
            shutdown_timeout=_PATIENCE,
            print=None,
            access_log=None,
        )

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard())
        return app

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - as it is called
        """Say where the app is."""
        write_line(f"{self.public_url}/?key={self._key}")
        place = visible_line(str(self._path))
        write_line(f"the app on {place}, for a browser on this machine; Ctrl-C ends it", error=True)
        sys.stdout.flush()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Show the app in a page until one of them is left."""
        page = asyncio.create_task(super().handle_websocket(request))
        self._open.add(page)
        try:
            return await page
        finally:
            self._open.discard(page)

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - as it is called
        """Leave the apps that are open, and wait until they are."""
        pages = set(self._open)
        for each in pages:
            each.cancel()
        if pages:
            await asyncio.wait(pages, timeout=_PATIENCE)

    def _guard(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        """Nothing without the key, which a cookie keeps; a page of another site has no cookie."""

        @web.middleware
        async def guarded(
            request: web.Request,
            handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
        ) -> web.StreamResponse:
            asked = request.query.get("key", "")
            given = asked or request.cookies.get(self._cookie, "")
            if not hmac.compare_digest(given.encode(errors="replace"), self._key.encode()):
                text = "Open the whole address that framing serve printed, with its key.\n"
                return web.Response(status=403, text=text, headers=_HEADERS)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(_HEADERS)
                if asked:
                    response.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict")
            return response

        return guarded

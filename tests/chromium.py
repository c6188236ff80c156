"""Opens a page in Chromium without a window, where there is one, and tells what the browser saw."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
_SECONDS = 60

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@dataclass
class Seen:
    """What a browser saw of a page."""

    requests: list[str] = field(default_factory=list)
    """All addresses that were asked for, the page's own first."""
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings of the console, and what the page's policy refused."""
    answers: list[Any] = field(default_factory=list)
    """Of the expressions."""
    picture: bytes = b""
    """As PNG."""


def look(url: str, *, width: int, expressions: tuple[str, ...] = (), wait: float = 0.0) -> Seen:
    """Open a page, `wait` so many seconds, and evaluate expressions in it."""
    with _browser() as port:
        return asyncio.run(asyncio.wait_for(_look(port, url, width, expressions, wait), _SECONDS))


@contextmanager
def _browser() -> Iterator[int]:
    """The port of a new browser's tools."""
    assert CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
        options += [f"--user-data-dir={folder}", "--no-first-run", "about:blank"]
        with subprocess.Popen(
            [CHROMIUM, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stderr
                for line in process.stderr:
                    if "DevTools listening on" in line:
                        yield int(line.split("127.0.0.1:")[1].split("/")[0])
                        break
                else:
                    pytest.fail("Chromium did not start")
            finally:
                process.kill()


async def _look(port: int, url: str, width: int, expressions: tuple[str, ...], wait: float) -> Seen:
    import aiohttp

    seen = Seen()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/json/list") as listed:
            pages = [each for each in await listed.json() if each["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as tools:
            numbers = iter(range(1, 1000))

            async def ask(method: str, **parameters: Any) -> Any:
                number = next(numbers)
                await tools.send_json({"id": number, "method": method, "params": parameters})
                async for message in tools:
                    said = json.loads(message.data)
                    if said.get("id") == number:
                        return said.get("result", said)
                    _note(seen, said)
                return None

            for each in ("Page", "Network", "Log", "Runtime"):
                await ask(f"{each}.enable")
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            await ask("Emulation.setDeviceMetricsOverride", **size)
            await ask("Page.navigate", url=url)
            await asyncio.sleep(wait + 1)
            for each in expressions:
                result = await ask("Runtime.evaluate", expression=each, returnByValue=True)
                seen.answers.append(result["result"].get("value"))
            shot = await ask("Page.captureScreenshot")
            seen.picture = base64.b64decode(shot["data"])
    return seen


def _note(seen: Seen, said: dict[str, Any]) -> None:
    parameters = said.get("params", {})
    match said.get("method"):
        case "Network.requestWillBeSent":
            seen.requests.append(parameters["request"]["url"])
        case "Network.webSocketCreated":
            seen.requests.append(parameters["url"])
        case "Log.entryAdded":
            seen.complaints.append(parameters["entry"]["text"])
        case "Runtime.exceptionThrown":
            seen.complaints.append(str(parameters["exceptionDetails"]))
        case "Runtime.consoleAPICalled" if parameters["type"] in ("error", "warning"):
            seen.complaints.append(str(parameters["args"]))


def page_address(page: Path) -> str:
    """The address of a file."""
    return page.absolute().as_uri()

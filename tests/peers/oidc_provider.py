"""A certified OpenID Provider to log in with: oidc-provider, of npm, at the versions of its lock file.

python -m tests.peers.oidc_provider     # install it, once; the tests do so themselves
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

from deploy.embedded.part import wait_for
from deploy.embedded.program import PROJECT, Program, Running

SOURCE = Path(__file__).parent / "oidc-provider"
KEPT = PROJECT / ".peers"
MISSING = "oidc-provider needs Node.js 20 or later with npm. Install them: sudo apt-get install nodejs npm"
LONGEST = 180  # seconds for the installation
HOPS = 20


def can_run() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


def installed() -> Path:
    """The folder of the installed peer, kept until its lock file or its server changes."""
    files = sorted(SOURCE.iterdir())
    version = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    folder = KEPT / f"oidc-provider-{version}"
    if not folder.exists():
        KEPT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            made = Path(place) / "peer"
            shutil.copytree(SOURCE, made)
            quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            subprocess.run(("npm", "ci", *quiet), cwd=made, check=True, timeout=LONGEST)
            if not folder.exists():  # unless somebody else was quicker
                made.rename(folder)
    return folder


@contextmanager
def running(
    root: Path, clients: Sequence[Mapping[str, Any]], accounts: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Its address. clients: their metadata, as in dynamic registration. accounts: name -> claims."""
    given = json.dumps({"clients": clients, "accounts": accounts})
    program = Program(
        name="oidc-provider", command=("node", "server.mjs", given), folder=installed(), environment={}
    )
    peer = Running(program, root)
    try:
        wait_for(lambda: _address(peer) or peer.has_ended, timeout=30, what=f"not ready, see {peer.log}")
        address = _address(peer)
        assert address, peer.log.read_text()
        yield address
    finally:
        peer.stop()


def visit(address: str, account: str, return_url: str) -> dict[str, str]:
    """Log in as `account` and agree, as a browser would. What the suite's page is told then."""
    with httpx.Client() as browser:
        answer = browser.get(address)
        for _ in range(HOPS):
            if answer.is_redirect:
                location = urljoin(str(answer.url), answer.headers["Location"])
                if location.startswith(return_url):
                    return dict(parse_qsl(urlsplit(location).query))
                answer = browser.get(location)
            else:
                answer = browser.post(_form(answer), data=_filled(answer, account))
        raise AssertionError(f"still not back: {answer.text}")


def _address(peer: Running) -> str | None:
    found = re.search(r"^http://127\.0\.0\.1:\d+$", peer.log.read_text(), re.MULTILINE)
    return found[0] if found else None


def _form(page: httpx.Response) -> str:
    action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
    assert action, page.text
    return urljoin(str(page.url), action[1])


def _filled(page: httpx.Response, account: str) -> dict[str, str]:
    prompt = re.search(r'name="prompt" value="(\w+)"', page.text)
    assert prompt, page.text
    return {"prompt": prompt[1], "login": account, "password": "any"}


if __name__ == "__main__":
    sys.exit(None if can_run() and installed() else MISSING)

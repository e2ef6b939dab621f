"""The program that loads the library: `python -m services.catalogue.psychometrics.process 5`.

Reads questions line by line from the socket of that number, and answers each. Ends with whoever started
it, or after a while without a question.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys

from services.catalogue.psychometrics import library

# Seconds without a question.
IDLE = 600


def main(number: int) -> None:
    with socket.socket(fileno=number) as line, line.makefile("rb") as questions:
        line.settimeout(IDLE)
        with contextlib.suppress(TimeoutError):
            for question in questions:
                line.sendall(json.dumps(library.answer(json.loads(question))).encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))

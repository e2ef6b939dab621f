"""Run a service: `python -m kernel.run credits`."""

from __future__ import annotations

import os
import sys

from kernel import green


def main() -> int:
    green.patch()
    # Imported only now: what is imported before the patch keeps its blocking sockets and locks.
    from kernel import runner

    return runner.main(sys.argv[1:], os.environ)


if __name__ == "__main__":
    sys.exit(main())

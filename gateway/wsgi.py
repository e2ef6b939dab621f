"""The application for a WSGI server: `gunicorn gateway.wsgi:application --config deploy/gunicorn.py`.

Imported in each worker, after the fork. The broker is not needed to start: it is connected at the first call.
"""

from __future__ import annotations

import atexit

from gateway.app import App, create_app
from gateway.auth import PROCESS
from kernel import logs, settings
from kernel.callers import CallerSigner
from kernel.client import RpcClient
from kernel.settings import GatewaySettings


def from_environment() -> App:
    told = settings.read(GatewaySettings, process=PROCESS)
    logs.configure(PROCESS, told.log_level)
    rpc = RpcClient(told.broker_url, CallerSigner(PROCESS, told.signing_key))
    atexit.register(rpc.close)
    return create_app(rpc, told)


application = from_environment()

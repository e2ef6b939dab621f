"""How gunicorn serves the gateway: few processes, many threads, since it mostly waits for services.

gunicorn gateway.wsgi:application --config deploy/gunicorn.py --bind 127.0.0.1:8000
"""

from gunicorn import glogging


class Logger(glogging.Logger):  # type: ignore[misc]  # gunicorn has no types
    """Writes no access log, and so need not collect one: `gateway.tracing` does, without personal data."""

    access_log_enabled = False


worker_class = "gateway.worker.Worker"  # threads of gunicorn, given only to what has arrived
workers = 2
threads = 16
preload_app = False  # each worker has its own connections and threads

timeout = 30
graceful_timeout = 20  # longer than any operation's deadline
keepalive = 15

limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190

control_socket_disable = True
logger_class = Logger
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kernel.logs.JsonLines", "service": "gateway"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}
    },
    "root": {"level": "INFO", "handlers": ["out"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}},
}

"""How gunicorn serves the app: loaded once, then forked, so that workers share the models' memory."""

from __future__ import annotations

import os
from typing import Any

bind = os.environ.get("BUPAI_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"  # a student on a slow network holds a thread, not a worker
threads = 8
preload_app = True
timeout = 60  # seconds
accesslog = "-"
# Neither addresses nor query strings: the log holds no personal data.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'


def on_starting(_server: Any) -> None:
    """Load the models before the workers are forked."""
    from webapp.photocheck import preload

    preload()

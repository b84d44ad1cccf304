"""The entry of gunicorn and of the flask command."""

import os
import sys

from flask import Flask

from webapp import cli, create_app
from webapp.config import SettingsError

# `flask photo` looks at files and nothing else: it runs on a machine where nothing is set up.
LOOKS_AT_FILES_ONLY = os.environ.get("FLASK_RUN_FROM_CLI") == "true" and "photo" in sys.argv


def _app() -> Flask:
    if LOOKS_AT_FILES_ONLY:
        return cli.photo_only()
    try:
        return create_app()
    except SettingsError as error:
        sys.exit(f"bupai does not start: {error}")


app = _app()

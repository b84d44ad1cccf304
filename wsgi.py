"""The entry of gunicorn and of the flask command."""

from webapp import create_app

app = create_app()

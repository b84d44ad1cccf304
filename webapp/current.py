"""What belongs to the running app: its settings and its storage."""

from __future__ import annotations

from typing import cast

from flask import current_app

from webapp.config import Settings
from webapp.storage import Storage

SETTINGS = "bupai_settings"
STORAGE = "bupai_storage"


def settings() -> Settings:
    """The Settings this app was made with."""
    return cast(Settings, current_app.extensions[SETTINGS])


def storage() -> Storage:
    """The storage gate of this app."""
    return cast(Storage, current_app.extensions[STORAGE])

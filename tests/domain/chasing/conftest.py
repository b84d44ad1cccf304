"""An app that knows a mail server; nothing is sent, mails are queued."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.config import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings of a test app with mail."""
    return replace(
        settings,
        smtp_host="127.0.0.1",
        smtp_tls="none",
        mail_from="bupai@example.edu.cn",
        public_url="https://bupai.example.edu.cn/",
    )

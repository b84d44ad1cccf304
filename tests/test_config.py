"""Settings: read once, documented, and refused when they are unsafe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from webapp import create_app
from webapp.config import ROOT, Settings, SettingsError

SAFE = {"BUPAI_SECRET_KEY": "s" * 32, "BUPAI_DATABASE_URL": "sqlite:///:memory:"}
MAIL = {
    "BUPAI_SMTP_HOST": "smtp.example.edu.cn",
    "BUPAI_MAIL_FROM": "bupai@example.edu.cn",
    "BUPAI_PUBLIC_URL": "https://bupai.example.edu.cn",
}


def test_production_is_what_you_get_without_saying() -> None:
    assert Settings.from_env(SAFE).is_production


def test_admins_need_a_second_factor_but_in_the_demo(tmp_path: Path) -> None:
    assert Settings.from_env(SAFE).require_totp
    assert not Settings.from_env({**SAFE, "BUPAI_REQUIRE_TOTP": "0"}).require_totp
    demo = {"BUPAI_ENV": "demo", "BUPAI_INSTANCE_DIR": str(tmp_path / "instance")}
    assert not Settings.from_env(demo).require_totp
    assert Settings.from_env({**demo, "BUPAI_REQUIRE_TOTP": "1"}).require_totp


def test_mail_is_sent_only_with_a_server() -> None:
    assert not Settings.from_env(SAFE).sends_mail
    assert Settings.from_env({**SAFE, **MAIL}).sends_mail


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"BUPAI_SECRET_KEY": ""}, "BUPAI_SECRET_KEY"),
        ({"BUPAI_SECRET_KEY": "short"}, "BUPAI_SECRET_KEY"),
        ({"BUPAI_DATABASE_URL": ""}, "BUPAI_DATABASE_URL"),
        ({"BUPAI_ENV": "staging"}, "BUPAI_ENV"),
        ({"BUPAI_STORAGE": "ftp"}, "BUPAI_STORAGE"),
        ({"BUPAI_STORAGE": "s3"}, "BUPAI_S3_BUCKET"),
        ({"BUPAI_INSECURE_COOKIES": "1"}, "BUPAI_INSECURE_COOKIES"),
        ({"BUPAI_INSECURE_COOKIES": "yes"}, "BUPAI_INSECURE_COOKIES"),
        ({"BUPAI_CLAIM_MINUTES": "soon"}, "BUPAI_CLAIM_MINUTES"),
        ({**MAIL, "BUPAI_MAIL_FROM": ""}, "BUPAI_MAIL_FROM"),
        ({**MAIL, "BUPAI_PUBLIC_URL": "bupai.example.edu.cn"}, "BUPAI_PUBLIC_URL"),
        ({**MAIL, "BUPAI_SMTP_TLS": "ssl"}, "BUPAI_SMTP_TLS"),
        ({**MAIL, "BUPAI_SMTP_TLS": "none", "BUPAI_SMTP_PASSWORD": "p"}, "BUPAI_SMTP_PASSWORD"),
    ],
)
def test_what_production_refuses(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_env({**SAFE, **changes})


def test_the_demo_needs_no_setting_and_keeps_its_secret(tmp_path: Path) -> None:
    environ = {"BUPAI_ENV": "demo", "BUPAI_INSTANCE_DIR": str(tmp_path / "instance")}
    first = Settings.from_env(environ)
    assert first.insecure_cookies
    assert first.secret_key == Settings.from_env(environ).secret_key
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_setting_stands_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    missing = [
        spec.metadata["variable"] for spec in fields(Settings) if f"`{spec.metadata['variable']}`" not in text
    ]
    assert missing == []


def test_cookies_are_safe_in_production(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    app = create_app(
        Settings.from_env({**SAFE, "BUPAI_DATABASE_URL": url, "BUPAI_INSTANCE_DIR": str(tmp_path)})
    )
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    answer = app.test_client().get("/", base_url="http://example.test")
    assert answer.status_code in (301, 302)
    assert answer.headers["Location"].startswith("https://")


def in_a_process(*words: str) -> subprocess.CompletedProcess[str]:
    """A command of a machine where no setting of ours is made."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BUPAI_")}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_an_unsafe_start_ends_with_one_plain_line() -> None:
    done = in_a_process("flask", "--app", "wsgi", "notice", "show")
    assert done.returncode == 1
    assert done.stderr.startswith("bupai does not start: BUPAI_SECRET_KEY")
    assert "Traceback" not in done.stderr


def test_photos_are_checked_without_any_setting(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    done = in_a_process("flask", "--app", "wsgi", "photo", "check", "--json", str(tmp_path / "empty.jpg"))
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "fail"

"""One frozen Settings object, read once from the environment.

Every field names its variable; the table in README.md is checked against this module by a test.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 32
MEGABYTE = 1024 * 1024
SMTP_TLS = ("starttls", "tls", "none")


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message names the environment variable and says how to mend it."""


def setting(variable: str, default: Any, about: str, *, secret: bool = False) -> Any:
    """A field of Settings with the variable it is read from and the line for the README's table."""
    return field(default=default, metadata={"variable": variable, "about": about, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """All that can be set from outside. Times are in the unit that the field's name ends with."""

    environment: str = setting("BUPAI_ENV", "production", "`production`, `demo` or `test`")
    secret_key: str = setting(
        "BUPAI_SECRET_KEY",
        "",
        "signs sessions and tokens, 32 characters or more; the demo makes its own",
        secret=True,
    )
    database_url: str = setting(
        "BUPAI_DATABASE_URL",
        "",
        "SQLAlchemy URL, `postgresql+psycopg://…` or `sqlite:///…`; the demo uses SQLite in `instance/`",
        secret=True,
    )
    instance_dir: str = setting("BUPAI_INSTANCE_DIR", str(ROOT / "instance"), "what a running copy writes")
    storage: str = setting("BUPAI_STORAGE", "local", "`local` (a folder) or `s3`")
    storage_dir: str = setting(
        "BUPAI_STORAGE_DIR", "", "folder of the uploads; empty: `uploads` in the instance"
    )
    s3_endpoint: str = setting("BUPAI_S3_ENDPOINT", "", "URL of the object store; empty: Amazon's own")
    s3_bucket: str = setting("BUPAI_S3_BUCKET", "", "bucket of the uploads")
    s3_region: str = setting("BUPAI_S3_REGION", "us-east-1", "region of the bucket")
    s3_access_key: str = setting("BUPAI_S3_ACCESS_KEY", "", "access key", secret=True)
    s3_secret_key: str = setting("BUPAI_S3_SECRET_KEY", "", "secret key", secret=True)
    school_name: str = setting(
        "BUPAI_SCHOOL_NAME", "湖北科技学院", "stands above the product's name on every page"
    )
    school_code: str = setting(
        "BUPAI_SCHOOL_CODE",
        "",
        "the school's national code (院校代码), on the photographer card; empty: of 湖北科技学院 alone",
    )
    trusted_proxies: int = setting(
        "BUPAI_TRUSTED_PROXIES", 0, "how many proxies in front set X-Forwarded-For"
    )
    insecure_cookies: bool = setting(
        "BUPAI_INSECURE_COOKIES",
        False,
        "`1`: cookies over plain http (the demo's default); never in production",
    )
    idle_minutes: int = setting("BUPAI_IDLE_MINUTES", 45, "a session ends after so long without a request")
    login_failures: int = setting("BUPAI_LOGIN_FAILURES", 5, "wrong log-ins before an account pauses")
    login_pause_minutes: int = setting("BUPAI_LOGIN_PAUSE_MINUTES", 15, "length of that pause")
    login_address_limit: str = setting(
        "BUPAI_LOGIN_ADDRESS_LIMIT", "600 per 5 minutes", "log-ins from one address; a campus shares one"
    )
    require_totp: bool = setting(
        "BUPAI_REQUIRE_TOTP",
        True,
        "`1`: admins log in with a second factor; `0`: they may do without (the demo's default)",
    )
    upload_limit: str = setting("BUPAI_UPLOAD_LIMIT", "60 per 10 minutes", "uploads of one account")
    check_limit: str = setting("BUPAI_CHECK_LIMIT", "30 per 10 minutes", "pre-checks from one address")
    ratelimit_storage: str = setting(
        "BUPAI_RATELIMIT_STORAGE",
        "memory://",
        "where limits are counted; `redis://…` shares them between hosts",
    )
    upload_max_mb: int = setting("BUPAI_UPLOAD_MAX_MB", 20, "largest file a student may send, in MiB")
    return_grace_days: int = setting(
        "BUPAI_RETURN_GRACE_DAYS", 3, "days a returned student always has to correct"
    )
    retention_days: int = setting(
        "BUPAI_RETENTION_DAYS", 365, "days after the deadline until `flask purge` may take personal data away"
    )
    claim_minutes: int = setting("BUPAI_CLAIM_MINUTES", 15, "how long a reviewer holds a submission")
    undo_seconds: int = setting(
        "BUPAI_UNDO_SECONDS",
        10,
        "how long a reviewer may take a decision back; the student sees it after that; `0`: at once",
    )
    export_pattern: str = setting(
        "BUPAI_EXPORT_PATTERN", "{id_number}.jpg", "default name of an exported photo"
    )

    smtp_host: str = setting("BUPAI_SMTP_HOST", "", "mail server; empty: no mail at all, the pages alone")
    smtp_port: int = setting("BUPAI_SMTP_PORT", 587, "its port; 465 goes with `tls`, 587 with `starttls`")
    smtp_user: str = setting("BUPAI_SMTP_USER", "", "account at the mail server; empty: no log-in")
    smtp_password: str = setting("BUPAI_SMTP_PASSWORD", "", "password of that account", secret=True)
    smtp_tls: str = setting("BUPAI_SMTP_TLS", "starttls", "`starttls`, `tls` or `none`")
    mail_from: str = setting(
        "BUPAI_MAIL_FROM", "", "sender's address of the mails; needed with a mail server"
    )
    public_url: str = setting(
        "BUPAI_PUBLIC_URL",
        "",
        "this site as students reach it, for links in mails; needed with a mail server",
    )

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server; without one nothing is queued."""
        return bool(self.smtp_host)

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def upload_max_bytes(self) -> int:
        return self.upload_max_mb * MEGABYTE

    @property
    def uploads_folder(self) -> Path:
        """Folder of the local storage."""
        return Path(self.storage_dir) if self.storage_dir else Path(self.instance_dir) / "uploads"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read every field from `environ`, fill what the demo may make by itself, and check the whole.

        Raises SettingsError, naming the variable, for a value that cannot be read or is unsafe.
        """
        values: dict[str, Any] = {}
        for spec in fields(cls):
            raw = environ.get(spec.metadata["variable"], "")
            if raw:
                values[spec.name] = _parse(spec.metadata["variable"], raw, spec.default)
        if values.get("environment", "production") == "demo":
            _fill_for_demo(values)
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse what is unsafe or incomplete. Raises SettingsError."""
        if self.environment not in ("production", "demo", "test"):
            raise SettingsError(f"BUPAI_ENV is {self.environment!r}; use production, demo or test")
        if len(self.secret_key) < SECRET_LENGTH:
            raise SettingsError(
                f"BUPAI_SECRET_KEY needs {SECRET_LENGTH} characters or more; "
                'make one with: python3 -c "import secrets; print(secrets.token_hex(32))"'
            )
        if not self.database_url:
            raise SettingsError(
                "BUPAI_DATABASE_URL is not set, for example postgresql+psycopg://user@host/bupai"
            )
        if self.storage not in ("local", "s3"):
            raise SettingsError(f"BUPAI_STORAGE is {self.storage!r}; use local or s3")
        if self.storage == "s3" and not (self.s3_bucket and self.s3_access_key and self.s3_secret_key):
            raise SettingsError(
                "BUPAI_STORAGE is s3: set BUPAI_S3_BUCKET, BUPAI_S3_ACCESS_KEY and BUPAI_S3_SECRET_KEY too"
            )
        if self.is_production and self.insecure_cookies:
            raise SettingsError("BUPAI_INSECURE_COOKIES must not be set in production")
        if self.sends_mail:
            self._check_mail()

    def _check_mail(self) -> None:
        if self.smtp_tls not in SMTP_TLS:
            raise SettingsError(f"BUPAI_SMTP_TLS is {self.smtp_tls!r}; use one of {', '.join(SMTP_TLS)}")
        if "@" not in self.mail_from:
            raise SettingsError(
                f"BUPAI_MAIL_FROM is {self.mail_from!r}; with BUPAI_SMTP_HOST it must be the sender's address"
            )
        if not self.public_url.startswith(("http://", "https://")):
            raise SettingsError(
                f"BUPAI_PUBLIC_URL is {self.public_url!r}; with BUPAI_SMTP_HOST it must begin with http(s)://"
            )
        if self.is_production and self.smtp_password and self.smtp_tls == "none":
            raise SettingsError("BUPAI_SMTP_TLS is none: BUPAI_SMTP_PASSWORD would travel in the clear")


def _parse(variable: str, raw: str, default: Any) -> Any:
    if isinstance(default, bool):
        if raw not in ("0", "1"):
            raise SettingsError(f"{variable} is {raw!r}; use 0 or 1")
        return raw == "1"
    if isinstance(default, int):
        if not raw.isdecimal():
            raise SettingsError(f"{variable} is {raw!r}; use a whole number")
        return int(raw)
    return raw


def _fill_for_demo(values: dict[str, Any]) -> None:
    """The demo needs no setting at all: SQLite, a secret of its own, cookies over plain http."""
    instance = Path(values.get("instance_dir") or ROOT / "instance")
    instance.mkdir(parents=True, exist_ok=True)
    values.setdefault("database_url", f"sqlite:///{instance.resolve() / 'bupai.sqlite3'}")
    values.setdefault("insecure_cookies", True)
    values.setdefault("require_totp", False)
    if "secret_key" not in values:
        secret_file = instance / "secret_key"
        if not secret_file.exists():
            secret_file.touch(mode=0o600)
            secret_file.write_text(secrets.token_hex(SECRET_LENGTH), encoding="ascii")
        values["secret_key"] = secret_file.read_text(encoding="ascii").strip()

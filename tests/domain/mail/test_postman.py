"""The connection to the mail server: log-in, and encryption that is never left out silently."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.domain.mail.server import MailServer
from webapp.config import Settings
from webapp.domain.mail.postman import Failure, Postman, UndeliveredError


def settings_of(server: MailServer, smtp_tls: str = "none", password: str = "") -> Settings:
    return Settings(
        smtp_host="127.0.0.1",
        smtp_port=server.port,
        smtp_tls=smtp_tls,
        smtp_user="bupai" if password else "",
        smtp_password=password,
        public_url="https://bupai.example.edu.cn",
    )


def message() -> EmailMessage:
    found = EmailMessage()
    found["From"], found["To"] = "bupai@example.edu.cn", "student@example.edu.cn"
    found.set_content("hello")
    return found


def test_one_connection_carries_several_mails_after_one_login() -> None:
    with MailServer(account=("bupai", "right")) as server:
        settings = settings_of(server, password="right")
        with Postman(settings) as postman:
            postman.deliver(message())
            postman.deliver(message())
        assert (len(server.messages), server.logins) == (2, 1)


def test_a_wrong_password_is_our_own_trouble() -> None:
    with MailServer(account=("bupai", "right")) as server:
        settings = settings_of(server, password="wrong")
        with Postman(settings) as postman, pytest.raises(UndeliveredError) as refused:
            postman.deliver(message())
        assert (refused.value.failure, refused.value.is_ours) == (Failure.LOGIN, True)
        assert server.messages == []


@pytest.mark.parametrize("smtp_tls", ["starttls", "tls"])
def test_nothing_goes_in_the_clear_to_a_server_that_cannot_encrypt(smtp_tls: str) -> None:
    with MailServer() as server:
        with (
            Postman(settings_of(server, smtp_tls=smtp_tls)) as postman,
            pytest.raises(UndeliveredError) as refused,
        ):
            postman.deliver(message())
        assert refused.value.failure is Failure.UNREACHABLE
        assert server.messages == []


def test_a_refusal_leaves_the_way_free_for_the_next_mail() -> None:
    with MailServer() as server:
        server.at_recipient = ["550 no such user"]
        with Postman(settings_of(server)) as postman:
            with pytest.raises(UndeliveredError) as refused:
                postman.deliver(message())
            postman.deliver(message())
        assert refused.value.is_final and not refused.value.is_ours
        assert len(server.messages) == 1

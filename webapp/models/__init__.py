"""The tables, and nothing but the tables."""

from webapp.models.base import Base
from webapp.models.campaign import Branch, Campaign, CampusSession, NoticeDocument
from webapp.models.chsi import ChsiAnswer
from webapp.models.mail import MailKind, NoticeAddress, OutboxMail
from webapp.models.people import College, DeadlineExtension, IdType, LoginPause, Role, Staff, Student
from webapp.models.record import AuditEvent, Export
from webapp.models.submission import Kind, State, Submission, Upload

__all__ = [
    "AuditEvent",
    "Base",
    "Branch",
    "Campaign",
    "CampusSession",
    "ChsiAnswer",
    "College",
    "DeadlineExtension",
    "Export",
    "IdType",
    "Kind",
    "LoginPause",
    "MailKind",
    "NoticeAddress",
    "NoticeDocument",
    "OutboxMail",
    "Role",
    "Staff",
    "State",
    "Student",
    "Submission",
    "Upload",
]

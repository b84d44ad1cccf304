"""The tables, and nothing but the tables."""

from webapp.models.base import Base
from webapp.models.campaign import Branch, Campaign, CampaignChange, CampusSession, NoticeDocument
from webapp.models.chsi import ChsiAnswer
from webapp.models.counts import CollegeCount
from webapp.models.mail import MailKind, NoticeAddress, OutboxMail
from webapp.models.people import College, DeadlineExtension, IdType, LoginPause, Role, Staff, Student
from webapp.models.record import AuditEvent, Export, ExportItem
from webapp.models.reminder import Channel, Reminded, Reminder
from webapp.models.review import Decision, FaceDescriptor, FaceMatch
from webapp.models.roll_call import RollClosing, RollMark
from webapp.models.second_factor import RecoveryCode
from webapp.models.submission import Kind, State, Submission, Upload
from webapp.models.work import Work, WorkKind, WorkState

__all__ = [
    "AuditEvent",
    "Base",
    "Branch",
    "Campaign",
    "CampaignChange",
    "CampusSession",
    "Channel",
    "ChsiAnswer",
    "College",
    "CollegeCount",
    "DeadlineExtension",
    "Decision",
    "Export",
    "ExportItem",
    "FaceDescriptor",
    "FaceMatch",
    "IdType",
    "Kind",
    "LoginPause",
    "MailKind",
    "NoticeAddress",
    "NoticeDocument",
    "OutboxMail",
    "RecoveryCode",
    "Reminded",
    "Reminder",
    "Role",
    "RollClosing",
    "RollMark",
    "Staff",
    "State",
    "Student",
    "Submission",
    "Upload",
    "Work",
    "WorkKind",
    "WorkState",
]

"""What stands in the record, in words that an admin reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from webapp.domain.exports.spreadsheet import STATES
from webapp.domain.queries.audit_names import REFERENCES
from webapp.domain.queries.figure_words import reason_words
from webapp.domain.return_reasons import KINDS, PART_NAMES
from webapp.domain.roster.comparing import COLUMN_NAMES
from webapp.domain.staff import ROLE_NAMES

ACTIONS = {
    "account.activated": "设置第一个密码",
    "account.logged_in": "登录",
    "account.logged_out_everywhere": "退出自己的其他登录",
    "account.password_changed": "改密码",
    "account.password_reset": "清除同学的密码",
    "audit.export": "导出操作记录",
    "audit.look": "查看一位同学的操作记录",
    "chase.csv": "下载催交名单",
    "chase.remind": "提醒同学",
    "chsi.checked": "确认学信网照片",
    "chsi.gate": "回答学信网有没有照片",
    "demo.seed": "装入演示数据",
    "details.save": "填写拍照信息",
    "export.discard": "作废一次导出",
    "export.finish": "导出完成",
    "export.list": "导出名单",
    "export.photos": "导出照片",
    "faces.search": "查找相似的人脸",
    "mail.address": "登记邮箱",
    "mail.forget": "取消邮箱",
    "mail.unsubscribe": "从邮件里退订",
    "notice.branch": "修改分社",
    "notice.campaign": "修改标题或截止",
    "notice.contact": "修改学院联系人",
    "notice.load": "装入通知",
    "notice.session": "添加或修改集中拍摄",
    "notice.session_removed": "删除集中拍摄",
    "paper.receive": "收到纸质照片",
    "paper.undo": "撤销收到纸质照片",
    "purge": "到期清除完成",
    "purge.begin": "开始到期清除",
    "review.approve": "审核通过",
    "review.claim": "开始审核",
    "review.look": "查看材料",
    "review.release": "放开材料",
    "review.return": "退回",
    "review.undo": "撤销审核",
    "roster.import": "导入名册",
    "roster.photos": "导入录取照片",
    "roster.photos_done": "导入录取照片完成",
    "roster.preview": "预览名册",
    "roll_call.close": "结束点名",
    "roll_call.import": "导入到场名单",
    "roll_call.look": "打开点名名单",
    "roll_call.mark": "点名",
    "roll_call.reopen": "重新打开点名",
    "second_factor.off": "关闭两步验证",
    "second_factor.on": "开启两步验证",
    "second_factor.recovery_renewed": "换一批恢复码",
    "second_factor.recovery_used": "用恢复码登录",
    "second_factor.refused": "验证码或恢复码不对",
    "standard.change": "修改照片标准",
    "text.change": "修改通知文字",
    "campaign.activate": "启用一届",
    "staff.colleges": "修改负责的学院",
    "staff.create": "新建账号",
    "staff.disable": "停用账号",
    "staff.enable": "恢复账号",
    "staff.invite": "生成邀请链接",
    "staff.joined": "接受邀请",
    "staff.log_out": "全部退出登录",
    "staff.second_factor_reset": "重置两步验证",
    "staff.password": "重设账号密码",
    "staff.role": "修改角色",
    "staff.sessions": "修改负责的场次",
    "storage.delete_orphans": "删除没有记录的文件",
    "student.extend": "延期",
    "student.look": "查看同学",
    "submission.open": "开始补拍",
    "submission.submit": "提交",
    "submission.withdraw": "撤回",
    "upload.save": "上传文件",
}
TARGETS = {
    "branch": "分社",
    "campaign": "届",
    "campus_session": "集中拍摄",
    "college": "学院",
    "export": "导出",
    "reminder": "提醒",
    "staff": "账号",
    "storage": "存储",
    "student": "同学",
    "submission": "材料",
}
DETAILS = {
    "activated": "启用",
    "class_year": "届",
    "code": "采集码",
    "electronic": "电子照片",
    "face_consent": "同意人脸比对",
    "paper": "纸质照片",
    "parts": "内容",
    "verdict": "检查",
    "pattern": "命名规则",
    "only_new": "只要新的",
    "college_id": "学院",
    "states": "状态",
    "campaign_id": "届",
    "changed": "更新",
    "columns": "列",
    "colleges": "学院",
    "count": "数量",
    "gone": "文件里没有",
    "how": "方式",
    "kept": "数量",
    "kind": "种类",
    "last_day": "最后一天",
    "left_out": "没有导入",
    "listed": "名单",
    "missing": "没到",
    "moved": "换届",
    "new": "新增",
    "present": "到场",
    "problems": "问题",
    "reasons": "原因",
    "files": "文件",
    "role": "角色",
    "replaced": "替换",
    "rows": "其他",
    "students": "学生",
    "submissions": "材料",
    "session": "场次",
    "sessions": "场次",
    "sha256": "文件指纹",
    "size": "字节",
    "unchanged": "没有变化",
    "what": "内容",
}
# Codes that details hold, where they are not numbers.
VALUES: dict[Any, str] = {
    **COLUMN_NAMES,
    **{str(role): words for role, words in ROLE_NAMES.items()},
    **{str(state): words for state, words in STATES.items()},
    **{str(kind): PART_NAMES[part] for part, kind in KINDS.items()},
    "pass": "合格",
    "warn": "请留意",
    "fail": "不合格",
}
EMPTY: tuple[Any, ...] = (None, "", [], {})  # says nothing
HIDDEN = {"key"}  # where a file lay in the store tells nobody anything
FINGERPRINT = 12  # characters of a SHA-256 that are enough to compare by eye
LONGEST = 160  # characters of the details on a page; the CSV has them whole


def action_words(action: str) -> str:
    """An action in Chinese; one that has no words yet keeps its code."""
    return ACTIONS.get(action, action)


def target_words(target: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """The row of a target: "材料 12", or its name where `names` (see `audit_names`) has one."""
    kind, _, number = target.partition(":")
    return names.get(target, f"{TARGETS.get(kind, kind)} {number}".strip())


def details_words(details: dict[str, Any], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """What the record says besides, short enough for a line of a table. names: see `audit_names`."""
    shown = (
        f"{DETAILS.get(name, name)} {_value(name, value, names)}"
        for name, value in details.items()
        if name not in HIDDEN and value not in EMPTY
    )
    text = "，".join(shown)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "、".join(_value(name, one, names) for one in value)
    if isinstance(value, dict):
        return "、".join(f"{VALUES.get(key, key)} {VALUES.get(one, one)}" for key, one in value.items())
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in REFERENCES:
        return names.get(f"{REFERENCES[name]}:{value}", str(value))
    if name == "sha256":
        return str(value)[:FINGERPRINT]
    return reason_words(value) if name == "reasons" else str(VALUES.get(value, value))

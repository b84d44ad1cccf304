"""What stands in the record, in words that an admin reads."""

from __future__ import annotations

from typing import Any

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
HIDDEN = {"key"}  # where a file lay in the store tells nobody anything
FINGERPRINT = 12  # characters of a SHA-256 that are enough to compare by eye
LONGEST = 160  # characters of the details on a page; the CSV has them whole


def action_words(action: str) -> str:
    """An action in Chinese; one that has no words yet keeps its code."""
    return ACTIONS.get(action, action)


def target_words(target: str) -> str:
    """The row of a target: "材料 12"."""
    kind, _, number = target.partition(":")
    return f"{TARGETS.get(kind, kind)} {number}".strip()


def details_words(details: dict[str, Any]) -> str:
    """What the record says besides, short enough for a line of a table."""
    shown = (_detail(name, value) for name, value in details.items() if name not in HIDDEN and value != {})
    text = "，".join(shown)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _detail(name: str, value: Any) -> str:
    if name == "sha256":
        value = str(value)[:FINGERPRINT]
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, dict):
        value = "、".join(f"{key} {count}" for key, count in value.items())
    if isinstance(value, list):
        value = "、".join(map(str, value))
    return f"{DETAILS.get(name, name)} {value}"

"""Short Chinese names for what the review pages show of the record and of the face comparison."""

from __future__ import annotations

from typing import Any, Final

ACTIONS: Final = {
    "submission.open": "开始填写",
    "details.save": "填写拍摄信息",
    "upload.save": "上传",
    "submission.submit": "提交",
    "submission.withdraw": "撤回",
    "review.claim": "开始审核",
    "review.release": "放回队列",
    "review.approve": "审核通过",
    "review.return": "退回",
    "paper.receive": "收到纸质照片",
    "paper.undo": "撤销收到纸质照片",
    "review.undo": "撤销审核",
}
KINDS: Final = {"electronic": "电子照片", "paper": "纸质照片", "code": "图像采集码", "face": "人脸"}

# The reasons that a digit picks: fixed, so that fingers learn them.
REASON_KEYS: Final = {
    code: str(digit)
    for digit, code in enumerate(
        (
            "photo_size",
            "photo_background",
            "photo_background_color",
            "photo_posture",
            "photo_hair",
            "photo_light",
            "photo_not_original",
            "paper_unclear",
            "code_unreadable",
        ),
        start=1,
    )
}

_SAME: Final = "像是同一个人"
_COMPARED_WITH: Final = {"paper": "和纸质照片", "admission": "和录取照片"}
_VERDICTS: Final = {
    "same": ("pass", _SAME),
    "unsure": ("warn", "拿不准是不是同一个人，请仔细对照"),
    "different": ("fail", "不像同一个人，请仔细对照"),
}
_NOT_COMPARED: Final = ("warn", "没有比成，请自己对照")


def kind_name(kind: str) -> str:
    """One of the three things to hand in."""
    return KINDS[kind]


def action_name(action: str, details: dict[str, Any]) -> str:
    """An event of the record in a few words."""
    name = ACTIONS.get(action, action)
    return f"{name}{KINDS.get(details.get('kind', ''), '')}"


def comparisons(stored: dict[str, Any]) -> list[tuple[str, str]]:
    """(tone, sentence with the distance of the faces, 0 is identical) of each stored face comparison."""
    lines = []
    for key, compared in _COMPARED_WITH.items():
        if key in stored:
            tone, words = _VERDICTS.get(stored[key].get("verdict", ""), _NOT_COMPARED)
            distance = stored[key].get("distance")
            if distance is None:
                tone, words = _NOT_COMPARED
            else:
                words = f"{words}（距离 {distance:.2f}）"
            lines.append((tone, f"{compared}：{words}"))
    return lines

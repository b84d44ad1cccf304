"""What is wrong with a data file of a notice, said to an admin: the readers' errors are for developers."""

from __future__ import annotations

import re
from typing import Final

from webapp.domain.notice.values import NoticeError

_FILES: Final = {
    "campaign.json": "通知正文 campaign.json",
    "sessions.json": "拍摄安排 sessions.json",
    "rules.json": "须知 rules.json",
    "collection_code.json": "采集码获取办法 collection_code.json",
    "photo_rules.json": "照片要求 photo_rules.json",
    "branches.json": "分社 branches.json",
    "en.json": "英文 en.json",
    "file": "上传的文件",
}
_PROBLEMS: Final = (
    (r"missing", "没有填"),
    (r"unknown field", "没有这个字段，多半是拼错了"),
    (r"must not be empty", "不能是空的"),
    (r"must be text without blanks round it, is (.*)", r"要是文字，前后不能有空格；现在是 \1"),
    (r"must be one of (.*), is (.*)", r"只能是 \1 之一；现在是 \2"),
    (r"must be some of (.*)", r"只能从 \1 里选"),
    (r"must be a whole number of at least (\d+), is (.*)", r"要是不小于 \1 的整数；现在是 \2"),
    (r"must be a number between (\S+) and (\S+), is (.*)", r"要是 \1 到 \2 之间的数；现在是 \3"),
    (r"must be a date like (\S+), is (.*)", r"要写成 \1 这样的日期；现在是 \2"),
    (r"must be a time like (\S+), is (.*)", r"要写成 \1 这样的时间；现在是 \2"),
    (r"must be a moment like (\S+), is (.*)", r"要写成 \1 这样的时刻；现在是 \2"),
    (r"needs its offset from UTC", "要写明时区，例如 +08:00"),
    (r"must be a list of texts", "要是一列文字"),
    (r"must be a list", "要是一列（用 [ ] 括起来）"),
    (r"must be an object", "要是一个对象（用 { } 括起来）"),
    (r"must hold a list", "整个文件要是一列（用 [ ] 括起来）"),
    (r"must be later than start", "要晚于开始时间"),
    (r"must be given when no college is, and only then", "没有写学院时要写清给谁，写了学院就不要写"),
    (r"must be words of `printed`", "要是 printed 里原有的字"),
    (r"(.*) is not a code of the photo check", r"没有 \1 这项照片检查"),
    (r"there is no field (.*)", r"没有 \1 这个字段"),
    (r"(.*) cannot be dialled, and no flag says so", r"\1 拨不通，又没有标明存疑"),
    (r"(.*) is there twice", r"\1 重复了"),
    (r"(.*) is not in the notice", r"通知里没有 \1 这句话"),
    (r"(.*) has no English", r"\1 没有英文"),
    (r"is not in campaign.json", "campaign.json 里没有这个批次"),
    (r"is not the day of its batch", "和 campaign.json 里这个批次的日期不一样"),
    (r"has a branch", "这个省份有分社，不该列在“没有分社”里"),
    (r"(.*) has no branch", r"\1 没有分社"),
    (r"cannot be read.*", "没有这个文件，或者打不开"),
    (r"is not JSON in UTF-8.*", "不是 UTF-8 编码的 JSON，请检查引号、逗号和编码"),
    (r"is neither a zip of the data files nor JSON", "既不是装着通知数据文件的 zip，也不是 JSON"),
    (r"is too large", "太大了，不像是通知的数据文件"),
    (r"is encrypted or damaged", "zip 加了密码或者损坏了，请重新打包"),
)
_NO_ENTRY: Final = {"file", "folder"}
_NO_FIELD: Final = "-"


def in_chinese(error: NoticeError) -> str:
    """File, entry, field and what to mend: "须知 rules.json，rules[2] 的 codes：没有填。" """
    where = [_FILES.get(error.file, error.file)]
    if error.entry not in _NO_ENTRY:
        where.append(error.entry if error.field == _NO_FIELD else f"{error.entry} 的 {error.field}")
    return f"{'，'.join(where)}：{_words(error.problem)}。"


def _words(problem: str) -> str:
    for pattern, words in _PROBLEMS:
        found = re.fullmatch(pattern, problem, re.DOTALL)
        if found:
            return found.expand(words)
    return problem

"""What a student forwards to the photographer: exactly what to change, each with what was measured.

Always in Chinese, whatever the student reads: the photographer reads it.
"""

from __future__ import annotations

from webapp.domain import intake
from webapp.domain.chat_copy import is_chat_copy
from webapp.language import CHINESE, spoken
from webapp.pages.findings import grouped
from webapp.photocheck import Finding, Fixer, Report, Standard
from webapp.photocheck_wording import describe

GREETING = "您好，这张照片用于学历证书电子注册（学信网），检查后有 {count} 处要改："
CHAT_COPY = "您好，我收到的照片被聊天软件压缩过了，请把原文件再发我一次。"
STILL = "另外，检查时还看到："
# What a chat does to any photo: it says nothing about the original.
CHAT_DOES = {"dimensions", "file_size", "resolution", "compression_quality", "sharpness"}
EXPORT = "导出：JPEG，宽 {width}×高 {height} 像素，{dpi} dpi，RGB，{low:.0f}–{high:.0f} KB。"
SEND = "请用邮箱，或微信的“文件”发原文件，不要作为图片直接发，图片会被压缩。谢谢！"


def note_for(report: Report, standard: Standard) -> str:
    """The text to forward; "" when the photographer has nothing to change, or the file is no photo at all.

    Of a chat copy the original is asked for, and what the chat itself did is not held against the photo.
    """
    if not intake.can_be_shown(report):
        return ""  # nothing was measured: the student chose a wrong file, or a broken one
    is_copy = is_chat_copy(report)
    findings = [found for found in _for_the_photographer(report) if not (is_copy and found.code in CHAT_DOES)]
    if not findings and not is_copy:
        return ""
    with spoken(CHINESE):
        lines = [f"{number}. {_line(found)}" for number, found in enumerate(findings, start=1)]
    head = [CHAT_COPY, *([STILL] if lines else [])] if is_copy else [GREETING.format(count=len(lines))]
    return "\n".join([*head, *lines, export_line(standard), SEND])


def _for_the_photographer(report: Report) -> tuple[Finding, ...]:
    groups = grouped(report).groups
    return next((group.findings for group in groups if group.fixer is Fixer.PHOTOGRAPHER), ())


def export_line(standard: Standard) -> str:
    """The file that the standard asks for, in one line for whoever exports it."""
    return EXPORT.format(
        width=standard.width,
        height=standard.height,
        dpi=standard.dpi,
        low=standard.file_kb_low,
        high=standard.file_kb_high,
    )


def _line(finding: Finding) -> str:
    """One finding: what is wrong, with what was measured and what is allowed."""
    words = describe(finding)
    line = f"{words.title}：{words.text}"
    has_numbers = finding.measured is not None and words.measured_text and words.allowed_text
    if not has_numbers or (words.measured_text in words.text and words.allowed_text in words.text):
        return line
    return f"{line}（量到 {words.measured_text}，要求 {words.allowed_text}）"

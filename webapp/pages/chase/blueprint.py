"""Blueprint `chase`."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint

from webapp import clock
from webapp.domain.chasing.stages import STAGE_NAMES
from webapp.models import Channel
from webapp.pages import staff_frame

blueprint = Blueprint("chase", __name__, url_prefix="/chase")
staff_frame.register(blueprint)

CHANNEL_NAMES = {Channel.TEXT: "群消息", Channel.MAIL: "邮件"}


@blueprint.context_processor
def _names() -> dict[str, object]:
    return {"stage_names": STAGE_NAMES, "channel_names": CHANNEL_NAMES}


@blueprint.app_template_filter()
def days_ago(moment: datetime | None) -> str:
    """How long ago by the days of the calendar in China: "今天", "昨天", "3 天前"; "" for never."""
    if moment is None:
        return ""
    days = (clock.today() - clock.local(moment).date()).days
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前")

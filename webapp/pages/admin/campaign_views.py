"""Classes of year: the list, a new one from a notice after a look at it, and which of them runs."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, RadioField
from wtforms.fields import SelectChoice

from webapp.domain import campaigns
from webapp.domain.errors import InvalidError, NotFoundError
from webapp.domain.notice.loading import Outcome
from webapp.domain.notice.problems import in_chinese
from webapp.domain.notice.values import NoticeError
from webapp.domain.queries import notice as documents
from webapp.domain.queries.campaigns import campaign_of_year
from webapp.models import Campaign
from webapp.pages.access import Permission, allow
from webapp.pages.admin.blueprint import NO_SUCH_CAMPAIGN, blueprint, the_admin
from webapp.pages.typed_fields import Text, number_or_none

FILE, OURS = "file", "ours"
NO_FILE = "请选择通知的数据文件（zip 或 JSON）。"
LOADED = "{class_year} 届已载入。"
ACTIVATED = "{class_year} 届已启用，其他届已关闭。"
PARTS = {
    "campaign_row": "标题和截止时间",
    "sessions": "集中拍摄安排",
    documents.CAMPAIGN: "通知正文",
    documents.RULES: "须知和要求",
    documents.CODE_GUIDE: "采集码获取办法",
    documents.PHOTO_CLAUSES: "照片要求",
    documents.WITHOUT_BRANCH: "没有分社的省份",
    documents.ENGLISH: "英文译文",
    "branches": "各地分社（各届共用）",
}
OUTCOMES = {
    Outcome.NEW: "新载入",
    Outcome.SAME: "没有变化",
    Outcome.KEPT: "和现在的内容不同",
    Outcome.REPLACED: "已覆盖",
}


class NoticeForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Which notice, and for which class."""

    source = RadioField(
        "通知从哪里来",
        choices=[
            SelectChoice(FILE, "上传通知的数据文件（zip 或 JSON）"),
            SelectChoice(OURS, "用系统里最新的一份通知，日期按年平移"),
        ],
        default=FILE,
    )
    file = FileField("数据文件")
    class_year = Text("哪一届（不填就用通知自己的届别）")


class ConfirmForm(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """What to do with a notice that was looked at."""

    token = Text()
    activate = BooleanField("同时启用这一届，其他届随之关闭")
    replace = BooleanField("和现在不同的内容，按这份通知覆盖（不勾就保留）")


@blueprint.route("/campaigns", methods=["GET", "POST"])
@allow(Permission.ADMIN)
def campaign_list() -> ResponseReturnValue:
    """Every class; and a look at the notice of a new one."""
    form = NoticeForm()
    if form.validate_on_submit():
        try:
            return _look(form)
        except NoticeError as error:
            form.form_errors.append(in_chinese(error))
        except InvalidError as error:
            form.form_errors.append(error.message)
    page = render_template("admin/campaigns.html", form=form, standings=campaigns.standings())
    return page, 422 if form.errors else 200


@blueprint.post("/campaigns/confirm")
@allow(Permission.ADMIN)
def confirm_campaign() -> ResponseReturnValue:
    """Load the notice that was shown."""
    form = ConfirmForm()
    loaded = campaigns.confirm(
        the_admin(), form.token.data or "", activate=form.activate.data, replace=form.replace.data
    )
    flash(LOADED.format(class_year=loaded.campaign.class_year), "success")
    return redirect(url_for("admin.campaign", class_year=loaded.campaign.class_year))


@blueprint.get("/campaigns/<int:class_year>")
@allow(Permission.ADMIN)
def campaign(class_year: int) -> ResponseReturnValue:
    """One class: what it holds, and where to look at it."""
    found = _find(class_year)
    (standing,) = (one for one in campaigns.standings() if one.campaign is found)
    return render_template("admin/campaign.html", standing=standing, campaign=found)


@blueprint.post("/campaigns/<int:class_year>/activate")
@allow(Permission.ADMIN)
def activate_campaign(class_year: int) -> ResponseReturnValue:
    """Let this class run, and close every other."""
    campaigns.activate(the_admin(), _find(class_year))
    flash(ACTIVATED.format(class_year=class_year), "success")
    return redirect(url_for("admin.campaign_list"))


def _look(form: NoticeForm) -> ResponseReturnValue:
    data = None
    if form.source.data == FILE:
        sent = request.files.get(form.file.name)
        data = sent.read() if sent else b""
        if not data:
            raise InvalidError(NO_FILE)
    year = number_or_none(form.class_year.data)
    if form.class_year.data and year is None:
        raise InvalidError(campaigns.WRONG_YEAR)
    seen = campaigns.preview(the_admin(), data, year)
    confirm = ConfirmForm(formdata=None, token=seen.token)
    return render_template(
        "admin/campaign_preview.html", seen=seen, form=confirm, parts=PARTS, outcomes=OUTCOMES
    )


def _find(class_year: int) -> Campaign:
    found = campaign_of_year(class_year)
    if found is None:
        raise NotFoundError(NO_SUCH_CAMPAIGN)
    return found

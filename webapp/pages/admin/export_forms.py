"""What to export, as chosen on the page."""

from __future__ import annotations

from collections.abc import Collection

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.domain.exports.naming import LONGEST_PATTERN, TOO_LONG
from webapp.domain.exports.selection import Selection
from webapp.domain.exports.spreadsheet import STATES
from webapp.models import Campaign, College, State
from webapp.pages.typed_fields import Text, number_or_none

EARLIER = "（没有启用）"
ALL = SelectChoice("", "全部")
OFFERED = (State.APPROVED, State.SUBMITTED, State.RETURNED, State.DRAFT)


class ExportChoice(FlaskForm):  # type: ignore[misc] # flask-wtf has no types
    """Which students, and how photos are named. The same for the look and for the download."""

    class Meta:
        csrf = False  # the look is a question; the download is protected by the app itself

    campaign = SelectField("届", validate_choice=False)
    college = SelectField("学院", validate_choice=False)
    states = SelectMultipleField(
        "状态",
        choices=[SelectChoice(str(state), STATES[state]) for state in OFFERED],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    only_new = BooleanField("只要上次导出以后新的和有变化的")
    pattern = Text("照片命名规则", validators=[Length(max=LONGEST_PATTERN, message=TOO_LONG)])

    def offer(self, campaigns: Collection[Campaign], colleges: Collection[College]) -> None:
        """Fill the choices."""
        self.campaign.choices = [
            SelectChoice(
                str(found.class_year), f"{found.class_year} 届" + ("" if found.is_active else EARLIER)
            )
            for found in campaigns
        ]
        self.college.choices = [ALL, *(SelectChoice(str(found.id), found.name) for found in colleges)]

    def complete(self, campaign: Campaign, pattern: str) -> None:
        """Put the usual choice where none was made: this campaign, approved ones, the school's pattern."""
        self.campaign.data = str(campaign.class_year)
        self.pattern.data = self.pattern.data or pattern
        known = [state for state in self.states.data or () if state in set(State)]
        self.states.data = known or [State.APPROVED.value]

    def selection(self, campaign: Campaign) -> Selection:
        """The students that were asked for."""
        chosen = set(self.states.data)
        states = tuple(state for state in State if state in chosen)
        return Selection(campaign.id, states, number_or_none(self.college.data), self.only_new.data)

    def values(self) -> list[tuple[str, str]]:
        """The choice as fields of another form, or of an address."""
        single = {"campaign": self.campaign.data, "college": self.college.data, "pattern": self.pattern.data}
        found = [(name, value or "") for name, value in single.items()]
        found += [("states", state) for state in self.states.data]
        return [*found, ("only_new", "y")] if self.only_new.data else found

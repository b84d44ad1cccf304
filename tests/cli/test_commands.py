"""Everything an admin can do in the browser is a command too: docs/commands.md is held to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from flask import Flask

from webapp.cli import GROUPS
from webapp.config import ROOT
from webapp.pages.access import Permission, permission_of

STAFF = {Permission.STAFF, Permission.LEADER, Permission.REVIEWER, Permission.ADMIN}
ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \| .+ \| (.+) \|$", re.MULTILINE)
COMMAND = re.compile(r"`flask ([a-z -]+?)(?: --[^`]*)?`")
NONE = "—"


def listed() -> dict[str, str]:
    """What docs/commands.md says of each endpoint."""
    return dict(ROW.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8")))


def commands(group: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, by its words."""
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*words, name))
    else:
        yield " ".join(words), group


ALL = {name: command for group in GROUPS for name, command in commands(group, (str(group.name),))}


def test_every_page_that_writes_has_its_command(app: Flask) -> None:
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and permission_of(app, rule.endpoint) in STAFF
    }
    assert set(listed()) == writing
    for endpoint, words in listed().items():
        named = COMMAND.findall(words)
        assert named or words.startswith(NONE), f"{endpoint}: neither a command nor {NONE} with a reason"
        assert set(named) <= set(ALL), f"{endpoint}: no such command: {set(named) - set(ALL)}"
        if endpoint.startswith("admin."):
            assert named, f"{endpoint}: what an admin can do must be a command"


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_help_of_a_command_is_enough(name: str) -> None:
    command = ALL[name]
    assert command.help, f"flask {name} does not say what it does"
    text = command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help or parameter.name == "help", f"flask {name}: {parameter.opts} has no help"
        else:
            shown = (parameter.metavar or str(parameter.name)).upper().strip("[].")
            assert shown in text.upper(), f"flask {name}: the help does not name {shown}"

"""`hawker staff`: the people who work in the shop."""

from __future__ import annotations

import json
import secrets

import click

from skill.app import new_id, open_staff
from skill.cli.printing import json_option, print_json
from skill.settings import Settings
from skill.shop.emails import is_email
from skill.shop.staff import Role, StaffMember
from skill.stores.documents import dump


@click.group("staff")
def command() -> None:
    """Add the people who work in the shop.

    \b
    Examples:
      hawker staff add ann@example.com --role agent
    """


@command.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@json_option
def add(email: str, role: str, as_json: bool) -> None:
    """Let EMAIL sign in, and print a password.

    An agent calls shoppers back; a merchant may do everything. For one who is there already the
    role changes and the old password ends. The password is printed this once, only its hash is
    kept.
    """
    if not is_email(email):
        raise click.BadParameter(f"{email!r} is no e-mail address.", param_hint="EMAIL")
    password = secrets.token_urlsafe(12)
    member = open_staff(Settings.read()).add(StaffMember(new_id(), email, Role(role)), password)
    if as_json:
        print_json({**json.loads(dump(member)), "password": password})
    else:
        click.echo(f"{member.email} may sign in as {member.role}.")
        click.echo(f"Password, not shown again:\n{password}")

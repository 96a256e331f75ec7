"""`hawker`: the shop from the command line. Each command's module is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from skill.catalog.errors import CatalogError
from skill.settings import BadSettings
from skill.stores.errors import ShopTomlWrong, StoreError

_COMMANDS = {
    "init": "Make the folder of a shop.",
    "serve": "Serve Alexa's endpoint and the pretend Echo's page.",
    "talk": "Talk to the shop as a shopper at an Echo would.",
    "catalog": "Check, publish and search what is for sale.",
    "orders": "See the orders, move them along, import older ones.",
    "callbacks": "See who wants to be called.",
    "shoppers": "Add and list the shoppers who may buy.",
    "staff": "Add the people who work in the shop.",
    "models": "Build and check the interaction models.",
    "doctor": "Look whether everything is well, and say what to do.",
}
_TOLD = (BadSettings, CatalogError, ShopTomlWrong, StoreError)


class _Commands(click.Group):
    """Commands that cost nothing before they are used: some load a search engine or a server."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        try:
            command: click.Command = import_module(f"skill.cli.{name}").command
        except ModuleNotFoundError as error:
            raise click.ClickException(
                f"`hawker {name}` needs the package {error.name}: pip install 'hawker[all]'"
            ) from error
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except _TOLD as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.ClickException(_explained(error)) from error


def _explained(error: OSError) -> str:
    if not error.filename:
        return str(error)
    return f"{error.filename}: {error.strerror}. Check that it exists and that you may use it."


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hawker", message="Hawker %(version)s")
def main() -> None:
    """Hawker is the backend of an Alexa shopping skill that any merchant can own.

    \b
    Begin on this machine, without an Alexa device or an AWS account:
      hawker init --sample      make a shop with something to sell
      hawker talk               talk to it here
      hawker serve              talk to it in the browser

    \b
    Then make it your own:
      hawker catalog check feed.tsv
      hawker catalog publish feed.tsv

    The shop lives in the folder HAWKER_HOME, ./var unless you set it.
    """

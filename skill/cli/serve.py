"""`hawker serve`: the site, in one process."""

from __future__ import annotations

import errno
import logging
import signal
import socket
from types import FrameType
from typing import NoReturn

import click
from waitress.server import create_server

from skill.settings import Settings
from skill.web.loopback import is_loopback
from skill.web.site import MOST_BYTES, create_app

_THREADS = 8
_IDLE_SECONDS = 30


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
def command(host: str, port: int) -> None:
    """Serve Alexa's endpoint at /alexa, /health, and the pretend Echo's page.

    The page is served on this machine only: whoever reaches it can shop as any shopper. /alexa
    answers requests that Alexa signed and that carry one of the ids in HAWKER_SKILL_ID.

    \b
    Examples:
      hawker serve                              the page is at http://127.0.0.1:8080
      hawker serve --host 0.0.0.0 --port 8443   for Alexa, behind a server that ends TLS
    """
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    signal.signal(signal.SIGTERM, _stop)
    settings = Settings.read()
    site = create_app(settings, echo_page=is_loopback(host))
    listening = _listen(host, port)
    server = create_server(
        site,
        sockets=[listening],
        threads=_THREADS,
        channel_timeout=_IDLE_SECONDS,
        max_request_body_size=MOST_BYTES,
        ident="",
        # The page is refused to visitors through a tunnel, who are known by these headers.
        clear_untrusted_proxy_headers=False,
    )
    click.echo(_greeting(settings, host, listening.getsockname()[1]))
    server.run()
    server.close()
    click.echo("Stopped.")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Port {port} at {host} is in use by another program. Stop that one, or choose "
                f"another port: hawker serve --port {port + 1}"
            ) from error
        raise click.ClickException(
            f"Cannot listen at {host}, port {port}: {error.strerror}. Choose others with --host "
            "and --port."
        ) from error


def _greeting(settings: Settings, host: str, port: int) -> str:
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    lines = [f"Serving the shop in {settings.home}; Ctrl-C stops.", f"  {address}/alexa for Alexa"]
    if not settings.skill_ids:
        lines.append("    refuses every request until HAWKER_SKILL_ID names your skill's id")
    if is_loopback(host):
        lines.append(f"  {address}/ the pretend Echo, for you")
    else:
        lines.append(f"  no pretend Echo: {host} can be reached from outside this machine")
    return "\n".join(lines)


def _stop(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)

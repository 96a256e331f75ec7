"""What an Echo with a screen shows, simple enough for a browser to draw."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

from skill.echo.heard import Heard


def drawing(heard: Heard) -> dict[str, Any] | None:
    """Title and rows of the last document; a row that can be touched has its `touch` arguments.

    Knows the data sources that `skill.screens` writes; None when nothing of theirs was shown.
    """
    for directive in reversed(heard.directives):
        match directive.get("datasources"):
            case {"list": {"title": str(title), "rows": list(rows)}}:
                return {"title": unescape(title), "rows": [_row(row) for row in rows]}
            case {"detail": dict(detail)}:
                return {"title": "", "rows": [_texts(detail)]}
    return None


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**_texts(row), "touch": ["choose", row["id"]]}


def _texts(item: Mapping[str, Any]) -> dict[str, str]:
    # APL's Text reads markup, so what comes from outside was escaped for it.
    texts = {name: unescape(item.get(name, "")) for name in ("name", "price", "description")}
    return {**texts, "image": item.get("image", "")}

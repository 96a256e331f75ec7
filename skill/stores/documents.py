"""Documents: the shop's frozen dataclasses as JSON text, the same for every backend.

Fields unknown to this version are ignored on reading, so that it can follow a later one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from skill.stores.errors import StoreDamaged

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Document = TypeVar("Document")


def dump(document: object) -> str:
    text: bytes = _adapter(type(document)).dump_json(document)
    return text.decode()


def load(kind: type[Document], text: str) -> Document:
    """Raises StoreDamaged when the text is not such a document."""
    from pydantic import ValidationError

    adapter: TypeAdapter[Document] = _adapter(kind)
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "all of it"
        reason = f"a stored {kind.__name__} cannot be read: {where}: {first['msg']}"
    # Raised outside the handler: pydantic's own message repeats names and addresses.
    raise StoreDamaged(reason)


def instant(moment: datetime) -> str:
    """The moment in UTC as text of one length, so that later moments sort later."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _adapters:
        # Its import costs a tenth of a second and each adapter milliseconds; help needs neither.
        from pydantic import TypeAdapter

        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]

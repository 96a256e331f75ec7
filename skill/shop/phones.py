"""Phone numbers, as people say them and as they are dialled."""

from __future__ import annotations


def dialable(spoken: str, country: str) -> str | None:
    """The E.164 number meant by digits said in that country, or None when it is not a number.

    Numbers of other countries are refused: a callback must not become a call to anywhere.
    """
    # Its metadata costs a tenth of a second, which only a request for a call may spend.
    import phonenumbers

    try:
        number = phonenumbers.parse(spoken, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, country):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(phone: str) -> str:
    """An E.164 number in its country's grouping: +12065550123 is "(206) 555-0123"."""
    import phonenumbers

    return phonenumbers.format_number(
        phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.NATIONAL
    )

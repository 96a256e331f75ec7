"""Exact amounts of money: an integer of the currency's minor units and its ISO 4217 code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, Overflow
from functools import total_ordering

# ISO 4217 gives every currency an exponent; these are the ones that differ from two.
_WITHOUT_MINOR = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"}
    | {"RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"}
)
_IN_THOUSANDTHS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))

# Wide enough for any price, and refusing what it could not hold exactly.
_EXACT = Context(prec=18, traps=[InvalidOperation, Inexact, Overflow])


def minor_digits(currency: str) -> int:
    """How many decimal places the currency has: 2 for USD, 0 for JPY, 3 for KWD."""
    if currency in _WITHOUT_MINOR:
        return 0
    return 3 if currency in _IN_THOUSANDTHS else 2


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    amount: int
    """In minor units, signed: a discount is negative."""
    currency: str
    """ISO 4217 code, upper case."""

    @classmethod
    def parse(cls, number: str, currency: str) -> Money:
        """Read a plain decimal such as "129.99".

        Raises ValueError when it is not a number or has more places than the currency.
        """
        try:
            minor = _EXACT.scaleb(_EXACT.create_decimal(number), minor_digits(currency))
        except InvalidOperation:
            raise ValueError(f"{number!r} is not a number") from None
        except ArithmeticError:
            minor = Decimal("NaN")
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise ValueError(f"{number!r} is not an exact amount of {currency}")
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    def decimal(self) -> Decimal:
        """The amount in major units: 129.99 for 12999 cents."""
        return Decimal(self.amount).scaleb(-minor_digits(self.currency))

    def share(self, rate: Decimal) -> Money:
        """This amount times a rate, rounded half up to a whole minor unit."""
        exact = Decimal(self.amount) * rate
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def __bool__(self) -> bool:
        return self.amount != 0

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, quantity: int) -> Money:
        return Money(self.amount * quantity, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.amount

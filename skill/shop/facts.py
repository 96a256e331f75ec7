"""What a merchant states about the shop in shop.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from skill.shop.money import Money
from skill.shop.opening_hours import OpeningHours


class FulfillmentType(StrEnum):
    """How goods reach the shopper, in the Universal Commerce Protocol's words."""

    SHIPPING = "shipping"
    PICKUP = "pickup"


class PaymentMethod(StrEnum):
    """The merchant's own ways to be paid; Alexa takes no payment itself."""

    INVOICE = "invoice"
    ON_DELIVERY = "on_delivery"
    ON_COLLECTION = "on_collection"


@dataclass(frozen=True, slots=True)
class DeliveryRule:
    id: str
    type: FulfillmentType
    title: str
    """As it is said: "standard delivery"."""
    price: Money
    free_from: Money | None = None
    """Subtotal from which it costs nothing."""
    earliest_days: int = 0
    latest_days: int = 0
    """Calendar days from the order to the goods' arrival, or until they can be collected."""


@dataclass(frozen=True, slots=True)
class TaxRule:
    rate: Decimal = Decimal(0)
    """0.0825 for 8.25 %."""
    included: bool = False
    """Whether prices in the feed already contain the tax."""
    on_delivery: bool = True


@dataclass(frozen=True, slots=True)
class ShopFacts:
    name: str
    """The seller of record; Amazon asks that the invocation name match it."""
    currency: str
    country: str
    """ISO 3166-1 alpha-2, for phone numbers said without a country code."""
    hours: OpeningHours
    """When somebody is there to call back."""
    delivery: tuple[DeliveryRule, ...]
    payment: PaymentMethod
    tax: TaxRule = TaxRule()
    daily_limit: Money | None = None
    """The most one shopper may order by voice in one day of the shop."""
    quote_lasts: timedelta = timedelta(minutes=15)

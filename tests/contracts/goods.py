"""Things to keep: small, whole examples with the parts a test cares about as arguments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from skill.shop.callbacks import Callback, CallbackReason, NumberSource
from skill.shop.checkout import (
    CheckoutSession,
    CheckoutStatus,
    Fulfillment,
    LineItem,
    Total,
    TotalType,
)
from skill.shop.facts import FulfillmentType, PaymentMethod
from skill.shop.money import Money
from skill.shop.notices import Notice, NoticeKind
from skill.shop.opening_hours import Window
from skill.shop.orders import Order, OrderEvent, OrderStatus, Placement
from skill.shop.shoppers import Address

NOW = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
ADDRESS = Address("1 Water Street", "Port Townsend", "98368", "WA", "US")


def dollars(amount: int) -> Money:
    return Money(amount * 100, "USD")


def session(
    session_id: str = "s1",
    shopper_id: str = "ann",
    buying: tuple[tuple[str, int], ...] = (("kettle", 1),),
    price: int = 10,
    basket_version: int | None = None,
) -> CheckoutSession:
    lines = tuple(
        LineItem(f"li_{number}", product_id, product_id.title(), quantity, dollars(price))
        for number, (product_id, quantity) in enumerate(buying, start=1)
    )
    total = sum((line.total for line in lines), dollars(0))
    return CheckoutSession(
        id=session_id,
        shopper_id=shopper_id,
        line_items=lines,
        fulfillment=Fulfillment(
            "standard",
            FulfillmentType.SHIPPING,
            "standard delivery",
            date(2026, 11, 25),
            date(2026, 11, 27),
            ADDRESS,
        ),
        totals=(Total(TotalType.SUBTOTAL, total), Total(TotalType.TOTAL, total)),
        payment=PaymentMethod.INVOICE,
        tax_included=False,
        status=CheckoutStatus.READY_FOR_COMPLETE,
        expires_at=NOW + timedelta(minutes=15),
        basket_version=basket_version,
    )


def placement(
    session: CheckoutSession,
    order_id: str = "",
    limit: Money | None = None,
    day: str = "2026-11-23",
    placed_at: datetime = NOW,
) -> Placement:
    order = Order(
        id=order_id or f"order-of-{session.id}",
        shopper_id=session.shopper_id,
        checkout_id=session.id,
        placed_at=placed_at,
        line_items=session.line_items,
        totals=session.totals,
        fulfillment=session.fulfillment,
        events=(OrderEvent(OrderStatus.PROCESSING, placed_at),),
    )
    notice = Notice(f"notice-of-{order.id}", NoticeKind.ORDER_PLACED, order.id, placed_at)
    return Placement(order, session, day, limit, (notice,))


def buy(order_id: str = "", limit: Money | None = None, **of_session: Any) -> Placement:
    return placement(session(**of_session), order_id, limit)


def callback(
    callback_id: str = "call-1", owner: str = "ann", phone: str = "+13605550123"
) -> Callback:
    return Callback(
        id=callback_id,
        owner=owner,
        phone=phone,
        phone_source=NumberSource.SPOKEN,
        window=Window(NOW + timedelta(hours=1), NOW + timedelta(hours=2)),
        reason=CallbackReason.ASKED_FOR_HUMAN,
        requested_at=NOW,
        locale="en-US",
    )


def asked(callback: Callback) -> Notice:
    """The notice that goes with a request for a call."""
    return Notice(
        f"notice-of-{callback.id}",
        NoticeKind.CALLBACK_REQUESTED,
        callback.id,
        callback.requested_at,
    )

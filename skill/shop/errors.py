"""What can go wrong in a shop, each with its own name.

ShopError
├── BasketChanged     the basket is not the one that was read
├── OutOfStock        fewer are left than were ordered
├── LimitReached      the day's orders would pass the shopper's limit
├── CallbackChanged   the callback request is not the one that was read
└── PermissionMissing the shopper has not allowed Alexa to share this
"""

from __future__ import annotations


class ShopError(Exception):
    """Something the shopper should hear about in words of its own."""


class BasketChanged(ShopError):
    """The basket's version moved on since it was read; read it again."""


class OutOfStock(ShopError):
    def __init__(self, product_id: str, left: int) -> None:
        super().__init__(f"only {left} left of {product_id}")
        self.product_id = product_id
        self.left = left


class LimitReached(ShopError):
    """Nothing was ordered: with this order the day's total would pass the limit."""


class CallbackChanged(ShopError):
    """The request was changed or ended since it was read; read it again."""


class PermissionMissing(ShopError):
    """The shopper has to allow it in the Alexa app or by voice first."""

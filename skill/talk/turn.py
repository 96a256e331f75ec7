"""One turn of a conversation: what was said to us, and what we say back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from skill.shop.baskets import Basket
from skill.shop.errors import BasketChanged
from skill.shop.products import Product
from skill.shop.shop import Shop
from skill.shop.shoppers import Shopper
from skill.talk.act import Act
from skill.talk.conversation import Conversation, Question


@dataclass(frozen=True, slots=True)
class ShowProducts:
    """Put these products on a screen as a list."""

    heard: str
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class ShowProduct:
    """Put one product on a screen."""

    product: Product


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """The card with which Alexa invites the shopper to link an account."""


@dataclass(frozen=True, slots=True)
class AskPermission:
    """The card with which Alexa asks the shopper to share the mobile number."""


Show = ShowProducts | ShowProduct
Card = Act | LinkAccount | AskPermission


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is speaking, as far as the request says."""

    guest_id: str
    """Stands for an Alexa account that has linked nobody."""
    access_token: str = ""
    """The account-linking token, "" when nobody is linked."""
    mobile_number: Callable[[], str] = str
    """Alexa's profile service: E.164, "" when it holds none; raises PermissionMissing."""

    def shopper(self, shop: Shop) -> Shopper | None:
        """The linked shopper. An unknown or expired token is nobody, never somebody else."""
        if not self.access_token:
            return None
        return shop.shoppers.by_token(self.access_token, shop.clock())


@dataclass(frozen=True, slots=True)
class Turn:
    intent: str
    slots: Mapping[str, str]
    """Resolved slot values by name; a slot that was not filled is absent."""
    conversation: Conversation
    caller: Caller
    locale: str

    def number(self, slot: str) -> int | None:
        """A numeric slot, or None when it is empty or Alexa heard no number ("?")."""
        value = self.slots.get(slot, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None

    def owner(self, shop: Shop) -> str:
        """Whose basket and callback requests these are."""
        shopper = self.caller.shopper(shop)
        return shopper.id if shopper else self.caller.guest_id

    def basket(self, shop: Shop) -> Basket:
        """The caller's basket; a basket filled before linking comes along."""
        shopper = self.caller.shopper(shop)
        if shopper is None:
            return shop.baskets.of(self.caller.guest_id)
        basket = shop.baskets.of(shopper.id)
        # Once only: a basket that was emptied on purpose stays empty.
        return basket if basket.version else self._brought_along(shop, basket)

    def _brought_along(self, shop: Shop, empty: Basket) -> Basket:
        guest = shop.baskets.of(self.caller.guest_id)
        if not guest.lines:
            return empty
        # In this order, so that a kill between the two leaves a basket twice and not none.
        try:
            brought = shop.baskets.save(Basket(empty.owner, empty.version, guest.lines))
            shop.baskets.save(guest.emptied())
        except BasketChanged:
            # Another device of the household brought it along first.
            return shop.baskets.of(empty.owner)
        return brought


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, at most one question, and what to remember. Without a question it ends."""

    say: tuple[Act, ...] = ()
    ask: Question | None = None
    keep: Conversation = field(default_factory=Conversation)
    show: Show | None = None
    card: Card | None = None
    asked: bool = False
    """The question stands already at the end of `say`, as when something is repeated."""

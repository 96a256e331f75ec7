"""The table of contents: which topic answers which intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from skill.shop.shop import Shop
from skill.talk import (
    adjusting,
    answers,
    basics,
    basket,
    browsing,
    buying,
    callbacks,
    choosing,
    reordering,
    tracking,
)
from skill.talk.conversation import (
    CallThen,
    ConfirmNumber,
    ConfirmOrder,
    EmptyBasket,
    WhenToCall,
    WhichNumber,
)
from skill.talk.turn import Reply, Turn

LAUNCH = "LaunchRequest"
TOUCH = "Touch"
"""A product was touched on the screen; its id is in the slot `product_id`."""

INTENTS: Mapping[str, Callable[[Turn, Shop], Reply]] = {
    LAUNCH: basics.launch,
    "AMAZON.HelpIntent": basics.help,
    "AMAZON.RepeatIntent": basics.repeat,
    "AMAZON.StartOverIntent": basics.start_over,
    "AMAZON.NavigateHomeIntent": basics.start_over,
    "AMAZON.StopIntent": basics.stop,
    "AMAZON.CancelIntent": answers.cancel,
    "AMAZON.FallbackIntent": basics.not_understood,
    "AMAZON.YesIntent": answers.yes,
    "AMAZON.NoIntent": answers.no,
    "ChooseIntent": answers.number,
    "SearchIntent": browsing.search,
    "DepartmentsIntent": browsing.departments,
    "AMAZON.NextIntent": browsing.following,
    "AMAZON.PreviousIntent": browsing.previous,
    "CheaperIntent": browsing.cheaper,
    "DetailsIntent": choosing.details,
    "PriceIntent": choosing.price,
    "StockIntent": choosing.stock,
    TOUCH: choosing.touch,
    "AddIntent": basket.add,
    "AddProductIntent": basket.add_named,
    "ShowBasketIntent": basket.show,
    "RemoveIntent": adjusting.remove,
    "RemoveProductIntent": adjusting.remove_named,
    "ChangeQuantityIntent": adjusting.change_quantity,
    "EmptyBasketIntent": adjusting.empty,
    "CheckoutIntent": buying.check_out,
    "ReorderIntent": reordering.reorder,
    "OrderStatusIntent": tracking.status,
    "CallbackIntent": callbacks.ask_for_person,
    "PhoneNumberIntent": callbacks.number,
    "CallTimeIntent": answers.moment,
    "AnyTimeIntent": callbacks.any_time,
    "CallbackStatusIntent": callbacks.when,
    "CancelCallbackIntent": callbacks.cancel,
}


ASIDES = frozenset({"DetailsIntent", "PriceIntent", "StockIntent", "CallbackStatusIntent"})
"""Questions of the shopper's own, after which the open one is asked again."""
_UNFINISHED = (ConfirmOrder, EmptyBasket, WhichNumber, ConfirmNumber, WhenToCall, CallThen)


def answer(turn: Turn, shop: Shop) -> Reply:
    """Answer one turn. An intent this version does not know counts as not understood."""
    handler = INTENTS.get(turn.intent, basics.not_understood)
    reply = handler(turn, shop)
    if turn.intent in ASIDES and isinstance(turn.conversation.question, _UNFINISHED):
        reply = replace(reply, ask=turn.conversation.question)
    # Only a turn that was not understood counts up; any other begins to count afresh.
    missed = reply.keep.misses > turn.conversation.misses
    misses = reply.keep.misses if missed else 0
    return replace(reply, keep=replace(reply.keep, question=reply.ask, misses=misses))

# What Hawker says in English. One message per act (talk/*.py) or question (talk/conversation.py),
# named like its class. A question's `.reprompt` is said after a silence and adds help.
# Every question ends in a question mark: Amazon requires it while the microphone stays open.
# $x is the field x of the act; $x_count is the length of a list, $x_is "nothing" for no money.

## Values

money-usd = { $minor ->
    [0] { $major } { $major ->
        [one] dollar
       *[other] dollars
    }
   *[other] { $major ->
        [0] { $minor } cents
       *[other] { $major } { $major ->
            [one] dollar
           *[other] dollars
        } and { $minor } { $minor ->
            [one] cent
           *[other] cents
        }
    }
}
money-gbp = { $minor ->
    [0] { $major } { $major ->
        [one] pound
       *[other] pounds
    }
   *[other] { $major ->
        [0] { $minor } pence
       *[other] { $major } { $major ->
            [one] pound
           *[other] pounds
        } { $minor }
    }
}
money-eur = { $minor ->
    [0] { $major } { $major ->
        [one] euro
       *[other] euros
    }
   *[other] { $major ->
        [0] { $minor } cents
       *[other] { $major } { $major ->
            [one] euro
           *[other] euros
        } { $minor }
    }
}
today = today
tomorrow = tomorrow
yesterday = yesterday
noon = noon
item = { $quantity ->
    [one] the { $name }
   *[other] { $quantity } of the { $name }
}
days = { $one_day ->
    [true] { $earliest }
   *[false] between { $earliest } and { $latest }
}
span = { $start_day } between { $start_time } and { $end_time }

## Opening and finding one's way

welcome = Welcome to { $seller }. I can find things for you, order something again, or tell you where an order is.
basket-waits = Your basket still holds { $items }{ $more ->
    [0] {""}
    [one] , and one more thing
   *[other] , and { $more } more things
}.
help = { $place ->
    [list] Say the number of the one you like, or next for others. You can also ask for something cheaper.
    [product] Say yes and I'll put it in your basket. You can also ask for its price, or say tell me more.
    [basket] You can change how many you want, take something out, or check out. You confirm before anything is ordered.
    [order] Nothing is ordered until you say yes. You can still say no, or change your basket.
    [person] Someone from the shop can call you. I need a number and a time that suits you.
   *[start] I can find things in the shop, order something again, or tell you where an order is. For example, say: find a desk lamp. And you can always ask for a person.
}
again = { $said }
starting-over = Let's start afresh. Your basket stays as it is.
goodbye = Goodbye.
trouble = Sorry, something went wrong on my side. Let me ask again.
not-understood = { $times ->
    [1] Sorry, I didn't catch that.
    [2] Sorry, I still didn't get it. { $place ->
        [list] You can say a number, like: number two.
        [product] You can say yes, no, or tell me more.
        [basket] You can say check out, or say what to take out.
        [order] You can say yes to order, or no to leave it.
        [person] You can say a phone number, a time like tomorrow at ten, or stop.
       *[start] You can say, for example: find a wool blanket. Or: where is my order.
    }
   *[other] I'm sorry, this isn't working well.
}
nothing-asked = I'm happy to help.
gladly = Gladly.
all-right = All right.

## Finding

offer = Number { $position }, the { $name }, for { $price }.
offers = For { $heard }, I found { $total ->
    [2] two
    [3] three
   *[other] { $total }
}. { $items }
more-offers = { $items }
only-offer = I found one: the { $name }, for { $price }.
nothing-found = I couldn't find anything for { $heard }.
nothing-under = There is nothing under { $limit }, but these come closest.
nothing-over = There is nothing over { $limit }, but these come closest.
only-like = I don't have exactly that, but this is close.
these-cost-less = Here is what costs less.
nothing-cheaper = I have nothing like it for less than { $price }.
no-more = That was everything I found.
nothing-before = These were the first ones.
nothing-offered = We haven't looked at anything yet.
not-that-many = { $offered ->
    [one] I have just one to offer here.
   *[other] I have numbers one to { $offered } here.
}
gone = That one is no longer in the shop.
chosen = The { $name }, for { $price }.
about = The { $name }. { $description }
price-is = It's { $price } for the { $name }.
in-stock = Yes, we have the { $name } in stock.
few-left = { $left ->
    [one] There is only one left.
   *[other] There are only { $left } left.
}
comes-later = It isn't here yet, but you can order it ahead.
sold-out = We're sold out of the { $name }.
departments = We have things for { $names }, and more.

## Basket

added = { $held ->
    [one] I put the { $name } in your basket.
   *[other] I put { $quantity } of the { $name } in your basket.{ $more ->
        [true] {""} That makes { $held }.
       *[false] {""}
    }
}
only-left = { $left ->
    [one] There is only one left of the { $name }.
   *[other] There are only { $left } left of the { $name }.
}
all-the-rest-is-yours = { $held ->
    [one] The last one of the { $name } is in your basket already.
   *[other] All { $held } that are left of the { $name } are in your basket already.
}
too-many = For more than { $most } of one thing, one of our people can help you best.
basket-is-full = Your basket is full: it takes { $most } different things in one order.
basket-holds = Your basket holds { $items }{ $more ->
    [0] {""}
    [one] , and one more thing
   *[other] , and { $more } more things
}. That is { $subtotal } before tax and delivery.
basket-is-empty = Your basket is empty.
taken-out = I took out the { $name }.
quantity-is = Now it's { $quantity } of the { $name }.
not-in-basket = I don't find { $heard } in your basket.
emptied = Your basket is empty now.
kept-basket = I left everything in your basket.

## Buying

code = { $letters }
link-first = { $purpose ->
    [buy] To order, please link your account first. I've sent a card to your Alexa app that shows how. Your basket will wait.
   *[orders] Your orders are kept in your account. Please link it first: I've sent a card to your Alexa app that shows how.
}
read-back = Your order from { $seller } is { $items }. { $delivery } { $tax_included ->
    [true] The total is { $total }, with tax included.
   *[false] { $tax_is ->
        [nothing] The total is { $total }, with no tax to add.
       *[something] With { $tax } of tax, the total is { $total }.
    }
} { $payment ->
    [on_delivery] You pay on delivery.
    [on_collection] You pay when you collect it.
   *[invoice] You'll get an invoice.
}
shipped = { $price_is ->
    [nothing] Delivery to { $street_address } is free
   *[something] Delivery to { $street_address } is { $price }
}, arriving { $days }.
collected = { $price_is ->
    [nothing] It will be ready at { $place } by { $day }, at no charge.
   *[something] It will be ready at { $place } by { $day }, for { $price }.
}
arrives = It should arrive { $days }.
ready-by = It will be ready to collect by { $day }.
placed = Thank you. Your order { $code } with { $seller } is placed, for { $total }. { $promise }
    .card-title = Order { $code }
    .card-text = { $seller }
        { $items }
        Total { $total_written }
        { $promise }
not-placed = All right, nothing is ordered.
quote-expired = That was a while ago, so let me read it again.
offer-changed = Something has changed since I read it to you.
over-daily-limit = That would pass the daily limit of { $limit } for orders by voice, so nothing is ordered.
unavailable = I can't get the { $name } right now, so I left it out.
nowhere-to-send = Your account holds no address to send it to. One of our people can take it down.
cut-to = { $left ->
    [one] There is only one left of the { $name }, so I made it one.
   *[other] There are only { $left } left of the { $name }, so I made it { $left }.
}
never-bought = I don't find { $heard } among your orders.

## Tracking

order-is = { $status ->
    [shipped] Your order { $code }, { $items }, was sent { $since }. { $promise }
    [delivered] Your order { $code }, { $items }, was delivered { $since }.
    [canceled] Your order { $code }, { $items }, was canceled { $since }.
   *[processing] Your order { $code }, { $items }, is being prepared. { $promise }
}
no-orders = You haven't ordered anything here yet.
no-such-order = I don't find { $heard } among your orders. This is your latest one.

## A person

open-now = Our people are there until { $until_time } today.
open-again = Our people are there again { $window }.
need-number = Someone from the shop can call you.
not-a-number = That doesn't seem to be a full phone number.
nobody-then = Nobody is in the shop at that time.
never-open = I can't promise a call right now, because the shop has no opening hours ahead.
filed = Someone will call the number ending in { $ending }, { $window }.
    .card-title = We'll call you
    .card-text = { $window }
        Number ending in { $ending }
call-planned = Someone will call the number ending in { $ending }, { $window }.
no-call-planned = There is no call planned.
call-canceled = I canceled the call.

## Questions

what-next = What are you looking for?
    .reprompt = You can say, for example: find a desk lamp. Or: talk to a person. What are you looking for?
anything-else = Is there anything else?
    .reprompt = You can look for something more, check out, or say stop. Is there anything else?
which-one = { $purpose ->
    [add] Which one shall I add?
    [details] Which one shall I tell you about?
    [price] Which one do you mean?
    [stock] Which one do you mean?
   *[hear] Which one would you like?
}
    .reprompt = { $more ->
        [true] Say a number, like number two, or say next for more. Which one would you like?
       *[false] Say a number, like number two, or ask for something else. Which one would you like?
    }
add-this = { $quantity ->
    [one] Shall I put it in your basket?
   *[other] Shall I put { $quantity } in your basket?
}
    .reprompt = Say yes to add it, or tell me more to hear about it. Shall I put it in your basket?
look-for = Shall I search the shop for { $phrase }?
    .reprompt = If you say yes, I'll look for { $phrase }. Shall I?
which-line = { $quantity ->
    [0] Which one shall I take out?
   *[other] Which one do you mean?
}
    .reprompt = Say its name, or its place in the list, like: the first one. Which one do you mean?
empty-basket = Shall I take everything out?
    .reprompt = If you say yes, your basket will be empty. Shall I take everything out?
check-out-now = Would you like to check out?
    .reprompt = Say yes, and I'll read you the whole order before you decide. Would you like to check out?
confirm-order = Shall I place this order?
    .reprompt = Say yes to order it, or no to leave it in your basket. Shall I place this order?
wants-callback = Shall someone from the shop call you?
    .reprompt = Say yes, and one of our people will call you back. Shall someone call you?
which-number = What number can we reach you at?
    .reprompt = Say the number digit by digit, with the area code. What number can we reach you at?
confirm-number = I heard { $phone }. Is that right?
    .reprompt = Your number is { $phone }, as I heard it. Is that right?
when-to-call = When shall we call you?
    .reprompt = You can say, for example: tomorrow at ten, or as soon as possible. When shall we call you?
call-then = Shall we call you { $start_day } between { $start_time } and { $end_time } instead?
    .reprompt = That is the next time someone is there. Shall we call you { $start_day } between { $start_time } and { $end_time }?

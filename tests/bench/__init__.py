"""How much the suite bears, beside the least that any suite of this shape could cost.

Asked in turns, in one run, on one machine, under the same WSGI server:

floor     Falcon and one bare AMQP request and reply: what no service behind a broker can undercut
stock     the same behind nameko's own client and service
balance   a specialist's balance: token, gateway, broker, service, database, and back
award     credits posted to a ledger: the same, and a durable transaction that announces itself
search    a page of a quarter of a million activities, found by words, filters and order

The ratios to the floor are what counts: they hold on another machine, and on a busy one.
"""

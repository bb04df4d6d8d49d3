"""Which alerts that are due at once in a channel are told in one message. Pure."""

from collections.abc import Sequence
from itertools import takewhile

from store.nouns.outbox import Alert

GROUP_FROM = 6
"""From so many alerts due at once, one channel gets them in one message."""
GROUP_MOST = 25
"""So many are told in one message; each has its line."""


def told_together(head: Alert, due: Sequence[Alert]) -> list[Alert]:
    """Those of the alerts ``due`` behind it that the message of ``head`` tells too."""
    following = list(takewhile(lambda alert: alert.kind == "event" and not alert.attempts, due))
    if 1 + len(following) >= GROUP_FROM:
        return following
    return _held_together([head, *following])[1:]


def _held_together(alerts: Sequence[Alert]) -> list[Alert]:
    """The leading ones that quiet hours or a cool-down held back: they are caught up in one message."""
    return list(takewhile(lambda alert: alert.body.get("quiet") or alert.body.get("cooled"), alerts))

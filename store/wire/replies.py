"""Where a reply goes: into the thread of the message that it belongs to, or into that message's channel."""

from sqlmodel import Session, select

from store.nouns.outbox import Alert

REPLIES = ("reply", "change")


def placed(session: Session, reply: Alert) -> bool:
    """Gives a reply its place; False where none is due.

    Its ``body`` names the key of its parent. A parent that was not tried yet will show its event as it is filed now, a
    dropped one was never seen: neither is replied to. A direct message has no threads.
    """
    same = select(Alert).where(Alert.key == reply.body["parent"]).with_for_update()
    parent = session.exec(same.execution_options(populate_existing=True)).first()
    if parent is None or parent.state == "dropped" or not (parent.attempts or parent.carried_by):
        return False
    if reply.kind == "change" and not parent.is_direct:
        reply.thread_of = parent.carried_by or parent.id
    return True

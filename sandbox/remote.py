"""The sandbox as a process of its own, steered over HTTP: ``POST /_control/{order}`` with a JSON object.

For benchmarks that kill the bot while Discord lives on. Answers are JSON; what cannot be done is a 400 with
``{"error": one line}``. The same orders as the methods of ``Sandbox``; a person is ``"as": "member"`` or ``"admin"``.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.control import PATIENCE, Sandbox
from sandbox.rest.interactions import Reply
from sandbox.typed import NotTypedError
from sandbox.unanswered import NoAnswerError, NotThereError
from sandbox.world.faults import Fault
from sandbox.world.limits import AS_ON_DISCORD
from sandbox.world.objects import Document


class Order(BaseModel):
    """What an order may say; each uses the fields that it needs, an unknown one is an error."""

    model_config = ConfigDict(extra="forbid")

    line: str = ""
    focused: str = ""
    who: Literal["member", "admin"] = Field("member", alias="as")
    channel: str = "alerts"
    """By its name or id; a thread by its id."""
    message: str = ""
    """A message's id in ``channel``."""
    custom_id: str = ""
    values: list[str] = Field(default_factory=list)
    seconds: float = PATIENCE
    permissions: list[str] = Field(default_factory=list)
    closed: bool = True
    locked: bool = False
    since: int = 0
    code: int = 1001
    enforced: bool = True
    refusing: bool = True
    resumable: bool = False


FAULT = TypeAdapter(Fault)
"""What ``fault`` may say: its fields."""


class Control:
    """Orders by name; ``routes`` serves them."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._orders: Mapping[str, Callable[[Order], Awaitable[Any]]] = {
            "wait_ready": self._wait_ready,
            "invoke": self._invoke,
            "autocomplete": self._autocomplete,
            "press": self._press,
            "select": self._select,
            "apply": self._apply,
            "messages": self._messages,
            "direct_messages": self._direct_messages,
            "channels": self._channels,
            "threads": self._threads,
            "archive": self._archive,
            "commands": self._commands,
            "requests": self._requests,
            "turn": self._turn,
            "lift": self._lift,
            "go_away": self._go_away,
            "come_back": self._come_back,
            "forget_nonces": self._forget_nonces,
            "deny": self._deny,
            "create_channel": self._create_channel,
            "delete_channel": self._delete_channel,
            "close_direct_messages": self._close_direct_messages,
            "limit": self._limit,
            "lose_gateway": self._lose_gateway,
            "close_gateway": self._close_gateway,
            "forget_sessions": self._forget_sessions,
            "refuse_gateway": self._refuse_gateway,
            "freeze_gateway": self._freeze_gateway,
            "thaw_gateway": self._thaw_gateway,
            "invalidate_session": self._invalidate_session,
            "ask_to_reconnect": self._ask_to_reconnect,
        }

    async def serve(self, request: web.Request) -> web.Response:
        try:
            asked = json.loads(await request.text() or "{}")
            return web.json_response(await self._obeyed(request.match_info["order"], asked))
        except ValidationError as error:
            rows = error.errors()
            sentence = "; ".join(f"{'.'.join(map(str, row['loc']))}: {row['msg']}" for row in rows)
            return web.json_response({"error": sentence}, status=400)
        except (NotTypedError, NotThereError, NoAnswerError, TimeoutError, ValueError) as error:
            return web.json_response({"error": str(error) or "in vain"}, status=400)

    async def _obeyed(self, name: str, asked: object) -> Any:
        if name == "fault":
            self._sandbox.faults.add(FAULT.validate_python(asked))
            return None
        if name not in self._orders:
            raise NotThereError(f"there is no order {name!r}; there are fault, {', '.join(self._orders)}")
        return await self._orders[name](Order.model_validate(asked))

    async def _wait_ready(self, order: Order) -> None:
        await self._sandbox.wait_ready(order.seconds)

    async def _invoke(self, order: Order) -> Document:
        member = self._person(order)
        reply = await self._sandbox.invoke(
            order.line, member=member, channel=order.channel, seconds=order.seconds
        )
        return shown(reply)

    async def _autocomplete(self, order: Order) -> list[Document]:
        member = self._person(order)
        return await self._sandbox.autocomplete(
            order.line, order.focused, member=member, seconds=order.seconds
        )

    async def _press(self, order: Order) -> Document:
        member, message = self._person(order), self._message(order)
        reply = await self._sandbox.press(message, order.custom_id, member=member, seconds=order.seconds)
        return shown(reply)

    async def _select(self, order: Order) -> Document:
        member, message = self._person(order), self._message(order)
        reply = await self._sandbox.select(
            message, order.custom_id, *order.values, member=member, seconds=order.seconds
        )
        return shown(reply)

    async def _apply(self, order: Order) -> Document:
        member, message = self._person(order), self._message(order)
        reply = await self._sandbox.apply(message, order.line, member=member, seconds=order.seconds)
        return shown(reply)

    async def _messages(self, order: Order) -> list[Document]:
        return self._sandbox.messages(order.channel)

    async def _direct_messages(self, order: Order) -> list[Document]:
        return self._sandbox.direct_messages(self._person(order))

    async def _channels(self, order: Order) -> dict[str, str]:
        return {name: channel["id"] for name, channel in self._sandbox.channels.items()}

    async def _threads(self, order: Order) -> list[Document]:
        return self._sandbox.threads(order.channel)

    async def _archive(self, order: Order) -> None:
        self._sandbox.archive(order.channel, locked=order.locked)

    async def _commands(self, order: Order) -> list[Document]:
        return self._sandbox.commands

    async def _requests(self, order: Order) -> list[Document]:
        return [asdict(row) for row in self._sandbox.server.requests_since(order.since)]

    async def _turn(self, order: Order) -> None:
        self._sandbox.turn(seconds=order.seconds)

    async def _lift(self, order: Order) -> None:
        self._sandbox.faults.lift()

    async def _go_away(self, order: Order) -> None:
        self._sandbox.go_away()

    async def _come_back(self, order: Order) -> None:
        self._sandbox.come_back()

    async def _forget_nonces(self, order: Order) -> None:
        self._sandbox.forget_nonces()

    async def _deny(self, order: Order) -> None:
        self._sandbox.deny(order.channel, *order.permissions)

    async def _create_channel(self, order: Order) -> Document:
        return self._sandbox.create_channel(order.channel)

    async def _delete_channel(self, order: Order) -> None:
        self._sandbox.delete_channel(order.channel)

    async def _close_direct_messages(self, order: Order) -> None:
        self._sandbox.close_direct_messages(self._person(order), closed=order.closed)

    async def _limit(self, order: Order) -> None:
        self._sandbox.limits.rows = AS_ON_DISCORD if order.enforced else {}

    async def _lose_gateway(self, order: Order) -> None:
        self._sandbox.gateway.lose()

    async def _close_gateway(self, order: Order) -> None:
        await self._sandbox.gateway.close(order.code)

    async def _forget_sessions(self, order: Order) -> None:
        self._sandbox.gateway.forget_sessions()

    async def _refuse_gateway(self, order: Order) -> None:
        self._sandbox.gateway.refusing = order.refusing

    async def _freeze_gateway(self, order: Order) -> None:
        self._sandbox.gateway.freeze()

    async def _thaw_gateway(self, order: Order) -> None:
        self._sandbox.gateway.thaw()

    async def _invalidate_session(self, order: Order) -> None:
        await self._sandbox.gateway.invalidate(resumable=order.resumable)

    async def _ask_to_reconnect(self, order: Order) -> None:
        await self._sandbox.gateway.ask_to_reconnect()

    def _person(self, order: Order) -> Document:
        return self._sandbox.admin if order.who == "admin" else self._sandbox.member

    def _message(self, order: Order) -> Document:
        rows = self._sandbox.messages(order.channel)
        found = next((row for row in rows if row["id"] == order.message), None)
        if found is None:
            raise NotThereError(f"there is no message {order.message!r} in {order.channel}")
        return found


def control_routes(sandbox: Sandbox) -> list[web.RouteDef]:
    return [web.post("/_control/{order}", Control(sandbox).serve)]


def shown(reply: Reply) -> Document:
    """A reply as JSON."""
    return {
        "kind": reply.kind,
        "waited": reply.waited,
        "payloads": reply.payloads,
        "messages": reply.messages,
        "ephemeral": reply.ephemeral,
        "choices": reply.choices,
        "modal": reply.modal,
        "text": reply.text(),
    }

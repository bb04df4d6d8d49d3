"""Discord's objects as it sends them, with every field that its API description requires.

Shapes: https://docs.discord.com/developers/resources (user, guild, channel, message). An object is a plain JSON
document, so that what is kept, sent, recorded and saved is one thing.
"""

from datetime import datetime
from typing import Any, Final

Document = dict[str, Any]

TEXT: Final = 0
DIRECT: Final = 1
ANNOUNCEMENT: Final = 5
ANNOUNCEMENT_THREAD: Final = 10
PUBLIC_THREAD: Final = 11
PRIVATE_THREAD: Final = 12
THREADS: Final = frozenset({ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})


def without_content(message: Document) -> Document:
    """Another's message, as a bot without the message content intent gets it."""
    hidden = ("content", "embeds", "components", "attachments")
    return message | {name: type(message[name])() for name in hidden if name in message}


def user(id_: str, name: str, *, bot: bool = False) -> Document:
    return {
        "id": id_,
        "username": name if bot else name.lower().replace(" ", "_"),
        "global_name": None if bot else name,
        "discriminator": "0",
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "public_flags": 0,
        "flags": 0,
        "bot": bot,
        "primary_guild": None,
    }


def own_user(person: Document) -> Document:
    """A user as ``GET /users/@me`` shows it to itself."""
    return person | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def application(id_: str, name: str, bot: Document, owner: Document) -> Document:
    return {
        "id": id_,
        "name": name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": bot,
        "owner": owner,
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def role(id_: str, name: str, permissions: int, position: int, *, mentionable: bool = False) -> Document:
    return {
        "id": id_,
        "name": name,
        "permissions": str(permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member(person: Document, roles: list[str], joined: datetime) -> Document:
    return {
        "user": person,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": roles,
        "joined_at": joined.isoformat(),
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def channel(id_: str, guild_id: str, name: str, kind: int, position: int) -> Document:
    return {
        "id": id_,
        "type": kind,
        "guild_id": guild_id,
        "name": name,
        "topic": None,
        "position": position,
        "parent_id": None,
        "permission_overwrites": [],
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
    }


def direct_channel(id_: str, recipient: Document) -> Document:
    return {"id": id_, "type": DIRECT, "last_message_id": None, "flags": 0, "recipients": [recipient]}


def thread(
    id_: str, parent: Document, name: str, owner_id: str, *, now: datetime, archive_minutes: int
) -> Document:
    """A public thread; Discord gives it the id of the message that it starts from."""
    return {
        "id": id_,
        "type": ANNOUNCEMENT_THREAD if parent["type"] == ANNOUNCEMENT else PUBLIC_THREAD,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner_id,
        "name": name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": now.isoformat(),
            "auto_archive_duration": archive_minutes,
            "locked": False,
            "create_timestamp": now.isoformat(),
        },
        "member": {"id": id_, "user_id": owner_id, "join_timestamp": now.isoformat(), "flags": 0},
    }


def guild(id_: str, name: str, owner_id: str, roles: list[Document]) -> Document:
    """A guild as ``GET /guilds/{id}`` shows it, without channels and members."""
    absent = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id "
        "system_channel_id widget_channel_id max_presences vanity_url_code rules_channel_id "
        "safety_alerts_channel_id public_updates_channel_id incidents_data"
    )
    return dict.fromkeys(absent.split()) | {
        "id": id_,
        "name": name,
        "owner_id": owner_id,
        "roles": roles,
        "features": [],
        "region": "deprecated",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 0,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }

"""A Discord on loopback, for the real client. Nothing here knows the bot, and nothing in the bot's tests is a mock.

Point a discord.py client at a running ``Sandbox`` before it logs in, with ``sandbox.token``::

    discord.http.Route.BASE = sandbox.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)

The bot does so from ``ENTENTE_DISCORD_API``. Where to look: ``control`` is what people do, ``remote`` the same over
HTTP, ``faults`` and ``limits`` what goes wrong, ``world`` what is known, ``rest*`` and ``gateway`` what is spoken,
``*_forms`` and ``components`` what is refused, ``terminal`` and ``show`` what a person sees, ``sample`` a small feed.
"""

"""Which addresses the watcher may reach. Checked where the socket is made: a check of names alone leaks on literal
addresses, and a check before the connection is open to DNS rebinding."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from yarl import URL

from feeds.http.addresses import address_of
from feeds.http.sockets import open_socket

_Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
DECISIONS_KEPT = 10_000
"""A decision depends on nothing but the address's text and the allow-list, so it is kept."""
PORTS = frozenset((80, 443, 8080, 8443))
PUBLIC_IPV6 = IPv6Network("2000::/3")
"""The only IPv6 space that is handed out; all else (mapped, NAT64, link-local, unique local …) is refused."""
ISATAP = 0x00005EFE
REFUSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
"""IANA special-purpose registries (RFC 6890) and multicast; 168.63.129.16 is a cloud's metadata service at a public
address. ``ipaddress.is_global`` is not used: on Python 3.11 it is wrong for several of these."""


class ForbiddenAddressError(OSError):
    """The watcher may not open this address. Its sentence names no resolved address: that would map the network."""


@dataclass(frozen=True, slots=True)
class PrivateHosts:
    """What an operator permits although private: a host or a network, at one port or (None) at all."""

    host: str | None
    network: Network | None
    port: int | None


def read_allowance(text: str) -> PrivateHosts:
    """``intranet.example``, ``feeds.example:8000``, ``10.1.0.0/16``, ``127.0.0.1:8001`` or ``[::1]:8001``; also as the
    beginning of an address (``http://127.0.0.1:8001``).

    Raises ``ValueError`` with a sentence for anything else.
    """
    text = text.strip().lower().removeprefix("http://").removeprefix("https://").rstrip("/")
    place, port = _split_port(text)
    try:
        return PrivateHosts(None, ip_network(place, strict=False), port)
    except ValueError:
        if not place or any(letter in place for letter in "/@ :?#"):
            raise ValueError(f"{text!r} is neither a host nor a network") from None
        return PrivateHosts(place.rstrip("."), None, port)


def _split_port(text: str) -> tuple[str, int | None]:
    place, colon, port = text.rpartition(":")
    if colon and port.isdecimal() and (":" not in place or place.startswith("[")):
        if not 0 < int(port) < 65536:
            raise ValueError(f"{text!r} names no port: it is a number from 1 to 65535")
        return place.strip("[]"), int(port)
    return text.strip("[]"), None


class Guard:
    """Decides on addresses by the policy above and the operator's allow-list."""

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self.allowances = tuple(read_allowance(text) for text in allowed)
        self._names_a_host = any(allowance.host for allowance in self.allowances)
        self._refusal = lru_cache(DECISIONS_KEPT)(self._decide)
        self._permits = lru_cache(DECISIONS_KEPT)(self.permits)

    def refusal(self, url: str) -> str | None:
        """Why an address may not be asked for, in plain words; None if it may, as far as its text tells.

        A name is not resolved here: ``make_socket`` checks what it resolved to.
        """
        return self._refusal(url)

    def _decide(self, url: str) -> str | None:
        parts = _read(url)
        if parts is None or not parts.absolute:
            return "this is not an address of the web"
        if parts.scheme not in ("http", "https"):
            return "only http and https addresses are read"
        if not parts.host or parts.port is None:
            return "the address names no host"
        if parts.user is not None or parts.password is not None:
            return "an address with a name or password in it is not read"
        return self._refusal_of_place(parts.host, parts.port)

    def trusts(self, url: str) -> bool:
        """Whether the operator permits this host by name: then whatever it resolves to is reached."""
        if not self._names_a_host:
            return False
        parts = _read(url)
        return bool(parts and parts.host and parts.port and self._host_allowed(parts.host, parts.port))

    def permits(self, place: str, port: int) -> bool:
        """Whether a socket may be opened to a literal address and port."""
        address = ip_address(place)
        if any(self._covers(allowance, address, port) for allowance in self.allowances):
            return True
        return port in PORTS and is_public(address)

    def make_socket(self, address: tuple[Any, ...]) -> socket.socket:
        """A socket for aiohttp's connector (``socket_factory``). Raises ``ForbiddenAddressError``."""
        place = address[4]
        if not self._permits(str(place[0]), int(place[1])):
            raise ForbiddenAddressError("the address is private or reserved: the bot does not open it")
        return open_socket(address)

    def _refusal_of_place(self, host: str, port: int) -> str | None:
        if self._host_allowed(host, port):
            return None
        literal = _literal(host)
        if literal and any(self._covers(allowance, literal, port) for allowance in self.allowances):
            return None
        if literal and not is_public(literal):
            return "the address is private or reserved: the bot does not open it"
        may_resolve_there = not literal and any(
            allowance.network and allowance.port in (None, port) for allowance in self.allowances
        )
        if port not in PORTS and not may_resolve_there:
            return f"port {port} is not read: only 80, 443, 8080 and 8443 are"
        return None

    def _host_allowed(self, host: str, port: int) -> bool:
        host = host.rstrip(".")
        return any(a.host == host and a.port in (None, port) for a in self.allowances if a.host)

    @staticmethod
    def _covers(allowance: PrivateHosts, address: _Address, port: int) -> bool:
        network = allowance.network
        if network is None or allowance.port not in (None, port):
            return False
        return network.version == address.version and address in network


def is_public(address: _Address) -> bool:
    """Whether an address is one of the open internet, reached as itself: no mapped, translated or tunnelled form."""
    if isinstance(address, IPv6Address) and (address not in PUBLIC_IPV6 or _is_isatap(address)):
        return False
    return not any(address.version == network.version and address in network for network in REFUSED)


def _is_isatap(address: IPv6Address) -> bool:
    """Whether the address carries one of IPv4 to which a tunnel leads (RFC 5214, 6.1)."""
    return int(address) >> 32 & 0xFDFFFFFF == ISATAP


def _read(url: str) -> URL | None:
    try:
        return address_of(url)
    except ValueError:
        return None


def _literal(host: str) -> _Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return _old_form(host)


def _old_form(host: str) -> IPv4Address | None:
    """``127.1``, ``0x7f000001``, ``2130706433``: forms that the system's resolver still takes (inet_aton)."""
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdecimal() else None
    except OSError:
        return None

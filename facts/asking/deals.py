"""An agreement in free text: by its name, or by words that describe it ("Russia arms embargo", "2019 MoU China")."""

from dataclasses import dataclass, replace

from facts.asking.choose import Sides
from facts.asking.directory import Directory
from facts.asking.resolve import NameFinding, Several, resolve
from facts.asking.themes import OF_ALL
from facts.asking.topics import Topic, read_topic
from store.nouns.models import Agreement


@dataclass(frozen=True)
class Deals:
    """The agreements that a text may mean, and how they were found."""

    ids: tuple[str, ...]
    how: str = ""
    notes: tuple[str, ...] = ()
    described: bool = False
    """Found by words that fit them, not by a name."""
    is_sure: bool = False
    """Found by a name, or by a description that they meet as a whole."""


def find_deals(text: str, known: Directory) -> Deals:
    """A name or alias finds one; else everything that the description fits; else a misspelt name; else nothing."""
    named = resolve(text, known, "agreement")
    if isinstance(named, NameFinding) and not _is_doubtful(named, known):
        return Deals((named.id,), named.how, is_sure=True)
    topic = read_topic(text, known)
    if fitting := described_deal(topic, known):
        return Deals(
            tuple(deal.id for deal in fitting),
            f"found by its description “{text}”",
            topic.notes,
            described=True,
            is_sure=True,
        )
    if isinstance(named, NameFinding):
        return Deals((named.id,), named.how)
    if fitting := described_deal(bare := without_common(topic), known):
        passed = words_passed(topic, bare)
        note = f"no agreement has {passed} in what is known of it" if passed else ""
        return Deals(tuple(deal.id for deal in fitting), note, topic.notes, described=True)
    if isinstance(named, Several):
        return Deals(tuple(key for _, key, _ in named.candidates), f"“{text}” is in the names of these")
    return Deals(())


def _is_doubtful(named: NameFinding, known: Directory) -> bool:
    """Whether a description may be meant rather: a misspelt name, or a part of one of what no text tells."""
    is_part = named.how.startswith("found by a part") and not known.agreements[named.id].is_told
    return is_part or named.how.startswith("read as")


def without_common(topic: Topic) -> Topic:
    """Without the common words of a description, and without what every agreement is."""
    kept = (facet for facet in topic.facets if not facet.loose and facet.label not in OF_ALL | {"deliveries"})
    return replace(topic, facets=tuple(kept))


def words_passed(topic: Topic, bare: Topic) -> str:
    passed = [facet.label for facet in topic.facets if facet not in bare.facets and facet.what == "word"]
    return ", ".join(f"“{label}”" for label in passed)


def described_deal(topic: Topic, known: Directory) -> tuple[Agreement, ...]:
    """The agreements that meet every side of the topic, and its year where it names one."""
    if not topic.facets:
        return ()
    sides = Sides(topic.facets, known)
    fitting = [
        deal
        for deal in known.agreements.values()
        if deal.is_told and len(sides.of_deal(deal)) == len(topic.facets)
    ]
    return tuple(deal for deal in fitting if _in_years(deal, topic.years))


def _in_years(deal: Agreement, years: tuple[int, ...]) -> bool:
    """Named after the year, or with a step in it; any agreement where no year is asked for."""
    if not years or any(str(year) in deal.name for year in years):
        return True
    return any(step.day and step.day.year in years for step in deal.steps)

"""Why is this place meant, and not another? One finding's text with its places, candidates, evidence and choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from findings.categories import classify
from findings.model import Document, Finding, Located, LocatedMention, Site
from gazetteer.model import Candidate, Evidence
from gazetteer.weights import sentence
from geo.errors import Language
from layers.catalog import CATEGORY
from layers.wording import wording


def explanation(document: Document, located: Located, ordinal: int, language: Language) -> str:
    """The page of one finding; `ordinal` counts the document's findings from 1."""
    finding = next(one for one in document.findings if one.ordinal == ordinal)
    zh = language == "zh"
    mentions = sorted(
        (one for one in located.mentions if one.finding == ordinal), key=lambda one: one.resolution.mention.start
    )
    sites = [site for site in located.sites if site.finding == ordinal]
    number = "" if finding.number is None else f" {finding.number}."
    lines = [
        f"{document.name} · {'问题' if zh else 'finding'} {ordinal}{number} {finding.title}",
        "",
        marked_text(document, finding, mentions),
        "",
        *_category_lines(finding, language),
        "",
        f"{'地名' if zh else 'Mentions'} ({len(mentions)})",
        *(line for place, one in enumerate(mentions, start=1) for line in _mention_lines(place, one, language)),
        "",
        f"{'地点' if zh else 'Sites'} ({len(sites)})",
        *(line for site in sites for line in _site_lines(site, language)),
    ]
    return "\n".join(lines) + "\n"


def marked_text(document: Document, finding: Finding, mentions: Iterable[LocatedMention]) -> str:
    """The finding's text with 【n】 after its n-th place and the place between ⟦ and ⟧."""
    pieces: list[str] = []
    at = finding.start
    for place, one in enumerate(mentions, start=1):
        mention = one.resolution.mention
        if mention.start >= at:
            pieces += [document.text[at : mention.start], f"⟦{mention.text}⟧【{place}】"]
            at = mention.end
    return "".join([*pieces, document.text[at : finding.end]]).strip()


def _category_lines(finding: Finding, language: Language) -> Iterator[str]:
    """The categories and sectors, and every word that speaks for one: where it stands and what it adds."""
    zh = language == "zh"
    answer = classify(finding.problem.text, finding.section)
    named = {entry.value: getattr(entry.label, language) for entry in CATEGORY.legend}
    labels = "、".join(named[category] for category in answer.categories)
    yield f"{'污染类别' if zh else 'Categories'}: {labels}"
    if answer.sectors:
        yield f"{'领域' if zh else 'Sectors'}: {'、'.join(answer.sectors)}"
    for part in sorted(answer.evidence, key=lambda part: -part.weight):
        in_heading = "标题" if zh else "heading"
        at = in_heading if part.at < 0 else f"{finding.problem.start + part.at}"
        yield f"    {part.weight:+.2f} {named[part.category]}: {part.words} ({at})"


def _mention_lines(place: int, one: LocatedMention, language: Language) -> Iterator[str]:
    resolution = one.resolution
    mention, choice = resolution.mention, resolution.choice
    chain = " › ".join((*resolution.admin, resolution.name))
    yield f"【{place}】{mention.text}  {mention.start}–{mention.end}  {mention.kind}  {one.zone}"
    yield from _evidence(mention.evidence, "    ", language)
    if choice is None:
        yield f"    {'未定' if language == 'zh' else 'undecided'}: {chain} — {resolution.reason}"
    else:
        yield from _candidate("→", choice, language)
    for other in resolution.runners_up:
        yield from _candidate(" ", other, language)


def _candidate(sign: str, candidate: Candidate, language: Language) -> Iterator[str]:
    place = candidate.place
    chain = " › ".join((*place.admin, place.name))
    yield f"  {sign} {candidate.score:.2f}  {chain}  [{place.id}, {place.precision}, {place.source}]"
    yield from _evidence(candidate.evidence, "        ", language)


def _evidence(evidence: Iterable[Evidence], indent: str, language: Language) -> Iterator[str]:
    for part in evidence:
        detail = f" ({part.detail})" if part.detail else ""
        yield f"{indent}{part.weight:+.2f} {sentence(part.name, language)}{detail}"


def _site_lines(site: Site, language: Language) -> Iterator[str]:
    words = wording(language)
    chain = " › ".join((*site.admin, site.name))
    where = (
        site.reason
        if site.position is None
        else f"{site.position.lon:.5f}, {site.position.lat:.5f} ± {site.uncertainty_m or 0:.0f} m, {site.source}"
    )
    yield f"● {site.text}  {chain}  [{words[f'precision.{site.precision}']}] {where}"
    if site.relation is not None:
        bearing = "" if site.relation.bearing_deg is None else f" {site.relation.bearing_deg:.0f}°"
        distance = "" if site.relation.distance_m is None else f" {site.relation.distance_m:.0f} m"
        yield f"    {site.relation.text} ← {site.relation.anchor}{bearing}{distance}"
    if site.position is not None and site.reason:
        yield f"    {site.reason}"
    yield from _evidence(site.evidence, "    ", language)

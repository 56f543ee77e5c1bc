"""Companies whose researchers name threat actors, and where they publish: for whoever cites their documents."""

from __future__ import annotations

from urllib.parse import urlsplit

RESEARCHERS: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    ("accenture", "Accenture", None, ("accenture.com",)),
    ("check-point", "Check Point", "adb3369a-5683-46b2-bceb-4dafa6526b21", ("checkpoint.com",)),
    ("cisco-talos", "Cisco Talos", "0adf6f0f-3795-4de1-9763-1bdd1c31a5d7", ("talosintelligence.com",)),
    ("clearsky", "ClearSky", None, ("clearskysec.com",)),
    ("crowdstrike", "CrowdStrike", "f9eb432f-2293-48b7-bca4-cc78beb50df0", ("crowdstrike.com",)),
    ("cybereason", "Cybereason", "9ceb85a0-8218-43a2-8067-02cd1136e826", ("cybereason.com",)),
    ("dragos", "Dragos", "e4ed3168-7830-490f-9eed-d1b3ef2daccd", ("dragos.com",)),
    ("eset", "ESET", "3a43aca5-6366-4168-b182-a8afec4550b5", ("eset.com", "welivesecurity.com")),
    ("fireeye", "FireEye", None, ("fireeye.com",)),
    ("fox-it", "Fox-IT", "4c94ea8e-6bbd-4638-b7ba-34354cfa2281", ("fox-it.com",)),
    (
        "kaspersky",
        "Kaspersky",
        "0d4886f9-97e1-4cb2-8822-580fd09540e5",
        ("kaspersky.com", "securelist.com", "kasperskycontenthub.com"),
    ),
    ("malwarebytes", "Malwarebytes", "f063b54b-293c-4713-87c1-92ff760ee4ba", ("malwarebytes.com",)),
    ("mandiant", "Mandiant", "da5cdcd1-7b15-4371-b7eb-ca32916d2052", ("mandiant.com",)),
    ("mcafee", "McAfee", "b8ca0932-c4cb-45c0-b7b1-88b9685ba24b", ("mcafee.com",)),
    ("microsoft", "Microsoft", "d0c33595-b684-45ef-91c3-e2f5ce1a8191", ("microsoft.com",)),
    ("ncc-group", "NCC Group", "7a3b4c10-8e5c-4b62-97ad-f210d54c83ef", ("nccgroup.com", "nccgroup.trust")),
    ("palo-alto", "Palo Alto Networks", "e9491d3b-2174-47d6-8a15-ecec552d16ae", ("paloaltonetworks.com",)),
    ("proofpoint", "Proofpoint", "cae79680-67a6-4411-903c-f824dbcc813f", ("proofpoint.com",)),
    ("pwc", "PwC", "9f2ba728-8b29-48f9-badf-4f4cefb929f0", ("pwc.com", "pwc.co.uk")),
    ("recorded-future", "Recorded Future", "ad7032df-0e9a-4ea9-b35c-c68ff854be80", ("recordedfuture.com",)),
    ("secureworks", "Secureworks", "a7119872-bc6b-494b-9f7a-8c50faaf53a9", ("secureworks.com",)),
    ("sentinelone", "SentinelOne", "996c48de-7bb8-414d-b6fe-ec94abb5f461", ("sentinelone.com",)),
    ("symantec", "Symantec", "e583434b-7fb8-42c8-90ce-89aa8ed35f0c", ("symantec.com",)),
    (
        "trend-micro",
        "Trend Micro",
        "3ac8f6fc-9c04-4ebd-bda2-788cc02fe4ed",
        ("trendmicro.com", "trendmicro.co.jp"),
    ),
    ("volexity", "Volexity", "c2f76813-f24c-450e-abfd-0db4495ab68e", ("volexity.com",)),
)
"""Key, name, UUID in the producer cluster of the MISP galaxy (clusters/producer.json, CC0), domains."""

_BY_DOMAIN = {domain: key for key, _, _, domains in RESEARCHERS for domain in domains}
_ARCHIVE = "web.archive.org"


def researcher(url: str) -> str | None:
    """The key of the company on whose site a document is, archived copies too; None where it is none of them."""
    try:
        host = (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return None
    if host == _ARCHIVE:
        _, found, original = url.partition("/http")
        return researcher("http" + original) if found else None
    parts = host.split(".")
    return next(filter(None, (_BY_DOMAIN.get(".".join(parts[at:])) for at in range(len(parts) - 1))), None)

"""Companies whose researchers name threat actors, and where they publish: for whoever cites their documents."""

from __future__ import annotations

from urllib.parse import urlsplit

RESEARCHERS: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
    ("accenture", "Accenture", None, ("accenture.com",)),
    ("bitdefender", "Bitdefender", "1c141c9b-ec78-4f86-a8ea-b02944fa5492", ("bitdefender.com",)),
    ("blackberry", "BlackBerry", None, ("blackberry.com", "cylance.com")),
    ("check-point", "Check Point", "adb3369a-5683-46b2-bceb-4dafa6526b21", ("checkpoint.com",)),
    ("cisco-talos", "Cisco Talos", "0adf6f0f-3795-4de1-9763-1bdd1c31a5d7", ("talosintelligence.com",)),
    ("citizen-lab", "Citizen Lab", None, ("citizenlab.ca", "citizenlab.org")),
    ("clearsky", "ClearSky", None, ("clearskysec.com",)),
    ("crowdstrike", "CrowdStrike", "f9eb432f-2293-48b7-bca4-cc78beb50df0", ("crowdstrike.com",)),
    ("cybereason", "Cybereason", "9ceb85a0-8218-43a2-8067-02cd1136e826", ("cybereason.com",)),
    ("dragos", "Dragos", "e4ed3168-7830-490f-9eed-d1b3ef2daccd", ("dragos.com",)),
    ("elastic", "Elastic", "58d7efca-402a-4b36-9178-dc14e52f12e5", ("elastic.co",)),
    ("eset", "ESET", "3a43aca5-6366-4168-b182-a8afec4550b5", ("eset.com", "welivesecurity.com")),
    ("fireeye", "FireEye", None, ("fireeye.com",)),
    ("fortinet", "Fortinet", "bfafdca5-3171-4953-86ab-c74f44822fd3", ("fortinet.com",)),
    ("fox-it", "Fox-IT", "4c94ea8e-6bbd-4638-b7ba-34354cfa2281", ("fox-it.com",)),
    ("google", "Google", None, ("blog.google",)),
    ("group-ib", "Group-IB", "21afba9e-cd2a-45c9-b421-b1f14fd181e9", ("group-ib.com",)),
    ("huntress", "Huntress", "9bfc59a7-ab20-4ef0-8034-871956d4a9cc", ("huntress.com",)),
    ("intezer", "Intezer", "ac46bac7-e7b5-4efe-8f32-b79e9015ab86", ("intezer.com",)),
    (
        "kaspersky",
        "Kaspersky",
        "0d4886f9-97e1-4cb2-8822-580fd09540e5",
        ("kaspersky.com", "securelist.com", "kasperskycontenthub.com"),
    ),
    ("lookout", "Lookout", None, ("lookout.com",)),
    ("malwarebytes", "Malwarebytes", "f063b54b-293c-4713-87c1-92ff760ee4ba", ("malwarebytes.com",)),
    ("mandiant", "Mandiant", "da5cdcd1-7b15-4371-b7eb-ca32916d2052", ("mandiant.com", "cloud.google.com")),
    ("mcafee", "McAfee", "b8ca0932-c4cb-45c0-b7b1-88b9685ba24b", ("mcafee.com",)),
    ("microsoft", "Microsoft", "d0c33595-b684-45ef-91c3-e2f5ce1a8191", ("microsoft.com",)),
    ("ncc-group", "NCC Group", "7a3b4c10-8e5c-4b62-97ad-f210d54c83ef", ("nccgroup.com", "nccgroup.trust")),
    ("netscout", "NETSCOUT", None, ("netscout.com", "arbornetworks.com")),
    (
        "palo-alto",
        "Palo Alto Networks",
        "e9491d3b-2174-47d6-8a15-ecec552d16ae",
        ("paloaltonetworks.com", "pan-unit42.github.io"),
    ),
    ("positive-technologies", "Positive Technologies", None, ("ptsecurity.com",)),
    ("proofpoint", "Proofpoint", "cae79680-67a6-4411-903c-f824dbcc813f", ("proofpoint.com",)),
    ("pwc", "PwC", "9f2ba728-8b29-48f9-badf-4f4cefb929f0", ("pwc.com", "pwc.co.uk")),
    ("recorded-future", "Recorded Future", "ad7032df-0e9a-4ea9-b35c-c68ff854be80", ("recordedfuture.com",)),
    ("red-canary", "Red Canary", None, ("redcanary.com",)),
    ("secureworks", "Secureworks", "a7119872-bc6b-494b-9f7a-8c50faaf53a9", ("secureworks.com",)),
    ("sentinelone", "SentinelOne", "996c48de-7bb8-414d-b6fe-ec94abb5f461", ("sentinelone.com",)),
    ("sygnia", "Sygnia", "e96e925a-3de3-4238-b0c6-e4687dc8b960", ("sygnia.co",)),
    ("symantec", "Symantec", "e583434b-7fb8-42c8-90ce-89aa8ed35f0c", ("symantec.com", "security.com", "broadcom.com")),
    ("threatconnect", "ThreatConnect", None, ("threatconnect.com",)),
    ("trellix", "Trellix", "3176f708-da5b-4c41-926b-0a94ebeb0e3b", ("trellix.com",)),
    ("trend-micro", "Trend Micro", "3ac8f6fc-9c04-4ebd-bda2-788cc02fe4ed", ("trendmicro.com", "trendmicro.co.jp")),
    ("volexity", "Volexity", "c2f76813-f24c-450e-abfd-0db4495ab68e", ("volexity.com",)),
    ("withsecure", "WithSecure", "d597f230-4f70-43cb-817e-c745efd4fe35", ("withsecure.com", "f-secure.com")),
    ("zscaler", "Zscaler", "1427d7df-a9b8-4809-afe0-1180cfdd930d", ("zscaler.com",)),
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

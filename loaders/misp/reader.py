"""The values of a cluster as records and claims of one edition."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from attributed.loaders.countries import country_code
from attributed.loaders.edition import Edition
from attributed.loaders.json_stream import maps, text, texts
from attributed.loaders.misp.actors import ActorReader
from attributed.loaders.misp.kinds import OF_ONE_TYPE, RELATED, Kind
from attributed.schema.canonical import canonical_json
from attributed.schema.confidence import MISP_ESTIMATIVE, field_likelihood
from attributed.schema.entity import EntityType
from attributed.schema.predicate import Predicate, may_join
from attributed.schema.record import RecordStatus, record_id
from attributed.schema.text import name_key

_ATTACK_ID = re.compile(r"[A-Z]{1,3}\d{4}(?:\.\d{3})?")
_PROBABILITY = re.compile(r'estimative-language:likelihood-probability="([^"]+)"')
_CONFIDENCE = re.compile(r'estimative-language:confidence-in-analytic-judgment="([^"]+)"')


class ClusterReader:
    """`inside`, which is emptied, are the native ids of all values of the file.

    `left_out` counts the relations that became no claim.
    """

    def __init__(self, edition: Edition, kind: Kind, inside: set[str]) -> None:
        self._edition = edition
        self._kind = kind
        self._outside: set[str] = set()
        self._claimant = edition.authority(kind.claimant)
        self._actors = ActorReader(edition, self._claimant)
        self.left_out: Counter[str] = Counter()
        while inside:
            edition.expect(kind.entity, inside.pop())

    def take(self, value: dict[str, Any]) -> None:
        native = native_of(value)
        if self._edition.knows(native):
            self._edition.skip(native, "a value with this uuid stands in the file already")
            return
        meta = value["meta"] if isinstance(value.get("meta"), dict) else {}
        names = self._names(value, meta)
        code = self._country(meta)
        record = self._edition.record(
            self._kind.entity,
            native,
            names[0],
            names=names,
            identifiers=tuple(self._identifiers(value, meta)),
            country=code,
            organ=self._kind.organ and code is not None,
            status=RecordStatus.REVOKED if value.get("revoked") is True else None,
            as_given=self._as_given(value, native),
        )
        if self._kind.entity is EntityType.THREAT_ACTOR:
            self._actors.read(record, names, meta)
        else:
            self._describe(record, names, code, meta)
        for relation in maps(value.get("related")):
            self._relate(record, native, relation)

    def _names(self, value: dict[str, Any], meta: dict[str, Any]) -> tuple[str, ...]:
        """The value as written, without the ATT&CK id that MISP puts behind it; then its other names."""
        name = str(text(value["value"]))
        if self._kind.stix:
            name = name.removesuffix(f" - {meta.get('external_id')}")
        parts = tuple(name.split(" - ")) if self._kind.compound and " - " in name else ()
        others = (*parts, *texts(meta.get("synonyms")), *texts(meta.get("aliases")))
        return tuple(dict.fromkeys((name, *others)))

    def _country(self, meta: dict[str, Any]) -> str | None:
        if self._kind.entity is EntityType.STATE:
            codes = (text(meta.get("ISO")), *texts(meta.get("iso-code")))
            return next((code for code in codes if code and len(code) == 2 and country_code(code)), None)
        return self._kind.country or country_code(text(meta.get("country")))

    def _identifiers(self, value: dict[str, Any], meta: dict[str, Any]) -> list[str]:
        uuid, attack = text(value.get("uuid")), text(meta.get("external_id"))
        found = [f"misp:{uuid}"] if uuid else []
        if uuid and self._kind.stix:
            found.append(f"stix:{self._kind.stix}--{uuid}")
        if self._kind.stix and attack and _ATTACK_ID.fullmatch(attack):
            found.append(f"mitre-attack:{attack}")
        return found

    def _as_given(self, value: dict[str, Any], native: str) -> str | None:
        """All of a value but its name and id: any key of `meta` may hold what others do not."""
        kept = {key: held for key, held in value.items() if key not in ("uuid", "value", "revoked")}
        try:
            return canonical_json(kept).decode()
        except (ValueError, RecursionError) as error:
            self._edition.warn(native, f"what is not modelled cannot be kept: {error}")
            return None

    def _describe(self, record: str, names: tuple[str, ...], code: str | None, meta: dict[str, Any]) -> None:
        """Claims of a value that is no actor."""
        for name in names[1:]:
            self._edition.claim(Predicate.KNOWN_AS, record, value=name, claimant=self._claimant)
        if self._kind.entity is EntityType.ORGANIZATION and code:
            predicate = Predicate.PART_OF if self._kind.organ else Predicate.LOCATED_IN
            self._edition.claim(predicate, record, self._edition.state(code), claimant=self._claimant)
        if self._kind.entity is EntityType.STATE:
            self._tie(Predicate.MEMBER_OF, record, meta, "member-of", None)
        elif self._kind.entity is EntityType.ORGANIZATION:
            self._tie(Predicate.AFFILIATED_WITH, record, meta, "supervising agencies", code)

    def _tie(self, predicate: Predicate, record: str, meta: dict[str, Any], key: str, code: str | None) -> None:
        for name in texts(meta.get(key)):
            body = self._edition.record(EntityType.ORGANIZATION, f"organization/{name_key(name)}", name, country=code)
            self._edition.claim(predicate, record, body, claimant=self._claimant, quote=f"{key}: {name}")

    def _relate(self, record: str, native: str, relation: dict[str, Any]) -> None:
        word, other = text(relation.get("type")), text(relation.get("dest-uuid"))
        predicate = RELATED.get("uses" if word == "used-by" else word or "")
        if other == native:
            return
        target = self._other(other, predicate) if other and predicate else None
        if target is None or predicate is None:
            self.left_out[f"relation {(word or 'without a type')[:60]}"] += 1
            return
        ends = (target, record) if word == "used-by" else (record, target)
        if not may_join(predicate, self._kind.entity, self._kind.entity):
            self.left_out[f"relation {word} of two of one type"] += 1
            return
        tags = " ".join(texts(relation.get("tags")))
        probability, confidence = _PROBABILITY.search(tags), _CONFIDENCE.search(tags)
        likely = field_likelihood(probability[1] if probability else None, MISP_ESTIMATIVE)
        told: dict[str, Any] = dict(likely.fields())
        self._edition.claim(predicate, *ends, analytic_confidence=confidence[1] if confidence else None, **told)

    def _other(self, uuid: str, predicate: Predicate) -> str | None:
        """The record of the other end; None where it is in a file that says what it is, and that is not this one."""
        inside = self._edition.expects(uuid) or self._edition.knows(uuid)
        if inside and uuid not in self._outside:
            return record_id(self._edition.source.id, uuid)
        if predicate not in OF_ONE_TYPE:
            return None
        self._outside.add(uuid)
        return self._edition.record(
            self._kind.entity, uuid, "an entry of the MISP galaxy", named=False, identifiers=(f"misp:{uuid}",)
        )


def native_of(value: dict[str, Any]) -> str:
    """The uuid of a value, else its name's key; ValueError where it has neither."""
    name = text(value.get("value"))
    if not name:
        raise ValueError("it has no value, which is its name")
    uuid = text(value.get("uuid"))
    if len(name) > 2_000 or (uuid and len(uuid) > 100):
        raise ValueError("its value or uuid is too long to be one")
    return uuid or f"value/{name_key(name)}"

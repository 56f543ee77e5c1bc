"""The columns of EuRepoC's tables by the names that release 1.1 has for them, and what other releases call them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

INCIDENT: dict[str, str] = {
    "incident_id": "ID",
    "incident_ID": "ID",
    "inclusion_criterion": "inclusion_criteria",
    "inclusion_criterion_subcode": "inclusion_criteria_subcode",
    "source_disclosure": "source_incident_detection_disclosure",
    "receiver_regions": "receiver_region",
    "receiver_subcategory": "receiver_category_subcode",
    "initiator_subcategory": "initiator_category_subcode",
    "number_attributions": "number_of_attributions",
    "attribution_id": "attribution_ID",
    "attributing_company": "attribution_it_company",
    "attribution_source_url": "sources_attribution",
    "political_response_subtype": "political_response_type_subcode",
    "political_response_responding_country": "political_response_country",
    "political_response_responding_actor": "political_response_actor",
    "legal_response_subtype": "legal_response_type_subcode",
    "legal_response_responding_country": "legal_response_country",
    "legal_response_responding_actor": "legal_response_actor",
    "mitre_initial_access": "MITRE_initial_access",
    "mitre_impact": "MITRE_impact",
    "source_url": "sources_url",
}
ATTRIBUTION: dict[str, str] = {
    "incident_id": "incident_ID",
    "attribution_id": "attribution_ID",
    "attributing_company": "attribution_it_company",
    "initiator_name": "attributed_initiator",
    "attributed_initiator_name": "attributed_initiator",
    "initiator_country": "attributed_initiator_country",
    "initiator_category": "attributed_initiator_category",
    "initiator_subcategory": "attributed_initiator_subcategory",
}
RECEIVER: dict[str, str] = {
    "incident_id": "ID",
    "incident_ID": "ID",
    "name": "receiver_name",
    "country": "receiver_country",
    "region": "receiver_region",
    "regions": "receiver_region",
    "receiver_regions": "receiver_region",
    "category": "receiver_category",
    "subcategory": "receiver_category_subcode",
    "receiver_subcategory": "receiver_category_subcode",
}

INCIDENT_NEEDS = ("ID", "name", "start_date", "end_date", "inclusion_criteria")
ATTRIBUTION_NEEDS = (
    "incident_ID",
    "attribution_ID",
    "attribution_date",
    "attribution_basis",
    "attributing_actor",
    "attributing_country",
    "attributed_initiator",
    "attributed_initiator_country",
    "attributed_initiator_category",
)
RECEIVER_NEEDS = ("ID", "receiver_country", "receiver_name", "receiver_category")
"""Columns by which a table is known; what other columns a release has is kept."""


def has(header: Iterable[str], needs: Collection[str], spellings: dict[str, str]) -> bool:
    """Whether a table with this header has these columns, whatever its release calls them."""
    return set(needs) <= {spellings.get(column, column) for column in header}

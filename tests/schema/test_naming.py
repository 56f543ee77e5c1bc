"""The naming rule, for every class, predicate and field of the model."""

from dataclasses import fields

import pytest

from attributed.schema.line import CLASSES
from attributed.schema.naming import field_of, key_of, local_name, relationship
from attributed.schema.predicate import Predicate

FIELDS = sorted({field.name for cls in CLASSES.values() for field in fields(cls)})


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_and_its_key_say_the_same(field: str) -> None:
    assert field_of(key_of(field)) == field
    assert key_of(field).isalnum()


@pytest.mark.parametrize("predicate", Predicate)
def test_a_predicate_and_its_local_name_say_the_same(predicate: Predicate) -> None:
    assert relationship(local_name(predicate)) == predicate


def test_no_key_is_also_the_local_name_of_a_predicate() -> None:
    assert {key_of(field) for field in FIELDS} & {local_name(predicate) for predicate in Predicate} == set()


def test_examples_of_the_rule() -> None:
    assert key_of("asserted_on") == "assertedOn"
    assert local_name("ATTRIBUTED_TO") == "attributedTo"

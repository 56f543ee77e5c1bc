import attributed


def test_the_public_names_are_sorted_and_there() -> None:
    assert attributed.__all__ == sorted(set(attributed.__all__))
    assert [name for name in attributed.__all__ if not hasattr(attributed, name)] == []


def test_a_star_import_gives_exactly_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from attributed import *", namespace)  # noqa: S102 - a star import is allowed only at module level
    assert set(namespace) - {"__builtins__"} == set(attributed.__all__)


def test_the_version_is_the_distribution_s() -> None:
    assert attributed.__version__.count(".") >= 2

import pytest

from cmp_search.readers.common.garbled import garbled


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a \ufffd b", 1),
        ("\uf041\uf042\uf043 \uf0b7 item", 3),
        ("(cid:45)(cid:9)", 2),
        ("L’élève à Québec".encode().decode("cp1252"), 5),
        ("comisi=C3=B3n", 1),
        ("SÃO JOÃO, NÃO; « À » 5 £, (cid) =C3 und â€ 3", 0),
    ],
)
def test_signs_that_nobody_wrote_are_counted(text: str, count: int) -> None:
    assert garbled(text) == count

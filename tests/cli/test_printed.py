"""Programs get the lines that they got before, byte for byte."""

from tests.cli.printed import RECORDED, printed


def test_each_command_prints_what_is_recorded() -> None:
    recorded = RECORDED.read_bytes().decode().split("\n\n")
    for made, before in zip(printed(), recorded, strict=True):
        assert made.removesuffix("\n") == before.removesuffix("\n")

import pytest
from docx.document import Document as WordDocument

from .. import docx_making as making


@pytest.fixture
def document() -> WordDocument:
    return making.new()

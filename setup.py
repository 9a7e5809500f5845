"""What the wheel takes from outside the package; all else is in pyproject.toml.

The starter corpus and the app's settings stand where whoever clones the project looks for them. An
installed package has them in itself. Of the corpus only the shipped texts are taken, by name: what
a user has added or fetched never gets into a wheel.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = (
    "corpus/catalogue.toml",
    "corpus/cmp-2019-digest.html",
    "corpus/jap-2010-digest.en.pdf",
    "corpus/jap-2010-digest.es.md",
    "corpus/jap-2010-digest.fr.docx",
)
TAKEN = {f"cmp_search/starter/{Path(name).name}": name for name in SHIPPED} | {
    "cmp_search/web/streamlit.toml": ".streamlit/config.toml"
}


class BuildWithStarter(build_py):
    """Builds the package with what it takes from outside, unless it stays where it is."""

    def run(self) -> None:
        """Copy it, besides the modules and their data."""
        super().run()
        if self.editable_mode:
            return
        for target, source in TAKEN.items():
            path = Path(self.build_lib, target)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)


setup(cmdclass={"build_py": BuildWithStarter})

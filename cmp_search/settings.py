"""Settings: where the corpus and the index are, and which model; from the environment or defaults.

| variable | meaning | default | needs a new index |
|---|---|---|---|
| CMP_SEARCH_CORPUS | folder of the texts | corpus | no |
| CMP_SEARCH_INDEX | folder of the index | index | no |
| CMP_SEARCH_MODEL | embedding model, by name or folder | multilingual-e5-small | yes |
"""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from cmp_search.encoders import DEFAULT_MODEL


class Settings(BaseSettings):
    """What every front end needs to know."""

    model_config = SettingsConfigDict(env_prefix="CMP_SEARCH_", extra="ignore", frozen=True)

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = DEFAULT_MODEL

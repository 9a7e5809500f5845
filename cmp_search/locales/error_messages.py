"""The messages of errors: each is made from `[error]` by a code and parameters, when shown.

Where nothing known is like a name that is not known, it is made from `[error_unlike]`.
"""

from collections.abc import Mapping
from typing import Any

from cmp_search.locales import Messages, messages_for

Parameter = str | int | float | bool | list[str] | dict[str, Any]
"""What JSON can represent; a dictionary is another error, with its `code` and `parameters`."""


def message(code: str, parameters: Mapping[str, Parameter], language: str = "en") -> str:
    """The message of an error in a language, on one line.

    Readers see bytes and no name: if a file is known and the message has no place for it, the
    message begins with it. Unknown codes or parameters, as in a manifest of another version, get a
    message that says so.
    """
    messages = messages_for(language)
    places: dict[str, str] = {}
    try:
        places = {name: _shown(name, value, messages) for name, value in parameters.items()}
        key = _table(parameters) + code
        line = messages(key, **places)
        is_named = "{file}" in str(messages.messages[key])
    except (KeyError, TypeError):
        line, is_named = messages("error.unknown", code=code), False
    if "file" in places and not is_named:
        line = messages("error.of_file", file=places["file"], line=line)
    return line


def _table(parameters: Mapping[str, Parameter]) -> str:
    """Where the message is: another one if no known name is like the one that is not known."""
    return "error_unlike." if parameters.get("known") == [] else "error."


def _shown(name: str, value: Parameter, messages: Messages) -> str:
    """A parameter in the form used in a message; languages are named beside their codes."""
    match value:
        case list() if name.endswith("languages"):
            return ", ".join(_language(str(code), messages) for code in value)
        case bool() | str():
            return str(value)
        case int():
            return messages.number(value)
        case float():
            return f"{value:g}"
        case list():
            return ", ".join(map(str, value))
        case dict():
            return message(value["code"], value["parameters"], messages.language)


def _language(code: str, messages: Messages) -> str:
    name = messages.name(code)
    return code if name == code else f"{name} ({code})"

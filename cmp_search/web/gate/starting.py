"""What Streamlit is told when the server starts, whatever else it was told.

1. Some options of Streamlit are not to be chosen: what they would open is closed, whatever the
   user's own configuration says, and however often it is read again. So are tracebacks in colour,
   which would have words of a question past the log (see `logs.showing`).
2. Streamlit looks up the addresses of the machine at hosts elsewhere to compare an Origin with
   them, or to show them. It is told that there are none.
3. Its server believes a proxy on this machine alone (see `gate.starting`).
"""

import os

from streamlit import config, net_util

from cmp_search.gate.limits import MESSAGE_MEGABYTES
from cmp_search.gate.starting import OWN_PROXIES, PROXIES

OWN_ADDRESS = "127.0.0.1"
PINNED: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
    "logger.enableRich": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.maxWidgetStateSize": MESSAGE_MEGABYTES,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
}
"""Options of step 1."""


def pin_streamlit() -> None:
    """Steps 1 to 3."""
    os.environ[PROXIES] = OWN_PROXIES
    config.get_config_options()
    _pin()
    config.on_config_parsed(_pin, force_connect=True)
    net_util._internal_ip = net_util._external_ip = OWN_ADDRESS


def _pin() -> None:
    for option, value in PINNED.items():
        config._set_option(option, value, "cmp-search")

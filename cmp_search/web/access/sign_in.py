"""Sign-in as the server starts with it: the policy, its secrets, and what Streamlit is told.

Streamlit asks the provider who somebody is, by OpenID Connect with Authlib: the one time that the
app opens a connection outward, and to that provider alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.middleware import Middleware

from cmp_search.audit import AuditLog
from cmp_search.errors import ServingError
from cmp_search.extras import has_extra, install_extra
from cmp_search.settings import Settings
from cmp_search.web.access.guard import Guard
from cmp_search.web.access.policy import CALLBACK, Policy
from cmp_search.web.access.policy_file import current_policy
from cmp_search.web.access.secrets import Secrets, secrets_of
from cmp_search.web.gate.routes import Route


@dataclass(frozen=True, slots=True)
class SignIn:
    """What people sign in with."""

    policy: Policy
    secrets: Secrets

    def guard(self, routes: Sequence[Route]) -> Middleware:
        """The middleware that lets in who signed in."""
        return Middleware(
            Guard,
            routes=routes,
            secret=self.secrets.cookie,
            policy=_policy_now,
            log=AuditLog(Settings().audit_folder),
        )

    def streamlit_secrets(self) -> Mapping[str, dict[str, object]]:
        """What `st.App` is told, under the names that it knows."""
        provider = self.policy.provider
        return {
            "auth": {
                "redirect_uri": f"{self.policy.address}{CALLBACK}",
                "cookie_secret": self.secrets.cookie,
                "client_id": provider.client_id,
                "client_secret": self.secrets.client,
                "server_metadata_url": provider.metadata,
                "client_kwargs": {"scope": provider.scope},
            }
        }


def sign_in_of_policy() -> SignIn | None:
    """What people sign in with; None where they do not.

    Raises:
        ServingError: the policy or a secret is wrong, or a library is missing.
    """
    policy = current_policy()
    if policy is None:
        return None
    if not has_extra("serve"):
        raise ServingError("access_extra", command=install_extra("serve"))
    return SignIn(policy, secrets_of(policy))


def _policy_now() -> Policy:
    policy = current_policy()
    assert policy, "the variable that names it was set when the server started"
    return policy

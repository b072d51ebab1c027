"""What tests of the API share with those of attacks: a request that has been worked on."""

from tests.security.conftest import worked

__all__ = ["worked"]

"""What tests of the API share with those of attacks: a request that has been worked on."""

from tests.security.conftest import third_party, worked

__all__ = ["third_party", "worked"]

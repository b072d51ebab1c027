"""What tests of the API share with those of attacks: a request that has been worked on, a record of each."""

from tests.security.conftest import one_of_each, worked

__all__ = ["one_of_each", "worked"]

"""The framework asks, the present actor answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask_appbuilder.menu import Menu
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.access.actor import NOBODY, Actor, Standing, acting
from app.access.security import GovSecurityManager
from tests.access.county import County

PEOPLE = SimpleNamespace(class_permission_name="UsersView", base_permissions=["can_people"])
HOME = SimpleNamespace(class_permission_name="HomeView", base_permissions=[])


class Manager(GovSecurityManager):
    """Without an application around it."""

    def __init__(self, appbuilder: Any) -> None:
        self.appbuilder = appbuilder

    @property
    def session(self) -> Any:
        return self.appbuilder.session


def actor(*grants: tuple[str, str], lent: tuple[tuple[str, str], ...] = ()) -> Actor:
    return Actor((Standing(1, "Lin", grants=frozenset(grants)), Standing(2, "Head", grants=frozenset(lent))))


@pytest.fixture
def manager(engine: Engine) -> Any:
    menu = Menu()
    menu.add_link("people", category="administration", category_label="Administration", baseview=PEOPLE)
    menu.add_link("home", category="work", category_label="Work", baseview=HOME)
    menu.add_link("elsewhere", href="/x", category="other", category_label="Other")
    with Session(engine) as session:
        yield Manager(SimpleNamespace(menu=menu, session=session))


def test_access_is_what_the_present_actor_holds_or_was_lent(manager: Manager) -> None:
    assert not manager.has_access("can_people", "UsersView")
    with acting(actor(("can_people", "UsersView"))):
        assert manager.has_access("can_people", "UsersView")
        assert not manager.has_access("can_people", "RolesView")
    with acting(actor(lent=(("can_accept", "InformationRequest"),))):
        assert manager.has_access("can_accept", "InformationRequest")


def test_nothing_is_public_by_grant(manager: Manager) -> None:
    assert not manager.is_item_public("can_people", "UsersView")


def test_the_menu_shows_what_can_be_opened_and_no_empty_group(manager: Manager) -> None:
    with acting(actor()):
        assert manager.get_user_menu_access() == {"home", "work"}
    with acting(actor(("can_people", "UsersView"))):
        assert manager.get_user_menu_access() == {"home", "work", "people", "administration"}
        assert manager.get_user_menu_access(["people", "unknown"]) == {"people"}
    with acting(NOBODY):
        assert manager.get_user_menu_access() == set()


@pytest.mark.parametrize("pk", ["", "x", "-1", "1:0", "1.5", "²", "9" * 5])
def test_a_session_of_nobody_is_nobody(manager: Manager, pk: str) -> None:
    assert manager.load_user(pk) is None


def test_a_session_of_somebody_switched_off_is_nobody(manager: Manager, county: County) -> None:
    here, gone = county.person("lin"), county.person("gone", active=False)
    found = manager.load_user(str(here))
    assert found is not None
    assert found.id == here
    assert manager.load_user(gone) is None

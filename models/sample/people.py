"""The people of the sample county: one account for each role, and those who work on its requests.

The names are invented. A story names a post of its unit (``clerk``, ``officer``, ``head``, ``secrecy``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models import roles
from models.workflow import Role


@dataclass(frozen=True)
class Person:
    """Somebody with an account: her posts are ``(unit code, post as the stories call it, title)``."""

    username: str
    name: str
    roles: tuple[Role, ...]
    posts: tuple[tuple[str, str, str], ...]


OFFICE = (
    Person("clerk", "罗月霜", (roles.CLERK,), (("XZFB", "clerk", "政务公开股工作人员"),)),
    Person("unit_head", "王砚秋", (roles.UNIT_HEAD,), (("XZFB", "unit_head", "办公室主任"),)),
    Person("office_reviewer", "陆映川", (roles.OFFICE_REVIEWER,), (("XZFB", "reviewer", "文秘股股长"),)),
    Person("portal_leader", "韦远岚", (roles.PORTAL_LEADER,), (("XZFB", "portal_leader", "副县长"),)),
    Person("county_leader", "岑北渡", (roles.COUNTY_LEADER,), (("XZFB", "county_leader", "县长"),)),
    Person("legal_reviewer", "杨律衡", (roles.LEGAL_REVIEWER,), (("SFJ", "legal", "合法性审查股股长"),)),
    Person("secrecy_reviewer", "黄守默", (roles.SECRECY_REVIEWER,), (("XZFB", "secrecy", "保密审查员"),)),
    Person(
        "disclosure_officer",
        "班若溪",
        (roles.DISCLOSURE_OFFICER,),
        (("XZFB", "officer", "政务公开股经办人"),),
    ),
    Person("disclosure_head", "蒙知远", (roles.DISCLOSURE_HEAD,), (("XZFB", "head", "政务公开股股长"),)),
    Person(
        "leading_group",
        "何青屿",
        (roles.LEADING_GROUP,),
        (("LDXZ", "leading_group", "领导小组办公室副主任"),),
    ),
    Person(
        "line_authority", "覃怀瑾", (roles.LINE_AUTHORITY,), (("ZJJ", "line_authority", "行业监管股股长"),)
    ),
    Person(
        "enterprise_clerk", "莫听泉", (roles.ENTERPRISE_CLERK,), (("GSGS", "enterprise", "客户服务部经办人"),)
    ),
    Person("system_administrator", "吴驭远", (roles.SYSTEM_ADMINISTRATOR,), ()),
    Person("security_administrator", "石慎之", (roles.SECURITY_ADMINISTRATOR,), ()),
    Person("auditor", "卢鉴明", (roles.AUDITOR,), ()),
)
"""One account a role; the name of the account is the name of the role."""

_TITLES = {
    "clerk": "办公室工作人员",
    "officer": "信息公开经办人",
    "head": "分管负责人",
    "secrecy": "保密审查员",
}
_ROLES: dict[str, tuple[Role, ...]] = {
    "clerk": (roles.CLERK,),
    "officer": (roles.DISCLOSURE_OFFICER,),
    "head": (roles.UNIT_HEAD, roles.DISCLOSURE_HEAD),
    "secrecy": (roles.SECRECY_REVIEWER,),
}

_STAFF = {
    "ZRJ": ("陈疏影", "罗岫云", "韦承屹", "王慎微"),
    "ZJJ": ("杨汀兰", "黄亦筑", "陆营之", "岑默川"),
    "RSJ": ("蒙采薇", "班予安", "何以勤", "覃缄言"),
    "JYJ": ("莫知夏", "石育禾", "卢学海", "吴谨言"),
    "CZJ": ("罗计之", "王算秋", "韦廪实", "陈函谷"),
    "NYJ": ("黄稼轩", "陆穗宁", "杨耕野", "岑秘川"),
    "WJJ": ("班杏林", "蒙济舟", "何康宁", "覃微声"),
    "LPZ": ("莫龙溪", "石坪生", "卢镇远", "吴静渊"),
    "BYZ": ("罗边月", "王阳禾", "韦镇岳", "陈默言"),
    "MYZ": ("黄沫白", "陆河清", "杨望岭", "岑寂川"),
    "GSGS": ("班清泉", "蒙引渠", "何澄之", "覃止水"),
}
"""Clerk, officer, head and secrecy reviewer of each unit that has stories."""

_OTHER_OFFICES = {
    "FGJ": ("石砚农", "卢筹远"),
    "GXJ": ("吴机杼", "罗工良"),
    "GAJ": ("王守夜", "韦安澜"),
    "MZJ": ("陈恤然", "黄济困"),
    "SFJ": ("陆文律", "杨持平"),
    "JTJ": ("岑路遥", "班桥通"),
    "SWJ": ("蒙润泽", "何渠清"),
    "LYJ": ("覃青梧", "莫林深"),
    "WGJ": ("石闻笛", "卢古韵"),
    "YJJ": ("吴备之", "罗镇川"),
    "SJJ": ("王核实", "韦审言"),
    "SCJ": ("陈衡准", "黄市和"),
    "TJJ": ("陆数行", "杨统之"),
    "YBJ": ("岑保安", "班医宁"),
    "STJ": ("蒙碧空", "何澄江"),
    "ZFJ": ("覃巡街", "莫执中"),
    "XFJ": ("石倾听", "卢解忧"),
}
"""Clerk and head of the other departments: they report on their year, and little else."""


def _staff() -> Iterator[Person]:
    for code, names in (*_STAFF.items(), *_OTHER_OFFICES.items()):
        posts = _TITLES if code in _STAFF else ("clerk", "head")
        for post, name in zip(posts, names, strict=True):
            yield Person(f"{code.lower()}.{post}", name, _ROLES[post], ((code, post, _TITLES[post]),))


_ENTERPRISES = {
    "GDJ": ("岑光远", "陆明烁", "杨守电"),
    "RQGS": ("韦燃秋", "何炳然", "班慎言"),
    "GJGS": ("罗通衢", "蒙远行", "黄缄之"),
    "XRMYY": ("覃问诊", "莫仁心", "石守医"),
    "DYZX": ("王书声", "陈树人", "卢谨学"),
    "WSCL": ("吴清源", "杨净波", "陆止言"),
    "JSFW": ("黄育安", "岑佑宁", "韦静守"),
}
"""Clerk, head and secrecy reviewer of each public enterprise; the water works have theirs above."""

_REGULATORS = {"GXJ": "何督能", "JTJ": "班巡路", "WJJ": "王察医", "JYJ": "罗督学"}
"""Who supervises enterprises at each line authority but the one above."""


def _supervised() -> Iterator[Person]:
    for code, (clerk, head, secrecy) in _ENTERPRISES.items():
        name = code.lower()
        yield Person(
            f"{name}.enterprise", clerk, (roles.ENTERPRISE_CLERK,), ((code, "enterprise", "信息公开经办人"),)
        )
        yield Person(f"{name}.head", head, (roles.UNIT_HEAD,), ((code, "head", "主要负责人"),))
        yield Person(
            f"{name}.secrecy", secrecy, (roles.SECRECY_REVIEWER,), ((code, "secrecy", "保密审查员"),)
        )
    for code, name in _REGULATORS.items():
        post = (code, "line_authority", "行业监管股股长")
        yield Person(f"{code.lower()}.line", name, (roles.LINE_AUTHORITY,), (post,))


DEPUTY = Person(
    "office_deputy", "莫思衡", (roles.OFFICE_REVIEWER,), (("XZFB", "deputy", "办公室副主任（分管网站）"),)
)
"""What is reposted is reviewed by two people of the office, the second one of its leaders (附件1 第十条)."""

PEOPLE = (*OFFICE, DEPUTY, *_staff(), *_supervised())

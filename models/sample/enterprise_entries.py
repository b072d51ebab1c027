"""How the register of public enterprises is told: an entry, its items, its catalogue (附件5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.sample.story import Above, InUnit, On, Side, Step, Story

CLEARED = "不涉及国家秘密、商业秘密和个人隐私，可以公开。"
TIME_LIMIT = "自信息形成或者变更之日起20个工作日内"
NOTICE = "《罗甸县公共企事业单位办事公开工作制度》"
WATER_RULES = "《供水、供气、供热等公共企事业单位信息公开实施办法》"
PATTERN = "《黔南州公共企事业单位信息公开标准规范目录》"


@dataclass(frozen=True)
class Told:
    """An item as it is written down: of which kind, what it says, on what it is based."""

    kind: str
    title: str
    content: str
    basis: str
    stage: str = "standing"
    further: tuple[str, ...] = ("boards",)
    """Channels besides the portal."""
    outdated: bool = False
    """Its next update was due some weeks ago."""


@dataclass(frozen=True)
class Works:
    """An enterprise, and by which post its authority supervises it."""

    code: str
    title: str
    authority: str
    phone: str

    @property
    def regulator(self) -> str:
        """The post that supervises it."""
        return f"{self.authority}.line_authority"

    def item(self, day: int, told: Told, steps: tuple[Step, ...], *sides: Side, **more: Any) -> Side:
        """An item entered on a day, at the enterprise or, told beside another item, in its place."""
        values: dict[str, Any] = {
            "kind": told.kind,
            "title": told.title,
            "content": told.content,
            "basis": told.basis,
            "stage": told.stage,
            "publisher": self.title,
            "time_limit": TIME_LIMIT,
            "enquiry_phone": self.phone,
            "arose_on": On(day),
            "channels": ("portal", *told.further),
            **more,
        }
        link = "replaces" if "enterprise_id" in more else "enterprise"
        return Side("service-items", link, day, "enterprise", values, steps, sides)

    def reviewed(self, day: int) -> tuple[Step, ...]:
        """Submitted on a day, cleared on the next."""
        return (
            Step(day, "enterprise", "submit"),
            Step(day + 1, "secrecy", "clear_secrecy", {"secrecy_opinion": CLEARED}),
        )

    def disclosed(self, day: int, told: Told, *steps: Step, update: int = 220, sides: Any = ()) -> Side:
        """An item that was disclosed two days after it was entered, to be looked at again much later."""
        again = day + 90 if told.outdated else day + update
        answers = {"disclosed_on": On(day + 2), "next_update_on": On(again)}
        shown = Step(day + 2, "enterprise", "disclose", answers)
        return self.item(day, told, (*self.reviewed(day), shown, *steps), *sides)

    def referred(self, day: int, told: Told, question: dict[str, str], *steps: Step) -> Side:
        """An item its secrecy reviewer was in doubt about."""
        asked = (
            Step(day, "enterprise", "submit"),
            Step(day + 1, "secrecy", "refer", question),
        )
        return self.item(day, told, (*asked, *steps))

    def successor(self, day: int, told: Told) -> Side:
        """What replaces the item it is told beside."""
        return self.item(
            day,
            told,
            (
                *self.reviewed(day),
                Step(
                    day + 2,
                    "enterprise",
                    "disclose",
                    {"disclosed_on": On(day + 2), "next_update_on": On(day + 200)},
                ),
            ),
            enterprise_id=Above("enterprise_id"),
        )

    def catalogue(self, day: int, year: str, *steps: Step) -> Side:
        """An edition of its catalogue, entered on a day."""
        values = {"title": f"{self.title}办事公开目录（{year}）", "pattern": PATTERN}
        return Side("enterprise-catalogues", "enterprise", day, "enterprise", values, steps)

    def published(self, day: int) -> Step:
        """The edition is published."""
        answers = {
            "effective_on": On(day + 1),
            "published_on": On(day),
            "published_where": "县政府门户网站—公共企事业单位信息公开",
        }
        return Step(day, "head", "publish", answers)

    def filed(self, day: int) -> tuple[Step, ...]:
        """Published on a day, filed on the next."""
        return (self.published(day), Step(day + 1, "enterprise", "file", {"filed_on": On(day + 1)}))

    def accepted(self, day: int) -> Step:
        """The authority has nothing against it."""
        return Step(day, self.regulator, "accept", {"review_opinion": "目录要素齐全，符合规范，同意备案。"})

    def ordered(self, day: int, by: int, faults: str, fault: str = "unreasonable") -> Step:
        """The authority has it corrected by a day."""
        answers = {
            "fault": fault,
            "faults_found": faults,
            "ordered_on": On(day),
            "correct_by": On(by),
        }
        return Step(day, self.regulator, "order_correction", answers)

    def entry(
        self,
        ago: int,
        sector: str,
        form: str,
        steps: tuple[Step, ...] | None = None,
        sides: tuple[Side, ...] = (),
        **more: Any,
    ) -> Story:
        """Its entry in the register, confirmed on the second day unless told otherwise."""
        values: dict[str, Any] = {
            "title": self.title,
            "sector": sector,
            "form": form,
            "authority_id": InUnit(self.authority),
            **_institutions(self.title),
            **_ways_to_complain(self),
            **more,
        }
        usual = (Step(0, "enterprise", "submit"), self.confirmed(1))
        return Story("enterprises", self.code, ago, "enterprise", values, steps or usual, sides)

    def confirmed(self, day: int) -> Step:
        """The authority enters it in the register."""
        return Step(day, self.regulator, "confirm", {"supervising_division": "行业监管股"})


def _institutions(name: str) -> dict[str, str]:
    rules = {
        "reception_rules": "来信来访接待制度",
        "complaint_rules": "投诉处理制度",
        "inspection_rules": "信息公开监督检查制度",
        "responsibility_rules": "信息公开责任制度",
        "deliberation_rules": "信息公开审议制度",
        "appraisal_rules": "信息公开评议制度",
        "secrecy_rules": "信息公开保密审查制度",
        "filing_rules": "信息公开目录备案制度",
    }
    return {
        "leading_group": "组长：单位主要负责人；副组长：分管负责人；成员：各科室（部门）负责人。",
        "leading_group_office": f"{name}办公室",
        "training_plan": "年度信息公开培训计划：上、下半年各一次，内容为保密审查、目录编制、申请办理。",
        **{column: f"《{name}{rule}》" for column, rule in rules.items()},
    }


def _ways_to_complain(works: Works) -> dict[str, str]:
    return {
        "contact": "信息公开经办人",
        "contact_phone": works.phone,
        "complaint_phone": works.phone,
        "complaint_fax": f"{works.phone[:-1]}9",
        "complaint_email": f"tousu.{works.code.lower()}@luodian.example",
        "suggestion_box": "一楼大厅入口右侧",
        "postal_address": f"贵州省黔南州罗甸县斛兴街道{works.title}，邮政编码550100",
        "supervising_body": "罗甸县政务公开领导小组办公室，监督电话0854-7610111",
        "discipline_rules": "违反服务承诺、违规收费或者泄露个人信息的，视情节给予批评教育、调离岗位或者处分，"
        "结果在本单位公开栏公布。",
        "social_supervisors": "社会监督员：罗望秋（斛兴街道居民代表）0854-7650001；"
        "陆闻笛（县消费者协会）0854-7650002",
    }

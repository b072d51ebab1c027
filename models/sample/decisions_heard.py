"""Two decisions the public had much to say about: school districts and the price of water (附件11)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.sample.hearings import (
    ADOPT,
    PARTLY,
    REJECT,
    SEND_TO,
    Said,
    announced,
    consultation,
    ended,
    opinion,
    reported,
)
from models.sample.story import Side, Step

PEOPLE = ("罗知春", "韦小满", "岑家和", "黄云开", "陆静宜", "班长青", "", "杨文澜", "", "王守田")
"""Who sent the opinions, in turn; some sent none of their names."""


@dataclass(frozen=True)
class Hearing:
    """A text put to the public, what it said, and what the adoption report says in the main."""

    title: str
    texts: tuple[str, str, str]
    send_to: str
    report: str
    said: tuple[Said, ...]

    def heard(self, day: int, who: str = "head") -> Side:
        """The consultation with its opinions, entered on a day of the story, reported five weeks later."""
        opinions = [
            opinion(
                day + 1 + place % 12,
                day + 26 + place % 2,
                said,
                sender=PEOPLE[place % len(PEOPLE)],
                topic=f"第{'一二三四五六'[place % 6]}条",
            )
            for place, said in enumerate(self.said)
        ]
        if eventful := who == "head":
            first = opinions[0]
            anew = (
                *first.steps,
                Step(day + 27, "clerk", "reconsider", reason="与其他意见一并研究。"),
                Step(day + 27, "clerk", first.steps[0].name, first.steps[0].answers),
            )
            dropped = (Step(day + 26, "clerk", "drop", reason="同一人重复提交。"),)
            opinions = [replace(first, steps=anew), *opinions[1:], replace(first, steps=dropped)]
        steps = (
            announced(day + 1, who),
            ended(day + 25),
            *reported(day + 28, self.report, who, recalled=eventful, returned=eventful),
        )
        return consultation(day, self.title, self.texts, self.send_to, steps, *opinions)


SCHOOLS = Hearing(
    "县城义务教育学校学区划分方案",
    (
        "一、县城划分六个小学学区、三个初中学区。\n二、解放西路以北小区划入第一小学学区。\n三、新建小区按就近原则划入。",
        "县城新增学位三千个，原学区划分与学位分布不再匹配，部分学校班额偏大。",
        "《中华人民共和国义务教育法》第十二条；教育部关于做好义务教育招生入学工作的通知。",
    ),
    SEND_TO.format(unit="县教育局", mail="jyj", phone="7610211"),
    "本次通过门户网站、座谈会、电话等方式征求意见。意见集中在就近入学、多子女同校和上下学安全三个方面。"
    "根据意见，将解放西路以北三个小区调入第二小学学区，增加多子女同校就读条款。",
    (
        (
            "解放西路以北应划入第二小学",
            "孩子上第一小学要过两条主干道。",
            "web",
            "public",
            ADOPT,
            "已调入第二小学学区。",
        ),
        (
            "多子女应安排同校就读",
            "两个孩子不在一个学校，接送困难。",
            "web",
            "public",
            ADOPT,
            "已增加相应条款。",
        ),
        (
            "增加校门口交通协管",
            "上下学时段拥堵。",
            "seminar",
            "adviser",
            PARTLY,
            "协管由交警部门统筹，本方案写明配合措施。",
        ),
        (
            "按户籍年限排序录取",
            "落户满五年的应当优先。",
            "email",
            "public",
            REJECT,
            "就近入学不得以落户年限设置门槛，与义务教育法不符。",
        ),
        (
            "取消学区划分自由择校",
            "应由家长自由选择。",
            "web",
            "public",
            REJECT,
            "学位总量有限，自由择校会加剧班额不均。",
        ),
        (
            "取消学区划分自由择校",
            "希望不分学区。",
            "phone",
            "public",
            REJECT,
            "学位总量有限，自由择校会加剧班额不均。",
        ),
        (
            "新建小区交付前先公布学区",
            "买房时不知道学区。",
            "post",
            "organisation",
            ADOPT,
            "已写入方案第三条。",
        ),
        (
            "随迁子女入学材料应简化",
            "材料太多。",
            "visit",
            "deputy",
            PARTLY,
            "居住证明与劳动合同二选一，其余材料按省规定执行。",
        ),
        ("过渡期设一年", "已入学的不要调整。", "web", "expert", ADOPT, "在校生不作调整。"),
    ),
)

PRICE = Hearing(
    "县城供水价格调整方案",
    (
        "居民用水第一级由每立方米2.30元调整为2.55元，第二级、第三级按1.5倍、3倍执行。",
        "现行水价自2014年执行，供水成本上涨，管网漏损改造资金不足。",
        "《城镇供水价格管理办法》；县发展和改革局成本监审报告。",
    ),
    SEND_TO.format(unit="县人民政府", mail="xzfb", phone="7610101"),
    "本次通过听证会、门户网站、电话等方式征求意见。意见集中在调价幅度、困难家庭减免和管网漏损三个方面。"
    "根据意见，低保家庭每月免费水量由三立方米提高到五立方米。",
    (
        ("提高低保家庭免费水量", "三立方米不够用。", "hearing", "public", ADOPT, "已提高到五立方米。"),
        (
            "先降低管网漏损再调价",
            "漏损率太高，不应由用户承担。",
            "hearing",
            "deputy",
            PARTLY,
            "漏损改造纳入供水企业考核，调价收入专账用于改造。",
        ),
        (
            "分两年逐步调整",
            "一次涨得太多。",
            "web",
            "public",
            REJECT,
            "调整幅度在承受能力评估范围内，分步调整将推迟管网改造。",
        ),
        (
            "分两年逐步调整",
            "收入没涨，水价慢点涨。",
            "web",
            "public",
            REJECT,
            "调整幅度在承受能力评估范围内，分步调整将推迟管网改造。",
        ),
        ("公开供水成本", "要让大家看到成本构成。", "media", "press", ADOPT, "成本监审报告已公开。"),
        ("学校养老机构执行居民价", "公益机构用水量大。", "post", "organisation", ADOPT, "已在方案中明确。"),
    ),
)

"""Policy documents with their interpretation, from the plan to the public (附件2)."""

from __future__ import annotations

from models.sample.document_roads import PUBLIC, REVIEWER, copies, document, road
from models.sample.interpretation_roads import (
    approved,
    done,
    drafted,
    explained,
    interpretation,
    plan,
    posting,
    task,
    urged,
)
from models.sample.publication_roads import online
from models.sample.story import On, Side, Step, Story

_KINDERGARTENS = "关于调整普惠性民办幼儿园收费标准的通知"
_PENSIONS = "关于调整城乡居民基本养老保险缴费档次的通知"
_DOCTORS = "关于提高家庭医生签约服务补助标准的通知"
_HOUSES = "关于印发罗甸县城镇老旧小区改造实施方案的通知"
_INSURANCE = "关于做好政策性农业保险工作的通知"
_RELOCATED = "关于加强易地扶贫搬迁后续扶持工作的意见"
_SUBSIDY = "关于印发罗甸县蔬菜产业奖补办法的通知"
_ROOFS = "关于规范农村住房屋顶加层管理的通知"
_AFTER_SCHOOL = "关于做好中小学生课后服务工作的通知"
CLINICS = "关于印发罗甸县紧密型县域医疗卫生共同体建设方案的通知"
"""Goes before an executive meeting, its interpretation plan with it."""
_FLU = "关于做好流感疫苗免费接种工作的通知"


def _policy(
    ago: int, unit: str, title: str, body: str, marks: tuple[str, ...], steps: tuple[Step, ...], *sides: Side
) -> Story:
    """An important policy document of the county office's name."""
    return document(ago, unit, title, body, steps, sides=sides, policy_marks=marks)


_OFFLINE = Step(100, "clerk", "take_down", {"taken_down_on": On(100)}, reason="接种季结束，解读内容不再适用")

_FEES = {
    "background": "现行标准自2019年执行，办园成本逐年上升。",
    "basis": "国家和省关于学前教育普惠发展的有关规定。",
    "standards": "三星级每生每月420元，二星级360元，一星级300元，伙食费据实结算。",
    "benefits": "脱贫家庭和低保家庭幼儿保教费减免50%。",
    "differences": "收费由按园定价改为按星级定价，不再收取建园费。",
}
_LEVELS = {
    "contents": "缴费档次由十三档调整为十档，最低档每年200元。",
    "procedure": "参保人可在村（社区）便民服务站、手机银行缴费。",
    "keywords": "缴费档次：参保人每年自愿选择的缴费金额。",
}
_SIGNING = {
    "aims": "让重点人群签得上、用得好家庭医生服务。",
    "scope": "六十五周岁以上老年人、孕产妇、儿童、慢性病患者。",
    "benefits": "签约服务补助由每人每年60元提高到80元。",
}
_RENEWAL = {"scope": "2000年底前建成的城镇住宅小区。", "cautions": "加装电梯须经三分之二以上业主同意。"}
_HARVEST = {"contents": "水稻、玉米、蔬菜三类险种。", "benefits": "保费财政补贴80%。"}
_SETTLED = {"aims": "搬得出、稳得住、能致富。", "procedure": "就业帮扶向安置点服务站申请。"}
_GREENS = {"standards": "连片种植五十亩以上，每亩奖补300元。", "cautions": "同一地块不重复奖补。"}
_COMMUNITY = {"aims": "小病在乡镇、大病不出县。", "benefits": "村卫生室药品配送到村，检查结果互认。"}
_VACCINE = {"scope": "六十周岁以上户籍老年人。", "procedure": "持身份证到乡镇卫生院接种。"}

EXPLAINED = (
    _policy(
        26,
        "JYJ",
        _KINDERGARTENS,
        "一、收费标准\n按办园星级核定收费标准。\n二、减免政策\n对困难家庭幼儿予以减免。",
        ("livelihood", "attention"),
        road("issue", PUBLIC),
        online(7),
        interpretation(
            plan(_KINDERGARTENS, "收费怎么定、谁能减免", ("questions", "chart"), _FEES),
            approved(_FEES),
            explained(7),
            task(_KINDERGARTENS, 1, "clerk", "石育禾", "answer", done(16)),
            task(_KINDERGARTENS, 1, REVIEWER, "陆怀谦", "write", done(15, REVIEWER)),
            posting(_KINDERGARTENS, 17, "wechat", "https://mp.luodian.example/s/2601"),
            posting(_KINDERGARTENS, 18, "newspaper", "《黔南日报》三版"),
        ),
        copies(10, "县政务服务中心综合窗口 莫敬之"),
    ),
    # Public for fifteen working days, its interpretation is late.
    _policy(
        30,
        "RSJ",
        _PENSIONS,
        "一、缴费档次\n城乡居民基本养老保险缴费设十档。\n二、缴费补贴\n多缴多补。",
        ("wide", "livelihood"),
        road("issue", PUBLIC),
        online(7),
        interpretation(
            plan(_PENSIONS, "选哪一档、怎么缴", ("questions",), _LEVELS),
            (*approved(_LEVELS), urged(24, "文件公开已超过七个工作日，请立即发布解读材料")),
            explained(7, "submit"),
        ),
    ),
    _policy(
        20,
        "WJJ",
        _DOCTORS,
        "家庭医生签约服务补助标准由每人每年60元提高到80元。",
        ("livelihood",),
        road("issue", PUBLIC),
        online(7),
        interpretation(
            plan(_DOCTORS, "谁能签、补多少", ("article", "video"), _SIGNING),
            (
                *drafted(_SIGNING),
                Step(0, "head", "return_material", reason="未写明重点人群"),
                Step(0, "clerk", "submit_material"),
                Step(1, "head", "approve_material"),
            ),
            explained(7, "approve"),
            task(_DOCTORS, 2, "clerk", "何康宁", "interview"),
        ),
    ),
    _policy(
        9,
        "ZJJ",
        _HOUSES,
        "一、改造范围\n2000年底前建成的城镇老旧小区。\n二、改造内容\n基础类、完善类、提升类。",
        ("wide", "special"),
        (Step(2, REVIEWER, "urge", reason="请随文报送解读方案和解读材料"),),
        interpretation(
            plan(_HOUSES, "哪些小区改、群众出不出钱", ("online", "chart"), _RENEWAL),
            (
                Step(3, "clerk", "submit_plan"),
                Step(4, "head", "return_plan", reason="渠道中请增加现场宣讲"),
                Step(5, "clerk", "submit_plan"),
                Step(6, "head", "approve_plan"),
                Step(7, "clerk", "keep", {"scope": _RENEWAL["scope"]}),
                urged(8, "常务会议定于下周召开，请抓紧报送解读材料"),
            ),
            task(
                _HOUSES,
                6,
                REVIEWER,
                "罗思齐",
                "advise",
                Step(7, REVIEWER, "release", reason="顾问另有出庭安排，改由局内人员把关"),
            ),
            day=3,
        ),
    ),
    _policy(
        4,
        "NYJ",
        _INSURANCE,
        "各乡镇要做好政策性农业保险宣传和承保工作。",
        ("livelihood",),
        (),
        interpretation(
            plan(_INSURANCE, "保什么、赔多少、怎么报案", ("chart",), _HARVEST),
            (Step(2, "clerk", "submit_plan"),),
        ),
    ),
    _policy(
        5,
        "MYZ",
        _RELOCATED,
        "一、稳定就业\n组织搬迁群众就近就业。\n二、完善配套\n补齐安置点公共服务短板。",
        ("livelihood", "wide"),
        road("submit", PUBLIC),
        interpretation(
            plan(_RELOCATED, "搬迁群众有哪些帮扶", ("questions",), _SETTLED),
            drafted(_SETTLED),
        ),
    ),
    _policy(
        14,
        "NYJ",
        _SUBSIDY,
        "第一条　为支持蔬菜产业发展，制定本办法。\n第二条　对连片种植予以奖补。",
        ("livelihood", "special"),
        (
            *road("approve", PUBLIC),
            Step(5, REVIEWER, "return_by_office", reason="解读材料已退回修改，请一并重新报送"),
            Step(9, "clerk", "submit", PUBLIC),
            Step(10, "head", "approve"),
            Step(12, REVIEWER, "check"),
        ),
        interpretation(
            plan(_SUBSIDY, "奖补标准和申报流程", ("questions", "chart"), _GREENS, for_meeting=True),
            (
                *approved(_GREENS),
                Step(4, REVIEWER, "return_by_office", reason="未说明申报流程，不符合解读方案"),
                Step(5, "clerk", "plan_anew", reason="补充申报流程一节"),
                *approved(_GREENS, 6),
                Step(10, "head", "take_back", reason="奖补面积有误"),
                Step(10, "clerk", "submit_material"),
                Step(11, "head", "approve_material"),
            ),
        ),
    ),
    _policy(
        26,
        "WJJ",
        CLINICS,
        "一、组建医共体\n以县人民医院为牵头单位组建县域医共体。\n二、统一管理\n统一药品目录、信息平台和绩效考核。",
        ("livelihood", "attention"),
        (),
        interpretation(
            plan(
                CLINICS,
                "看病流程有什么变化、医保怎么报",
                ("questions", "chart"),
                _COMMUNITY,
                for_meeting=True,
            ),
            (Step(1, "clerk", "submit_plan"), Step(2, "head", "approve_plan")),
        ),
    ),
    _policy(
        16,
        "ZRJ",
        _ROOFS,
        "农村住房屋顶加层须依法办理规划许可。",
        ("livelihood",),
        (Step(6, "head", "cancel", reason="并入宅基地审批文件，不再单独制发"),),
        interpretation(
            plan(_ROOFS, "哪些加层要报批", ("questions",), {"cautions": "未经许可不得加层。"}),
            (Step(1, "clerk", "submit_plan"),),
        ),
    ),
    _policy(
        130,
        "WJJ",
        _FLU,
        "对六十周岁以上户籍老年人免费接种流感疫苗。",
        ("livelihood",),
        road("issue", PUBLIC),
        online(7),
        interpretation(
            plan(_FLU, "谁能免费打、到哪里打", ("chart", "video"), _VACCINE),
            approved(_VACCINE),
            explained(7, "publish", _OFFLINE),
            posting(
                _FLU,
                17,
                "app",
                "https://app.luodian.example/n/2507",
                Step(100, "clerk", "remove", reason="接种季结束，客户端页面下线"),
            ),
        ),
    ),
    _policy(
        18,
        "JYJ",
        _AFTER_SCHOOL,
        "义务教育学校在教学日提供两小时课后服务。",
        ("livelihood",),
        (),
        interpretation(
            plan(
                "关于做好中小学生课后服务工作的通知",
                "服务到几点、收不收费",
                ("questions",),
                {"aims": "解决接送难。"},
            ),
            (Step(3, "head", "give_up", reason="省级已统一解读，本县不再重复"),),
        ),
    ),
)

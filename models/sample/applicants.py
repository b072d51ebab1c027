"""The applicants of the sample county: invented people and organisations of all six kinds."""

from __future__ import annotations

from typing import Any


def _person(name: str, number: int, address: str) -> dict[str, Any]:
    return {
        "applicant_kind": "natural_person",
        "applicant": name,
        "phone": f"0854-7600{number:03}",
        "email": f"reader{number:03}@mail.example",
        "address": f"贵州省罗甸县{address}",
    }


def _body(kind: str, name: str, contact: str, number: int, address: str) -> dict[str, Any]:
    return {**_person(name, number, address), "applicant_kind": kind, "contact_person": contact}


APPLICANTS: dict[str, dict[str, Any]] = {
    "罗": _person("罗晓岚", 101, "龙坪镇解放西路12号"),
    "王": _person("王小渡", 102, "边阳镇兴阳社区3组"),
    "韦": _person("韦照野", 103, "沫阳镇麻怀村7组"),
    "黄": _person("黄禾青", 104, "茂井镇东跃村2组"),
    "陆": _person("陆问渔", 105, "红水河镇羊里村5组"),
    "岑": _person("岑雨眠", 106, "逢亭镇祥脚村1组"),
    "杨": _person("杨听雪", 107, "斛兴街道河滨路88号2单元"),
    "蒙": _person("蒙小满", 108, "罗悃镇林霞村4组"),
    "班": _person("班望舒", 109, "木引镇上隆村6组"),
    "陈": _person("陈溪亭", 110, "凤亭乡里怀村3组"),
    "何": _person("何忘机", 111, "龙坪镇大关村大关组"),
    "莫": _person("莫长庚", 112, "斛兴街道城南新区5栋"),
    "山石": _body("business", "罗甸山石建材有限公司", "卢一苇", 201, "边阳镇工业园区8号"),
    "红河": _body("business", "红水河火龙果种植专业合作社", "吴小篆", 202, "红水河镇集镇路16号"),
    "云端": _body("business", "黔南云端信息技术有限公司", "石三生", 203, "斛兴街道解放中路30号"),
    "山地": _body("research", "西南山地农业研究所", "覃丰年", 301, "龙坪镇科教路9号"),
    "喀斯特": _body("research", "喀斯特生态研究中心", "罗半夏", 302, "斛兴街道环城北路21号"),
    "绿水": _body("welfare", "罗甸绿水青山志愿服务中心", "王行简", 401, "斛兴街道滨河路6号"),
    "夕阳": _body("welfare", "夕阳红助老服务社", "韦念慈", 402, "龙坪镇民族路17号"),
    "正则": _body("legal_service", "贵州正则衡平律师事务所", "黄据理", 501, "斛兴街道法治广场2号"),
    "明理": _body("legal_service", "明理法律咨询服务部", "陆申之", 502, "边阳镇兴阳路40号"),
    "业委": _body("other_organisation", "滨河花园小区业主委员会", "岑同舟", 601, "斛兴街道滨河花园物业楼"),
    "村委": _body("other_organisation", "大关村村民委员会", "杨聚沙", 602, "龙坪镇大关村便民服务站"),
}

"""An application to add an item, filled in: what the tests of the catalogue change one thing of."""

ITEM = {
    "level_one": "不动产登记",
    "title": "不动产登记办理指南",
    "content": "办理条件、申请材料、办理流程、收费标准、办理时限",
    "update_time": "信息形成或者变更之日起20个工作日内",
    "publisher": "罗甸县自然资源局",
    "guarantor": "罗甸县不动产登记中心",
    "channels": "政府网站、政务服务中心",
    "portal_column": "重点领域信息公开—自然资源",
    "basis": "《中华人民共和国政府信息公开条例》、《不动产登记暂行条例》",
    "audience": "everybody",
    "mode": "proactive",
    "flow_chart": "steps",
    "flow_steps": "申请\n受理\n审核\n登簿\n发证",
    "policy_card": "none",
}
FORM = {
    "origin": "unit",
    "change_summary": "见变更详情",
    "change_basis": "罗府办发〔2020〕121号",
    "filled_by": "罗小满",
    "phone": "0854-7611000",
}
ADDITION = {**ITEM, **FORM, "kind": "add", "ground": "add_work", "code": "ZRZY-001"}

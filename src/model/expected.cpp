#include "model/expected.h"

namespace agglo {

namespace {

std::string_view zh_of(FieldType type) {
    switch (type) {
        case FieldType::kText:
        case FieldType::kLongText: return "文字";
        case FieldType::kUrl: return "网址";
        case FieldType::kInteger: return "整数";
        case FieldType::kDecimal: return "数字";
        case FieldType::kMoney: return "金额";
        case FieldType::kArea: return "面积";
        case FieldType::kShare: return "比例";
        case FieldType::kBoolean: return "是或否";
        case FieldType::kDate: return "日期";
        case FieldType::kMonth: return "月份";
        case FieldType::kInstant: return "时刻";
        case FieldType::kReference: return "引用";
        case FieldType::kEnumeration: return "选项";
        case FieldType::kList: return "列表";
        case FieldType::kPoint: return "点";
        case FieldType::kPolygon: return "多边形";
    }
    return "";
}

}  // namespace

std::string expected_of(FieldType type) {
    return std::string(zh_of(type)) + " (" + std::string(name_of(type)) + ")";
}

}  // namespace agglo

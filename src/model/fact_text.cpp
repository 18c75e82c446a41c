// fact_from_text and fact_to_text: facts as cells and screens show them.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"
#include "geo/geojson.h"
#include "geo/wkt.h"
#include "model/date_text.h"
#include "model/expected.h"
#include "model/fact.h"
#include "model/number_text.h"

namespace agglo {

namespace {

constexpr std::array<std::string_view, 10> kYes = {"是", "有", "yes", "y",  "true",
                                                   "1",  "√",  "✓",   "对", "t"};
constexpr std::array<std::string_view, 11> kNo = {"否", "无", "no", "n",  "false", "0",
                                                  "×",  "x",  "✗",  "错", "f"};

template <size_t count>
bool among(std::array<std::string_view, count> const& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Error wrong_type(Field const& field, std::string_view text) {
    return Error(ErrorCode::kWrongType, {expected_of(field.type), std::string(text)});
}

Result<Value> boolean_from_text(Field const& field, std::string_view text) {
    auto const folded = fold_text(text);
    if (among(kYes, folded)) return Value(true);
    if (among(kNo, folded)) return Value(false);
    return wrong_type(field, text);
}

Result<Value> number_value(Field const& field, std::string_view text) {
    auto number = number_from_text(text, field.type, field.scale);
    if (!number.ok() && number.error().code() == ErrorCode::kMalformed)
        return wrong_type(field, text);
    return Value(TRY(std::move(number)));
}

Result<Value> code_from_text(Model const& model, Field const& field, std::string_view text) {
    AGGLO_ASSERT(field.enumeration.has_value());
    auto const& enumeration = model.enumerations[*field.enumeration];
    if (auto const found = enumeration.find_any(text))
        return Value(enumeration.values[*found].code);
    return Error(
        ErrorCode::kNotInEnumeration,
        {std::string(text), fmt::format("{} / {}", enumeration.labels.zh, enumeration.labels.en)});
}

// The pieces between 、 , ， ; ； | and line ends.
std::vector<std::string> list_items(std::string_view text) {
    std::string marked(text);
    for (std::string_view const mark : {"、", "，", "；", ",", ";", "|"}) {
        for (auto at = marked.find(mark); at != std::string::npos; at = marked.find(mark, at + 1)) {
            marked.replace(at, mark.size(), "\n");
        }
    }
    std::vector<std::string> items;
    for (size_t from = 0; from < marked.size();) {
        auto const end = std::min(marked.find('\n', from), marked.size());
        auto const item = trim(std::string_view(marked).substr(from, end - from));
        if (!item.empty()) items.emplace_back(item);
        from = end + 1;
    }
    return items;
}

Result<Value> list_from_text(Model const& model, Field const& field, std::string_view text) {
    // A whole label may hold a separator: 农、林、牧、渔业.
    if (field.enumeration && model.enumerations[*field.enumeration].find_any(text)) {
        return Value(ValueList{TRY(code_from_text(model, field, text))});
    }
    ValueList list;
    for (auto const& item : list_items(text)) {
        list.push_back(field.enumeration ? TRY(code_from_text(model, field, item)) : Value(item));
    }
    return Value(std::move(list));
}

Result<Value> geometry_from_text(std::string_view text) {
    if (text.starts_with('{')) return Value(TRY(geometry_from_geojson(text)));
    return Value(TRY(geometry_from_wkt(text)));
}

Result<Value> unsettled_from_text(Model const& model, Field const& field, std::string_view text) {
    if (field.is_number()) return number_value(field, text);
    switch (field.type) {
        case FieldType::kBoolean: return boolean_from_text(field, text);
        case FieldType::kDate: return Value(TRY(date_from_text(text)));
        case FieldType::kMonth: return Value(TRY(month_from_text(text)));
        case FieldType::kInstant: return Value(TRY(instant_from_text(text)));
        case FieldType::kEnumeration: return code_from_text(model, field, text);
        case FieldType::kList: return list_from_text(model, field, text);
        case FieldType::kPoint:
        case FieldType::kPolygon: return geometry_from_text(text);
        default: return Value(text);
    }
}

std::string label_of(Model const& model, Field const& field, std::string const& text, bool zh) {
    if (!field.enumeration) return text;
    auto const& enumeration = model.enumerations[*field.enumeration];
    auto const found = enumeration.find(text);
    if (!found) return text;
    auto const& labels = enumeration.values[*found].labels;
    return zh ? labels.zh : labels.en;
}

std::string list_to_text(Model const& model, Field const& field, ValueList const& list, bool zh) {
    std::string out;
    for (auto const& item : list) {
        if (!out.empty()) out += zh ? "、" : ", ";
        out += fact_to_text(model, field, item, zh);
    }
    return out;
}

}  // namespace

Result<Value> fact_from_text(Model const& model, Field const& field, std::string_view text) {
    auto const clean = TRY(clean_text(text));
    if (clean.empty()) return Value();
    auto value = TRY(unsettled_from_text(model, field, clean));
    if (field.type == FieldType::kReference) return value;
    return settle_fact(model, field, std::move(value));
}

std::string fact_to_text(Model const& model, Field const& field, Value const& value, bool zh) {
    if (auto const* text = value.get<std::string>()) return label_of(model, field, *text, zh);
    if (auto const* flag = value.get<bool>())
        return zh ? (*flag ? "是" : "否") : (*flag ? "yes" : "no");
    if (auto const* whole = value.get<int64_t>()) return std::to_string(*whole);
    if (auto const* number = value.get<Decimal>()) return number->to_short_string();
    if (auto const* instant = value.get<Instant>()) return instant->to_string();
    if (auto const* reference = value.get<Reference>()) return std::to_string(reference->id);
    if (auto const* list = value.get<ValueList>()) return list_to_text(model, field, *list, zh);
    if (auto const* geometry = value.get<Geometry>()) return wkt_of(*geometry);
    auto const* date = value.get<Date>();
    if (!date) return "";
    return field.type == FieldType::kMonth ? date->to_month_string() : date->to_string();
}

}  // namespace agglo

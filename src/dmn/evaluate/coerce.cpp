#include "dmn/evaluate/coerce.h"

#include "base/text.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

constexpr size_t kShownMax = 200;

std::string shown(Value const& value) {
    auto text = feel::to_feel(value);
    if (text.size() <= kShownMax) return text;
    auto end = kShownMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

}  // namespace

bool allowed(Value const& value, Constraints const& constraints, std::string_view name,
             Around const& around) {
    if (value.is_null() || value.unknown()) return true;
    for (auto const& constraint : constraints.own) {
        if (!feel::satisfies(*constraint.tests, value, {}, around.evaluation).is_true()) {
            around.fail(ErrorCode::kDmnNotAllowed,
                        {std::string(name), shown(value), std::string(trim(constraint.text))});
            return false;
        }
    }
    if (constraints.items && value.list()) {
        for (auto const& item : *value.list()) {
            if (!allowed(item, *constraints.items, name, around)) return false;
        }
    }
    if (!constraints.entries.empty() && value.context()) {
        for (auto const& [entry, entry_constraints] : constraints.entries) {
            auto const* part = value.context()->find(entry);
            if (part && !allowed(*part, *entry_constraints, entry, around)) return false;
        }
    }
    return true;
}

Value coerce(Value value, ItemType const& type, std::string_view name, Around const& around) {
    if (!type.given() || value.is_null()) return value;
    auto converted = feel::converted(value, *type.type);
    if (!converted) {
        return around.fail(ErrorCode::kDmnNotOfType,
                           {std::string(name), feel::to_text(*type.type), shown(value)});
    }
    if (type.constraints && !allowed(*converted, *type.constraints, name, around)) return {};
    return *std::move(converted);
}

}  // namespace agglo::dmn

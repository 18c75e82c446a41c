#include "feel/value/value_text.h"

#include <fmt/format.h>

#include "feel/syntax/name_text.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

namespace {

enum class Manner { kNotation, kDisplay };

std::string text_of(Value const& value, Manner manner);

std::string list_text(List const& list) {
    std::string out = "[";
    for (auto const& item : list) {
        if (out.size() > 1) out += ", ";
        out += text_of(item, Manner::kNotation);
    }
    return out + "]";
}

std::string context_text(Context const& context) {
    std::string out = "{";
    for (auto const& [name, value] : context.entries()) {
        if (out.size() > 1) out += ", ";
        out += entry_name(name) + ": " + text_of(value, Manner::kNotation);
    }
    return out + "}";
}

std::string range_text(Range const& range) {
    auto const low = text_of(range.low, Manner::kNotation);
    auto const high = text_of(range.high, Manner::kNotation);
    switch (range.form) {
        case Range::Form::kLess: return "(< " + high + ")";
        case Range::Form::kLessOrEqual: return "(<= " + high + ")";
        case Range::Form::kGreater: return "(> " + low + ")";
        case Range::Form::kGreaterOrEqual: return "(>= " + low + ")";
        case Range::Form::kEqual: return "(= " + low + ")";
        case Range::Form::kNotEqual: return "(!= " + low + ")";
        case Range::Form::kInterval: break;
    }
    return (range.low_included ? "[" : "(") + low + ".." + high + (range.high_included ? "]" : ")");
}

template <class T>
std::string temporal_text(T const& value, Manner manner) {
    auto const text = to_text(value);
    return manner == Manner::kNotation ? "@\"" + text + "\"" : text;
}

std::string text_of(Value const& value, Manner manner) {
    switch (value.kind()) {
        case Kind::kNull: return "null";
        case Kind::kBoolean: return value.is_true() ? "true" : "false";
        case Kind::kNumber: return value.as<Number>()->to_string();
        case Kind::kString:
            return manner == Manner::kNotation ? quoted(*value.string()) : *value.string();
        case Kind::kDate: return temporal_text(*value.as<Date>(), manner);
        case Kind::kTime: return temporal_text(*value.as<Time>(), manner);
        case Kind::kDateTime: return temporal_text(*value.as<DateTime>(), manner);
        case Kind::kDaysDuration: return temporal_text(*value.as<DaysDuration>(), manner);
        case Kind::kMonthsDuration: return temporal_text(*value.as<MonthsDuration>(), manner);
        case Kind::kList: return list_text(*value.list());
        case Kind::kContext: return context_text(*value.context());
        case Kind::kRange: return range_text(*value.range());
        case Kind::kFunction: return "function";
        case Kind::kUnknown: return "unknown";
    }
    return {};
}

}  // namespace

std::string to_feel(Value const& value) {
    return text_of(value, Manner::kNotation);
}

std::string to_display(Value const& value) {
    return text_of(value, Manner::kDisplay);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    return out + "\"";
}

std::string entry_name(std::string_view name) {
    return is_plain_name(name) ? std::string(name) : quoted(name);
}

}  // namespace agglo::feel

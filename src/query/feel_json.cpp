#include "query/feel_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <charconv>

#include "feel/temporal/temporal_text.h"
#include "feel/value/value_text.h"
#include "query/json_value.h"

namespace agglo {

namespace {

namespace json = boost::json;
using Kind = feel::Type::Kind;

/// Goes through a value until it is all seen, or has become too much.
class Scales {
public:
    bool holds(feel::Value const& value, size_t depth = 0) {
        if (depth > FeelJsonLimits::kDepthMax || !take(8)) return false;
        if (auto const* text = value.string()) return take(text->size());
        if (value.as<feel::Number>()) return take(16);
        if (auto const* list = value.list()) {
            for (auto const& item : *list) {
                if (!holds(item, depth + 1)) return false;
            }
        } else if (auto const* context = value.context()) {
            for (auto const& [name, entry] : context->entries()) {
                if (!take(name.size()) || !holds(entry, depth + 1)) return false;
            }
        } else if (auto const* range = value.range()) {
            return holds(range->low, depth + 1) && holds(range->high, depth + 1);
        }
        return true;
    }

private:
    bool take(size_t bytes) {
        bytes_ += bytes;
        return bytes_ <= FeelJsonLimits::kBytesMax;
    }

    size_t bytes_ = 0;
};

Error wrong_type(feel::Type const& type, std::string_view found) {
    constexpr size_t kShownMax = 40;
    return Error(ErrorCode::kWrongType,
                 {feel::to_text(type), std::string(found.substr(0, kShownMax))});
}

template <class T>
Result<feel::Value> or_wrong(std::optional<T> read, feel::Type const& type, std::string_view text) {
    if (!read) return wrong_type(type, text);
    return feel::Value(*std::move(read));
}

Result<feel::Value> duration_of(std::string_view text, feel::Type const& type) {
    auto const duration = feel::parse_duration(text);
    if (!duration) return wrong_type(type, text);
    auto value = std::visit([](auto each) { return feel::Value(each); }, *duration);
    if (!feel::is_instance(value, type)) return wrong_type(type, text);
    return value;
}

Result<feel::Value> value_of_text(std::string_view text, feel::Type const& type) {
    switch (type.kind) {
        case Kind::kDate: return or_wrong(feel::parse_date(text), type, text);
        case Kind::kTime: return or_wrong(feel::parse_time(text), type, text);
        case Kind::kDateTime: return or_wrong(feel::parse_date_time(text), type, text);
        case Kind::kDaysDuration:
        case Kind::kMonthsDuration: return duration_of(text, type);
        case Kind::kNumber:
            if (text.size() > FeelJsonLimits::kNumberBytesMax) return wrong_type(type, text);
            return or_wrong(feel::Number::parse(text), type, text);
        default: return feel::Value(text);
    }
}

Result<feel::Value> value_of_double(double number) {
    char digits[64];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    auto const parsed = feel::Number::parse({digits, static_cast<size_t>(end - digits)});
    if (!parsed) return Error(ErrorCode::kOutOfRange, {std::string(digits, end)});
    return feel::Value(*parsed);
}

feel::Type const& type_of_entry(feel::Type const& type, std::string_view name) {
    auto const* member = type.member(name);
    return member && member->type ? *member->type : *feel::any_type();
}

Result<feel::Value> value_of_array(json::array const& array, feel::Type const& type) {
    if (array.size() > JsonLimits::kListMax)
        return Error(ErrorCode::kTooLarge, {"list", std::to_string(JsonLimits::kListMax)});
    bool const typed = type.kind == Kind::kList && type.element;
    feel::List items;
    for (size_t i = 0; i < array.size(); ++i) {
        auto const& item_type = typed ? *type.element : *feel::any_type();
        items.push_back(TRY(feel_value_of_json(array[i], item_type).at(std::to_string(i))));
    }
    return feel::Value(std::move(items));
}

Result<feel::Value> value_of_object(json::object const& object, feel::Type const& type) {
    std::vector<feel::Context::Entry> entries;
    for (auto const& [key, value] : object) {
        std::string const name(key);
        auto const* member = type.member(name);
        entries.emplace_back(member ? member->name : name,
                             TRY(feel_value_of_json(value, type_of_entry(type, name)).at(name)));
    }
    return feel::Value(feel::Context(std::move(entries)));
}

}  // namespace

Result<void> check_writable(feel::Value const& value) {
    if (Scales().holds(value)) return {};
    return Error(ErrorCode::kTooLarge, {"value", std::to_string(FeelJsonLimits::kBytesMax)});
}

void write_feel_value(JsonWriter& json, feel::Value const& value) {
    if (auto const* flag = value.as<bool>()) {
        json.boolean(*flag);
    } else if (auto const* number = value.as<feel::Number>()) {
        auto const digits = number->to_string();
        // A number of thousands of digits is within JSON's grammar but of no use to its readers.
        if (digits.size() <= FeelJsonLimits::kNumberBytesMax) {
            json.raw(digits);
        } else {
            json.text(digits);
        }
    } else if (auto const* text = value.string()) {
        json.text(*text);
    } else if (auto const* list = value.list()) {
        json.begin_array();
        for (auto const& item : *list) write_feel_value(json, item);
        json.end_array();
    } else if (auto const* context = value.context()) {
        json.begin_object();
        for (auto const& [name, entry] : context->entries()) {
            json.key(name);
            write_feel_value(json, entry);
        }
        json.end_object();
    } else if (value.is_null() || value.unknown()) {
        json.null();
    } else if (value.range() || value.function()) {
        json.text(feel::to_feel(value));
    } else {
        json.text(feel::to_display(value));
    }
}

Result<feel::Value> feel_value_of_json(json::value const& value, feel::Type const& type) {
    if (value.is_null()) return feel::Value();
    if (value.is_bool()) return feel::Value(value.get_bool());
    if (value.is_int64()) return feel::Value(feel::Number(value.get_int64()));
    if (value.is_uint64())
        return feel::Value(feel::Number::parse(std::to_string(value.get_uint64())));
    if (value.is_double()) return value_of_double(value.get_double());
    if (value.is_string()) return value_of_text(value.get_string(), type);
    if (auto const* array = value.if_array()) return value_of_array(*array, type);
    return value_of_object(value.get_object(), type);
}

}  // namespace agglo

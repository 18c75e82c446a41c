#include "query/json_value.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "geo/geojson.h"

namespace agglo {

namespace json = boost::json;

namespace {

Result<Value> value_of_double(double number) {
    char digits[64];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return Value(TRY(Decimal::parse({digits, static_cast<size_t>(end - digits)})));
}

Result<Value> value_of_object(json::object const& object) {
    if (auto const* id = object.if_contains("id"); id && id->is_int64())
        return Value(Reference{id->get_int64()});
    if (auto const* code = object.if_contains("code"); code && code->is_string()) {
        return Value(std::string_view(code->get_string()));
    }
    if (object.contains("type")) return Value(TRY(geometry_from_geojson(json::serialize(object))));
    return Error(ErrorCode::kWrongType, {"值", "{…}"});
}

Result<Value> value_of_array(json::array const& array) {
    if (array.size() > JsonLimits::kListMax) {
        return Error(ErrorCode::kTooLarge, {"list", std::to_string(JsonLimits::kListMax)});
    }
    ValueList list;
    for (size_t i = 0; i < array.size(); ++i) {
        list.push_back(TRY(value_of_json(array[i]).at(std::to_string(i))));
    }
    return Value(std::move(list));
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
    json::error_code code;
    json::parse_options options;
    options.max_depth = JsonLimits::kDepthMax;
    auto value = json::parse({text.data(), text.size()}, code, {}, options);
    if (code) return Error(ErrorCode::kMalformed, {"JSON: " + code.message()});
    return value;
}

Result<std::string> text_of_json(json::value const& value) {
    if (!value.is_string()) return Error(ErrorCode::kWrongType, {"文字 (text)", "…"});
    return std::string(std::string_view(value.get_string()));
}

Result<std::string> point_of_json(json::value const& value) {
    return value.is_int64() ? std::to_string(value.get_int64()) : text_of_json(value);
}

Result<std::vector<std::string>> texts_of_json(json::value const& value, size_t most) {
    auto const* items = value.if_array();
    if (!items) return Error(ErrorCode::kWrongType, {"数组 (array)", "…"});
    if (items->size() > most) return Error(ErrorCode::kTooLarge, {"array", std::to_string(most)});
    std::vector<std::string> texts;
    for (size_t i = 0; i < items->size(); ++i)
        texts.push_back(TRY(text_of_json((*items)[i]).at(std::to_string(i))));
    return texts;
}

Result<Value> value_of_json(json::value const& value) {
    switch (value.kind()) {
        case json::kind::null: return Value();
        case json::kind::bool_: return Value(value.get_bool());
        case json::kind::int64: return Value(value.get_int64());
        case json::kind::uint64:
            return Error(ErrorCode::kOutOfRange, {std::to_string(value.get_uint64())});
        case json::kind::double_: return value_of_double(value.get_double());
        case json::kind::string: return Value(std::string_view(value.get_string()));
        case json::kind::array: return value_of_array(value.get_array());
        case json::kind::object: return value_of_object(value.get_object());
    }
    return Value();
}

}  // namespace agglo

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "query/group_query_json.h"
#include "query/json_value.h"
#include "query/query.h"

namespace agglo {

namespace json = boost::json;

namespace {

constexpr std::string_view kOperatorNames[] = {"eq", "ne", "in",      "lt",       "le",
                                               "gt", "ge", "between", "contains", "null"};

Error wrong_type(std::string_view expected) {
    return Error(ErrorCode::kWrongType, {std::string(expected), "…"});
}

Result<json::array const*> array_of(json::value const& value, size_t most) {
    if (!value.is_array()) return wrong_type("数组 (array)");
    if (value.get_array().size() > most)
        return Error(ErrorCode::kTooLarge, {"array", std::to_string(most)});
    return &value.get_array();
}

Result<Condition> condition_of(json::value const& value) {
    auto const* parts = TRY(array_of(value, 3));
    if (parts->size() != 3) return wrong_type("[field, op, value]");
    Condition condition;
    condition.field = TRY(text_of_json((*parts)[0]).at("0"));
    auto const name = TRY(text_of_json((*parts)[1]).at("1"));
    auto const op = operator_named(name);
    if (!op) return Error(ErrorCode::kUnknownOperator, {name}).at("1");
    condition.op = *op;
    condition.value = TRY(value_of_json((*parts)[2]).at("2"));
    return condition;
}

Result<std::vector<Condition>> where_of(json::value const& value) {
    auto const* items = TRY(array_of(value, Query::kConditionsMax));
    std::vector<Condition> where;
    for (size_t i = 0; i < items->size(); ++i) {
        where.push_back(TRY(condition_of((*items)[i]).at(std::to_string(i))));
    }
    return where;
}

SortKey sort_key(std::string_view text) {
    bool const descending = text.starts_with('-');
    if (descending) text.remove_prefix(1);
    return {{std::string(text), {}}, descending};
}

/// "-total", or {"feel": "total - offer", "descending": true}.
Result<SortKey> sort_key_of(json::value const& value) {
    if (!value.is_object()) return sort_key(TRY(text_of_json(value)));
    SortKey key;
    for (auto const& [name, part] : value.get_object()) {
        if (name == "feel") {
            key.of.feel = TRY(text_of_json(part).at("feel"));
        } else if (name == "descending" && part.is_bool()) {
            key.descending = part.get_bool();
        } else {
            return Error(ErrorCode::kUnknownField, {std::string(name)}).at(std::string_view(name));
        }
    }
    if (key.of.feel.empty()) return Error(ErrorCode::kRequired, {"feel"}).at("feel");
    return key;
}

Result<size_t> limit_of(json::value const& value) {
    if (!value.is_int64() || value.get_int64() < 0) return wrong_type("非负整数 (a whole number)");
    return static_cast<size_t>(value.get_int64());
}

/// Reads one member of the body into the query.
Result<void> read_member(std::string_view key, json::value const& value, Query& query) {
    if (key == "entity") {
        query.entity = TRY(text_of_json(value));
    } else if (key == "where") {
        query.where = TRY(where_of(value));
    } else if (key == "filter") {
        query.filter = TRY(text_of_json(value));
    } else if (key == "sort") {
        query.sort = TRY(sort_of_json(value));
    } else if (key == "limit") {
        query.limit = TRY(limit_of(value));
    } else if (key == "cursor") {
        query.cursor = TRY(text_of_json(value));
    } else if (key == "missing") {
        if (!value.is_bool()) return wrong_type("true / false");
        query.missing = value.get_bool();
    } else if (key == "q") {
        query.text = TRY(text_of_json(value));
    } else if (key == "as_of") {
        query.as_of = TRY(point_of_json(value));
    } else if (key == "on") {
        auto const text = TRY(text_of_json(value));
        query.on = TRY(Date::parse(text));
    } else {
        return read_group_member(key, value, query);
    }
    return {};
}

}  // namespace

std::string_view name_of(Operator op) {
    return kOperatorNames[static_cast<size_t>(op)];
}

std::optional<Operator> operator_named(std::string_view name) {
    for (size_t i = 0; i < std::size(kOperatorNames); ++i) {
        if (kOperatorNames[i] == name) return static_cast<Operator>(i);
    }
    return std::nullopt;
}

Date Query::day() const {
    return on.value_or(Instant::now().date_in_shanghai());
}

Result<Query> parse_query(std::string_view text) {
    auto const body = TRY(parse_json(text));
    return query_of_json(body);
}

Result<Query> query_of_json(json::value const& body) {
    if (!body.is_object()) return wrong_type("对象 (object)");
    Query query;
    for (auto const& [key, value] : body.get_object()) {
        TRY(read_member(key, value, query).at(std::string_view(key)));
    }
    if (query.entity.empty()) return Error(ErrorCode::kRequired, {"entity"}).at("entity");
    bool const needs_groups =
        query.top || query.drill || !query.running.empty() || !query.compare.empty();
    if (needs_groups && !query.grouped()) return Error(ErrorCode::kRequired, {"group"}).at("group");
    if (query.missing && query.grouped())
        return Error(ErrorCode::kUnknownField, {"missing"}).at("missing");
    if (query.grouped() && query.measures.empty()) query.measures.push_back({.name = "count"});
    return query;
}

Result<std::vector<Condition>> parse_where(std::string_view text) {
    auto const where = TRY(parse_json(text));
    return where_of(where);
}

Result<std::vector<SortKey>> sort_of_json(json::value const& value) {
    auto const* items = TRY(array_of(value, Query::kGroupKeysMax));
    std::vector<SortKey> keys;
    for (size_t i = 0; i < items->size(); ++i)
        keys.push_back(TRY(sort_key_of((*items)[i]).at(std::to_string(i))));
    return keys;
}

std::vector<SortKey> parse_sort(std::string_view text) {
    std::vector<SortKey> keys;
    while (!text.empty() && keys.size() < Query::kGroupKeysMax) {
        size_t const end = text.find(',');
        if (auto const part = text.substr(0, end); !part.empty()) keys.push_back(sort_key(part));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return keys;
}

}  // namespace agglo

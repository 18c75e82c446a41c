#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "query/json_value.h"
#include "query/query.h"

namespace agglo {

namespace json = boost::json;

namespace {

constexpr std::string_view kOperatorNames[] = {"eq", "ne", "in",      "lt",       "le",
                                               "gt", "ge", "between", "contains", "null"};

struct AggregateName {
    std::string_view name;
    Aggregate aggregate;
};
constexpr AggregateName kAggregateNames[] = {
    {"count", Aggregate::kCount}, {"distinct", Aggregate::kDistinct}, {"sum", Aggregate::kSum},
    {"min", Aggregate::kMin},     {"max", Aggregate::kMax},           {"ratio", Aggregate::kRatio}};

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

std::string default_name(std::string_view op, Measure const& measure) {
    std::string name(op);
    if (!measure.field.empty()) name += "_" + measure.field;
    if (!measure.denominator.empty()) name += "_" + measure.denominator;
    return name;
}

Result<Measure> measure_of(json::value const& value) {
    auto const* parts = TRY(array_of(value, 4));
    if (parts->empty()) return wrong_type("[op, field]");
    auto const op = TRY(text_of_json((*parts)[0]).at("0"));
    auto const* known = std::find_if(std::begin(kAggregateNames), std::end(kAggregateNames),
                                     [&](auto const& row) { return row.name == op; });
    if (known == std::end(kAggregateNames)) return Error(ErrorCode::kUnknownOperator, {op}).at("0");
    Measure measure{known->aggregate, {}, {}, {}};
    size_t const operands = measure.aggregate == Aggregate::kRatio ? 2 : 1;
    if (parts->size() > 1) measure.field = TRY(text_of_json((*parts)[1]).at("1"));
    if (operands == 2 && parts->size() > 2)
        measure.denominator = TRY(text_of_json((*parts)[2]).at("2"));
    bool const lacks = measure.aggregate == Aggregate::kRatio ? measure.denominator.empty()
                                                              : measure.field.empty();
    if (lacks && measure.aggregate != Aggregate::kCount) return wrong_type("[op, field]");
    measure.name = default_name(op, measure);
    if (parts->size() > operands + 1) {
        auto const step = std::to_string(operands + 1);
        measure.name = TRY(text_of_json((*parts)[operands + 1]).at(step));
    }
    return measure;
}

SortKey sort_key(std::string_view text) {
    bool const descending = text.starts_with('-');
    if (descending) text.remove_prefix(1);
    return {std::string(text), descending};
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
    } else if (key == "group") {
        query.group = TRY(texts_of_json(value, Query::kGroupKeysMax));
    } else if (key == "measures") {
        auto const* items = TRY(array_of(value, Query::kMeasuresMax));
        for (size_t i = 0; i < items->size(); ++i) {
            query.measures.push_back(TRY(measure_of((*items)[i]).at(std::to_string(i))));
        }
    } else if (key == "sort") {
        for (auto const& text : TRY(texts_of_json(value, Query::kGroupKeysMax))) {
            query.sort.push_back(sort_key(text));
        }
    } else if (key == "limit") {
        query.limit = TRY(limit_of(value));
    } else if (key == "cursor") {
        query.cursor = TRY(text_of_json(value));
    } else if (key == "q") {
        query.text = TRY(text_of_json(value));
    } else if (key == "as_of") {
        query.as_of = TRY(point_of_json(value));
    } else if (key == "on") {
        auto const text = TRY(text_of_json(value));
        query.on = TRY(Date::parse(text));
    } else {
        return Error(ErrorCode::kUnknownField, {std::string(key)});
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
    if (query.grouped() && query.measures.empty())
        query.measures.push_back({Aggregate::kCount, {}, {}, "count"});
    return query;
}

Result<std::vector<Condition>> parse_where(std::string_view text) {
    auto const where = TRY(parse_json(text));
    return where_of(where);
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

#include "query/group_query_json.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "query/json_value.h"

namespace agglo {

namespace json = boost::json;

namespace {

struct AggregateName {
    std::string_view name;
    Aggregate aggregate;
    size_t operands = 1;
};
constexpr AggregateName kAggregateNames[] = {{"count", Aggregate::kCount},
                                             {"distinct", Aggregate::kDistinct},
                                             {"sum", Aggregate::kSum},
                                             {"min", Aggregate::kMin},
                                             {"max", Aggregate::kMax},
                                             {"ratio", Aggregate::kRatio, 2},
                                             {"avg", Aggregate::kAverage},
                                             {"median", Aggregate::kPercentile},
                                             {"percentile", Aggregate::kPercentile},
                                             {"stddev", Aggregate::kDeviation}};

Error wrong_type(std::string_view expected) {
    return Error(ErrorCode::kWrongType, {std::string(expected), "…"});
}

Error unknown(std::string_view name) {
    return Error(ErrorCode::kUnknownField, {std::string(name)}).at(name);
}

Result<json::array const*> array_of(json::value const& value, size_t most) {
    if (!value.is_array()) return wrong_type("数组 (array)");
    if (value.get_array().size() > most)
        return Error(ErrorCode::kTooLarge, {"array", std::to_string(most)});
    return &value.get_array();
}

Result<json::object const*> object_of(json::value const& value) {
    if (!value.is_object()) return wrong_type("对象 (object)");
    return &value.get_object();
}

/// "region", or {"feel": "…", "name": "…"}.
Result<GroupItem> group_item(json::value const& value) {
    GroupItem item;
    if (!value.is_object()) {
        item.of.field = TRY(text_of_json(value));
        item.name = item.of.field;
        return item;
    }
    for (auto const& [name, part] : value.get_object()) {
        if (name != "feel" && name != "name") return unknown(name);
        (name == "feel" ? item.of.feel : item.name) = TRY(text_of_json(part).at(name));
    }
    if (item.of.feel.empty()) return Error(ErrorCode::kRequired, {"feel"}).at("feel");
    if (item.name.empty()) return Error(ErrorCode::kRequired, {"name"}).at("name");
    return item;
}

Result<Operand> operand_of(json::value const& value) {
    Operand operand;
    if (!value.is_object()) {
        operand.field = TRY(text_of_json(value));
        return operand;
    }
    auto const* feel = value.get_object().if_contains("feel");
    if (!feel || value.get_object().size() > 1) return wrong_type("{\"feel\": …}");
    operand.feel = TRY(text_of_json(*feel).at("feel"));
    if (operand.feel.empty()) return Error(ErrorCode::kRequired, {"feel"}).at("feel");
    return operand;
}

Result<Decimal> fraction_of(json::value const& value) {
    auto const number = TRY(value_of_json(value));
    if (auto const* whole = number.get<int64_t>(); whole && (*whole == 0 || *whole == 1))
        return Decimal{*whole, 0};
    auto const* decimal = number.get<Decimal>();
    if (!decimal || *decimal < Decimal{0, 0} || *decimal > Decimal{1, 0})
        return wrong_type("0 … 1");
    return *decimal;
}

/// Reads a measure's parts from the left: op, operands, fraction, name, options.
class MeasureReader {
public:
    explicit MeasureReader(json::array const& parts) : parts_(parts) {}

    Result<Measure> read() {
        auto const op = TRY(text_of_json(parts_.front()).at("0"));
        auto const* known = std::find_if(std::begin(kAggregateNames), std::end(kAggregateNames),
                                         [&](auto const& row) { return row.name == op; });
        if (known == std::end(kAggregateNames))
            return Error(ErrorCode::kUnknownOperator, {op}).at("0");
        measure_.aggregate = known->aggregate;
        TRY(read_operands(*known));
        if (op == "median") measure_.fraction = {5, 1};
        if (op == "percentile") TRY(read_fraction());
        measure_.name = default_name(op);
        bool named = false;
        if (more() && !at_options()) {
            measure_.name = TRY(text_of_json(parts_[next_]).at(std::to_string(next_)));
            ++next_;
            named = true;
        }
        if (more()) TRY(read_options(named).at(std::to_string(next_)));
        if (next_ + 1 < parts_.size()) return wrong_type("[op, field, name, {if}]");
        TRY(check_named(named));
        return std::move(measure_);
    }

private:
    bool more() const { return next_ < parts_.size(); }
    bool at_options() const {
        auto const* object = parts_[next_].if_object();
        return object && !object->contains("feel");
    }

    Result<void> read_operands(AggregateName const& known) {
        for (size_t i = 0; i < known.operands && more() && !at_options(); ++i) {
            auto operand = operand_of(parts_[next_]).at(std::to_string(next_));
            (i == 0 ? measure_.of : measure_.denominator) = TRY(std::move(operand));
            ++next_;
        }
        bool const lacks = known.operands == 2 ? measure_.denominator.empty() : measure_.of.empty();
        if (lacks && measure_.aggregate != Aggregate::kCount) return wrong_type("[op, field]");
        return {};
    }

    Result<void> read_fraction() {
        if (!more()) return wrong_type("[op, field, 0 … 1]");
        measure_.fraction = TRY(fraction_of(parts_[next_]).at(std::to_string(next_)));
        ++next_;
        return {};
    }

    Result<void> read_options(bool& named) {
        auto const* options = TRY(object_of(parts_[next_]));
        for (auto const& [name, part] : *options) {
            if (name != "if" && name != "name") return unknown(name);
            (name == "if" ? measure_.condition : measure_.name) = TRY(text_of_json(part).at(name));
            named = named || name == "name";
        }
        return {};
    }

    /// What is not told by its fields alone has to be named.
    Result<void> check_named(bool named) const {
        bool const feel = !measure_.of.feel.empty() || !measure_.denominator.feel.empty();
        bool const tells = !feel && measure_.condition.empty();
        if (measure_.name.empty() || (!named && !tells))
            return Error(ErrorCode::kRequired, {"name"});
        return {};
    }

    std::string default_name(std::string name) const {
        if (!measure_.of.field.empty()) name += "_" + measure_.of.field;
        if (!measure_.denominator.field.empty()) name += "_" + measure_.denominator.field;
        if (name.starts_with("percentile")) name += "_" + measure_.fraction.to_short_string();
        return name;
    }

    json::array const& parts_;
    size_t next_ = 1;
    Measure measure_;
};

Result<Measure> measure_of(json::value const& value) {
    constexpr size_t kPartsMax = 5;
    auto const* parts = TRY(array_of(value, kPartsMax));
    if (parts->empty()) return wrong_type("[op, field]");
    return MeasureReader(*parts).read();
}

Result<TopRecords> top_of(json::value const& value) {
    auto const* object = TRY(object_of(value));
    TopRecords top;
    for (auto const& [name, part] : *object) {
        if (name == "sort") {
            top.sort = TRY(sort_of_json(part).at("sort"));
        } else if (name != "limit") {
            return unknown(name);
        } else if (!part.is_int64() || part.get_int64() < 1) {
            return wrong_type("正整数 (1, 2, …)").at("limit");
        } else {
            top.limit = static_cast<size_t>(part.get_int64());
        }
    }
    if (top.limit == 0) return Error(ErrorCode::kRequired, {"limit"}).at("limit");
    return top;
}

/// {"key": "signed_on:month", "by": "year"}
Result<std::string> compared_of(json::value const& value) {
    auto const* object = TRY(object_of(value));
    std::string key;
    for (auto const& [name, part] : *object) {
        if (name != "key" && name != "by") return unknown(name);
        auto const text = TRY(text_of_json(part).at(name));
        if (name == "key") key = text;
        if (name == "by" && text != "year") return wrong_type("year").at("by");
    }
    if (key.empty()) return Error(ErrorCode::kRequired, {"key"}).at("key");
    return key;
}

template <class T, class Read>
Result<std::vector<T>> items_of(json::value const& value, size_t most, Read read) {
    auto const* items = TRY(array_of(value, most));
    std::vector<T> all;
    for (size_t i = 0; i < items->size(); ++i)
        all.push_back(TRY(read((*items)[i]).at(std::to_string(i))));
    return all;
}

}  // namespace

Result<void> read_group_member(std::string_view key, json::value const& value, Query& query) {
    if (key == "group") {
        query.group = TRY(items_of<GroupItem>(value, Query::kGroupKeysMax, group_item));
    } else if (key == "measures") {
        query.measures = TRY(items_of<Measure>(value, Query::kMeasuresMax, measure_of));
    } else if (key == "top") {
        query.top = TRY(top_of(value));
    } else if (key == "running") {
        query.running = TRY(texts_of_json(value, Query::kMeasuresMax));
    } else if (key == "compare") {
        query.compare = TRY(compared_of(value));
    } else if (key == "drill") {
        if (!value.is_bool()) return wrong_type("true / false");
        query.drill = value.get_bool();
    } else {
        return Error(ErrorCode::kUnknownField, {std::string(key)});
    }
    return {};
}

}  // namespace agglo

#include "exchange/filter_text.h"

#include "base/json_writer.h"

namespace agglo {

namespace {

void write_raw(JsonWriter& json, Value const& value) {
    if (auto const* const flag = value.get<bool>()) {
        json.boolean(*flag);
    } else if (auto const* const integer = value.get<int64_t>()) {
        json.integer(*integer);
    } else if (auto const* const decimal = value.get<Decimal>()) {
        json.decimal(*decimal);
    } else if (auto const* const text = value.get<std::string>()) {
        json.text(*text);
    } else if (auto const* const date = value.get<Date>()) {
        json.text(date->to_string());
    } else if (auto const* const reference = value.get<Reference>()) {
        json.integer(reference->id);
    } else if (auto const* const list = value.get<ValueList>()) {
        json.begin_array();
        for (auto const& item : *list) write_raw(json, item);
        json.end_array();
    } else {
        json.null();
    }
}

void write_sort(JsonWriter& json, SortKey const& key) {
    if (key.of.feel.empty()) {
        json.text((key.descending ? "-" : "") + key.of.field);
    } else {
        json.begin_object().member("feel", key.of.feel);
        json.member("descending", key.descending).end_object();
    }
}

}  // namespace

std::string filter_text(Query const& query) {
    JsonWriter json;
    json.begin_object().key("where").begin_array();
    for (auto const& condition : query.where) {
        json.begin_array().text(condition.field).text(name_of(condition.op));
        write_raw(json, condition.value);
        json.end_array();
    }
    json.end_array();
    if (!query.filter.empty())
        json.member("filter", query.filter).member("on", query.day().to_string());
    if (!query.text.empty()) json.member("q", query.text);
    json.key("sort").begin_array();
    for (auto const& key : query.sort) write_sort(json, key);
    json.end_array().end_object();
    return json.take();
}

}  // namespace agglo

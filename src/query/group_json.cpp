#include "query/group_json.h"

#include "query/feel_json.h"

namespace agglo {

namespace {

void write_cell(JsonWriter& json, EntityAccess const& access, Field const* field,
                GroupValue const& cell) {
    if (cell.number) {
        write_feel_value(json, *cell.number);
    } else if (field) {
        write_value(json, access.snapshot(), access, *field, cell.value);
    } else {
        write_plain_value(json, cell.value);
    }
}

/// As a condition is read again: numbers of more digits than JSON's readers keep become texts.
void write_condition_value(JsonWriter& json, Value const& value) {
    constexpr int64_t kExactMax = 1'000'000'000'000'000;
    auto const* decimal = value.get<Decimal>();
    auto const* whole = value.get<int64_t>();
    auto const mantissa = decimal ? decimal->mantissa : whole ? *whole : 0;
    if (mantissa >= kExactMax || mantissa <= -kExactMax) {
        json.text(decimal ? decimal->to_string() : std::to_string(*whole));
    } else if (auto const* reference = value.get<Reference>()) {
        json.begin_object().member("id", reference->id).end_object();
    } else if (auto const* list = value.get<ValueList>()) {
        json.begin_array();
        for (auto const& item : *list) write_condition_value(json, item);
        json.end_array();
    } else {
        write_plain_value(json, value);
    }
}

void write_drill(JsonWriter& json, DrillFilter const& drill) {
    json.key("where").begin_array();
    for (auto const& [field, op, value] : drill.where) {
        json.begin_array().text(field).text(name_of(op));
        write_condition_value(json, value);
        json.end_array();
    }
    json.end_array();
    json.key("filter");
    drill.filter.empty() ? json.null() : json.text(drill.filter);
}

void write_row_drill(JsonWriter& json, GroupTable::RowDrill const& drill) {
    json.key("drill").begin_object();
    write_drill(json, drill.row);
    json.key("measures").begin_object();
    for (auto const& [name, each] : drill.measures) {
        json.key(name).begin_object();
        write_drill(json, each);
        json.end_object();
    }
    json.end_object().end_object();
}

void write_top(JsonWriter& json, EntityAccess const& access, size_t entity,
               std::vector<size_t> const& rows) {
    EntityView const view(access.snapshot(), entity);
    json.key("top").begin_array();
    for (auto const row : rows) {
        write_record_head(json, view, access, row);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void write_group_rows(JsonWriter& json, EntityAccess const& access, size_t entity,
                      GroupTable const& table) {
    json.begin_array();
    for (size_t i = 0; i < table.rows.size(); ++i) {
        json.begin_object();
        for (size_t c = 0; c < table.columns.size(); ++c) {
            json.key(table.columns[c].name);
            write_cell(json, access, table.columns[c].field, table.rows[i][c]);
        }
        if (!table.top.empty()) write_top(json, access, entity, table.top[i]);
        if (!table.drills.empty()) write_row_drill(json, table.drills[i]);
        json.end_object();
    }
    json.end_array();
}

}  // namespace agglo

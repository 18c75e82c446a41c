#include "query/feel_environment.h"
#include "query/record_json.h"
#include "query/unknown_rows.h"

namespace agglo {

namespace {

void write_count(JsonWriter& json, std::string_view name, size_t count) {
    json.key(name).integer(static_cast<int64_t>(count));
}

/// "missing", and what an outcome that hangs on nothing comes to.
void write_lack(JsonWriter& json, UnknownRow const& row) {
    json.key("missing").begin_array();
    for (auto const& path : row.missing) json.text(path);
    json.end_array();
    if (!row.missing.empty()) return;
    json.key("settled");
    row.settled ? json.boolean(*row.settled) : json.null();
}

void write_rows(JsonWriter& json, EntityAccess const& access, UnknownRows const& found) {
    EntityView const view(access.snapshot(), found.entity);
    json.key("rows").begin_array();
    for (auto const& row : found.rows) {
        write_record_head(json, view, access, row.row);
        write_lack(json, row);
        json.end_object();
    }
    json.end_array();
}

void write_facts(JsonWriter& json, EntityAccess const& access, UnknownRows const& found) {
    RecordEnvironment const records(access, found.entity);
    json.key("facts").begin_array();
    for (auto const& [path, fact] : found.facts) {
        auto const labels = records.label_of(path);
        json.begin_object().member("path", path);
        json.member("zh", labels.zh).member("en", labels.en);
        write_count(json, "count", fact.count);
        write_count(json, "alone", fact.alone);
        json.end_object();
    }
    json.end_array();
}

void write_sets(JsonWriter& json, UnknownRows const& found) {
    auto const shown = std::min(found.sets.size(), UnknownRows::kSetsMax);
    json.key("sets").begin_array();
    for (size_t i = 0; i < shown; ++i) {
        json.begin_object();
        write_lack(json, found.sets[i].like);
        write_count(json, "count", found.sets[i].count);
        json.end_object();
    }
    json.end_array();
    size_t count = 0;
    for (size_t i = shown; i < found.sets.size(); ++i) count += found.sets[i].count;
    json.key("others").begin_object();
    write_count(json, "sets", found.sets.size() - shown);
    write_count(json, "count", count);
    json.end_object();
}

}  // namespace

Result<void> write_unknown(JsonWriter& json, Snapshot const& snapshot, Viewer const& viewer,
                           Query const& query) {
    auto const found = TRY(find_unknown(snapshot, viewer, query));
    EntityAccess const access(snapshot, viewer, found.entity);
    write_rows(json, access, found);
    write_facts(json, access, found);
    write_sets(json, found);
    write_count(json, "total", found.total);
    write_count(json, "examined", found.examined);
    json.key("next_cursor");
    found.next_cursor.empty() ? json.null() : json.text(found.next_cursor);
    return {};
}

}  // namespace agglo

#include "exchange/import_report.h"

#include "base/json_writer.h"
#include "query/record_json.h"

namespace agglo {

namespace {

/// At most `bytes`, without cutting a character in two.
std::string_view cut(std::string_view text, size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

void write_findings(JsonWriter& json, std::string_view name,
                    ImportReport::Findings const& findings) {
    json.key(name).begin_array();
    for (auto const& finding : findings.kept) {
        json.begin_object().member("row", static_cast<int64_t>(finding.row));
        json.member("column", finding.column).member("field", finding.field);
        json.member("value", finding.value).member("code", finding.code);
        json.member("zh", finding.zh).member("en", finding.en).end_object();
    }
    json.end_array();
}

void write_columns(JsonWriter& json, Entity const& entity, HeaderMap const& headers) {
    json.key("columns").begin_array();
    for (auto const& column : headers.columns) {
        auto const& field = entity.fields[column.field];
        json.begin_object().member("header", column.header).member("field", field.name);
        json.member("label", field.labels.zh).member("matched_by", column.matched_by);
        json.end_object();
    }
    json.end_array().key("unmapped").begin_array();
    for (auto const& header : headers.unmapped) json.text(header);
    json.end_array();
}

void write_side(JsonWriter& json, EntityAccess const& access, Field const& field,
                Value const& value) {
    auto const* const reference = value.get<Reference>();
    // A reference to a record that this very import creates has no id yet.
    bool const is_unknown = value.is_null() || (reference && reference->id <= 0);
    is_unknown ? void(json.null()) : write_value(json, access.snapshot(), access, field, value);
}

void write_preview(JsonWriter& json, EntityAccess const& access, ImportReport const& report) {
    auto const& fields = access.snapshot().model->entities[report.entity].fields;
    json.key("preview").begin_array();
    for (auto const& record : report.preview) {
        json.begin_object().member("row", static_cast<int64_t>(record.row));
        json.member("kind", name_of(record.kind));
        json.member("code", record.code).member("label", record.label);
        json.key("changes").begin_array();
        for (auto const& change : record.changes) {
            auto const& field = fields[change.field];
            json.begin_object().member("field", field.name).key("before");
            write_side(json, access, field, change.before);
            json.key("after");
            write_side(json, access, field, change.after);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

}  // namespace

void ImportReport::Findings::add(ImportFinding finding) {
    ++total;
    if (kept.size() < kFindingsMax) kept.push_back(std::move(finding));
}

ImportFinding finding_of(Error const& error, uint32_t row, std::string column, std::string field,
                         std::string_view value) {
    return {row,
            std::move(column),
            std::move(field),
            std::string(cut(value, ImportReport::kValueBytesMax)),
            std::string(error.name()),
            error.message_zh(),
            error.message_en()};
}

std::string write_report_json(Snapshot const& snapshot, Viewer const& viewer,
                              ImportReport const& report) {
    JsonWriter json;
    json.begin_object().member("rows", static_cast<int64_t>(report.rows));
    json.member("created", static_cast<int64_t>(report.created));
    json.member("changed", static_cast<int64_t>(report.changed));
    json.member("same", static_cast<int64_t>(report.same));
    json.member("wrong", static_cast<int64_t>(report.wrong));
    write_columns(json, snapshot.model->entities[report.entity], report.headers);
    json.member("errors_total", static_cast<int64_t>(report.errors.total));
    write_findings(json, "errors", report.errors);
    json.member("warnings_total", static_cast<int64_t>(report.warnings.total));
    write_findings(json, "warnings", report.warnings);
    write_preview(json, EntityAccess(snapshot, viewer, report.entity), report);
    json.key("batch");
    report.batch == 0 ? json.null() : json.integer(report.batch);
    json.member("sequence", static_cast<int64_t>(report.sequence)).end_object();
    return json.take();
}

}  // namespace agglo

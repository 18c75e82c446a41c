// Files in and out: /imports, /{entity}/export.
#include "api/command_input.h"
#include "api/endpoint.h"
#include "api/record_address.h"
#include "exchange/export_rows.h"
#include "exchange/import_table.h"

namespace agglo {

namespace {

constexpr size_t kImportBytesMax = 64u << 20;

std::string percent_encoded(std::string_view text) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain = std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.';
        if (plain) {
            encoded += c;
        } else {
            encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return encoded;
}

Result<TableFormat> import_format(Ask const& ask) {
    auto const name = ask.request.query_value("format");
    if (name) {
        if (auto const format = table_format_named(*name)) return *format;
    } else if (auto const format =
                   table_format_of_file(ask.request.query_value("filename").value_or(""))) {
        return *format;
    }
    return Error(ErrorCode::kNotInEnumeration, {std::string(name.value_or("")), "xlsx, csv"})
        .at("format");
}

Result<http::Response> import_file(Ask& ask) {
    auto const command = command_of(ask);
    ImportRequest request;
    request.entity = std::string(ask.request.query_value("entity").value_or(""));
    if (request.entity.empty()) return Error(ErrorCode::kRequired, {"entity"}).at("entity");
    request.format = TRY(import_format(ask));
    request.bytes = ask.request.body;
    request.dry_run = ask.flag("dry_run");
    request.skip_wrong = ask.flag("skip_wrong");
    request.reason = std::string(ask.request.query_value("reason").value_or(""));
    request.idempotency_key = command.idempotency_key;
    request.request_digest = command.request_digest;
    auto const report = TRY(run_import(ask.api.desk, ask.viewer, request));
    return json_response(write_report_json(*ask.api.desk.snapshot(), ask.viewer, report));
}

Result<http::Response> export_file(Ask& ask) {
    auto const snapshot = TRY(ask.snapshot());
    size_t const entity = TRY(find_entity(ask, *snapshot));
    auto const query = TRY(list_query(ask));
    auto const name = ask.request.query_value("format").value_or("xlsx");
    auto const format = export_format_named(name);
    if (!format)
        return Error(ErrorCode::kNotInEnumeration, {std::string(name), "xlsx, csv, geojson, gpkg"})
            .at("format");
    http::Response response;
    response.body = TRY(export_rows(*snapshot, ask.viewer, query, *format));
    response.content_type = std::string(media_type_of(*format));
    auto const& kind = snapshot->model->entities[entity];
    auto const ending = "." + std::string(name_of(*format));
    auto const date = Instant::now().date_in_shanghai().to_string();
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"" + kind.name + "-" + date + ending +
                                      "\"; filename*=UTF-8''" +
                                      percent_encoded(kind.labels.zh + "-" + date + ending));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace

Endpoints file_endpoints() {
    using enum http::Method;
    using In = EndpointParameter::In;
    return {
        {.method = kPost,
         .path = "/api/v1/imports",
         .summary = "导入表格（可先试运行）",
         .summary_en = "Import a spreadsheet, or try it first",
         .parameters = {{.name = "entity", .required = true},
                        {.name = "format"},
                        {.name = "filename"},
                        {.name = "dry_run", .type = "boolean"},
                        {.name = "skip_wrong", .type = "boolean"},
                        {.name = "reason"},
                        {.name = "Idempotency-Key", .in = In::kHeader}},
         .request = "binary",
         .response = "ImportReport",
         .body_bytes_max = kImportBytesMax,
         .answer = &import_file},
        {.method = kGet,
         .path = "/api/v1/{entity}/export",
         .summary = "导出",
         .summary_en = "Export as a file",
         .parameters = {{.name = "entity", .in = In::kPath, .required = true},
                        {.name = "format"},
                        {.name = "where"},
                        {.name = "filter", .description = "FEEL，例 total_investment >= 亿元(1)"},
                        {.name = "q"},
                        {.name = "sort"},
                        {.name = "as_of"},
                        {.name = "on"}},
         .response = "file",
         .audited = "export",
         .answer = &export_file},
    };
}

}  // namespace agglo

// `agglo import` and `agglo export`.
#include <cstdio>

#include "cli/console_io.h"
#include "exchange/export_rows.h"
#include "exchange/import_table.h"

namespace agglo::cli {

namespace {

void print_report(agglo::ImportReport const& report, bool dry_run) {
    std::printf("行 rows %zu  新增 created %zu  变更 changed %zu  相同 same %zu  有误 wrong %zu\n",
                report.rows, report.created, report.changed, report.same, report.wrong);
    for (auto const& [kind, findings] :
         {std::pair("错误 error", &report.errors), {"提醒 warning", &report.warnings}}) {
        for (auto const& f : findings->kept) {
            std::printf("%s  第 %u 行 row %u  %s: %s (%s)\n", kind, f.row, f.row, f.column.c_str(),
                        f.zh.c_str(), f.en.c_str());
        }
    }
    if (dry_run) {
        std::printf("试运行，未写入 dry run, nothing written\n");
    } else if (report.batch > 0) {
        std::printf("已写入批次 applied as batch %lld\n", static_cast<long long>(report.batch));
    } else {
        std::printf("未写入 nothing written\n");
    }
}

}  // namespace

int run_import(ImportOptions const& options) {
    auto const desk =
        TRY_OR_EXIT(options.dry_run ? open_desk_to_read(options.db, image_use(options.no_image))
                                    : open_desk(options.db, image_use(options.no_image)));
    auto const bytes = TRY_OR_EXIT(read_file(options.file));
    auto const format = options.format.empty() ? table_format_of_file(options.file)
                                               : table_format_named(options.format);
    if (!format)
        return report(
            Error(ErrorCode::kNotInEnumeration, {options.format + options.file, "xlsx, csv"}));
    ImportRequest request;
    request.entity = options.entity;
    request.format = *format;
    request.bytes = bytes;
    request.dry_run = options.dry_run;
    request.skip_wrong = options.skip_wrong;
    request.reason = options.reason.empty() ? "agglo import " + options.file : options.reason;
    auto const result = TRY_OR_EXIT(agglo::run_import(*desk, Viewer::owner("cli"), request));
    if (options.json) {
        std::printf("%s\n",
                    write_report_json(*desk->snapshot(), Viewer::owner("cli"), result).c_str());
    } else {
        print_report(result, options.dry_run);
    }
    return result.wrong > 0 ? kNo : kOk;
}

int run_export(ExportOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db, image_use(options.no_image)));
    auto const snapshot =
        TRY_OR_EXIT(shown_at(*desk, options.as_of, Instant::now().date_in_shanghai()));
    auto const ending = options.out.substr(options.out.rfind('.') + 1);
    auto const name = options.format.empty() ? ending : options.format;
    auto const format = export_format_named(name);
    if (!format)
        return report(Error(ErrorCode::kNotInEnumeration, {name, "xlsx, csv, geojson, gpkg"}));
    Query query;
    query.entity = options.entity;
    if (!options.where.empty()) query.where = TRY_OR_EXIT(parse_where(options.where));
    query.filter = options.filter;
    query.sort = parse_sort(options.sort);
    auto const bytes = TRY_OR_EXIT(export_rows(*snapshot, Viewer::owner("cli"), query, *format));
    auto const written = write_file(options.out, bytes);
    if (!written.ok()) return report(written.error());
    std::printf("%s  %zu bytes\n", options.out.c_str(), bytes.size());
    return kOk;
}

}  // namespace agglo::cli

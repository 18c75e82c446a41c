#pragma once
// For tests: a GeoPackage projection of the sample desk, and what stands in it.
#include <map>

#include "desk/desk_sample.h"
#include "exchange/projection/projection.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo {

/// The rows of a table or view in order, each as SQL writes its values.
inline std::vector<std::string> rows_in(std::string const& path, std::string const& table) {
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadOnly);
    AGGLO_ASSERT(database.ok());
    auto columns = database->prepare(
        "SELECT group_concat('quote(\"' || name || '\")', '||'',''||') "
        "FROM pragma_table_info(" +
        sql_text(table) + ")");
    AGGLO_ASSERT(columns.ok() && *columns->step() && !columns->is_null(0));
    auto select = database->prepare("SELECT " + std::string(columns->text(0)) + " FROM " +
                                    sql_name(table) + " ORDER BY 1");
    AGGLO_ASSERT(select.ok());
    std::vector<std::string> rows;
    while (*select->step()) rows.emplace_back(select->text(0));
    return rows;
}

/// What one SELECT of one value answers.
inline std::string answer(std::string const& path, std::string const& select) {
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    AGGLO_ASSERT(database.ok());
    auto statement = database->prepare(select);
    if (!statement.ok()) return statement.error().message_en();
    return *statement->step() ? std::string(statement->text(0)) : "no row";
}

/// A projection of a sample desk into a file, opened anew for each.
class ProjectionRun {
public:
    ProjectionRun(SampleDesk const& ledger, std::string path, ProjectionOptions options)
        : path_(std::move(path)) {
        auto target = open_projection_target(path_, "agglo");
        EXPECT_TRUE(target.ok()) << target.error().message_en();
        target_ = std::move(*target);
        auto projection = Projection::open(ledger.desk->journal(), std::move(options));
        EXPECT_TRUE(projection.ok()) << projection.error().message_en();
        projection_.emplace(std::move(*projection));
    }

    /// "rebuilt", "updated", "nothing", or the error.
    std::string catch_up() {
        auto const report = projection_->catch_up(*target_);
        if (!report.ok()) return report.error().message_en();
        if (!*report) return "nothing";
        return (*report)->rebuilt ? "rebuilt" : "updated";
    }

private:
    std::string path_;
    std::unique_ptr<ProjectionTarget> target_;
    std::optional<Projection> projection_;
};

}  // namespace agglo

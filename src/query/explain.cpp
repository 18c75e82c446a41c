#include "query/explain.h"

#include "base/json_writer.h"
#include "feel/syntax/printer.h"
#include "query/record_columns.h"

namespace agglo {

namespace {

void write_line(JsonWriter& json, feel::ExplainLine const& line, feel::Environment const& around) {
    auto const text = [&](feel::Wording wording) {
        return line.expression ? print(*line.expression, around, wording) : std::string();
    };
    json.begin_object()
        .member("depth", static_cast<uint64_t>(line.depth))
        .member("text", text(feel::Wording::kStored))
        .member("text_zh", text(feel::Wording::kChinese))
        .member("text_en", text(feel::Wording::kEnglish))
        .member("how_zh", line.how_zh)
        .member("how_en", line.how_en)
        .end_object();
}

}  // namespace

Result<std::string> explain_query_json(Snapshot const& snapshot, Viewer const& viewer,
                                       Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    auto const access = std::make_shared<EntityAccess const>(snapshot, viewer, *entity);
    if (!access->may_read())
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    JsonWriter json;
    json.begin_object().key("filter").begin_array();
    if (!query.filter.empty()) {
        auto const expression =
            TRY(RecordExpression::parse(access, *entity, query.filter).at("filter"));
        RecordProgram const program(expression, query.day());
        for (auto const& line : program->explain())
            write_line(json, line, expression.records()->environment());
    }
    json.end_array();
    json.member("rows", static_cast<uint64_t>(snapshot.entities[*entity].table->live_rows()));
    json.end_object();
    return json.take();
}

}  // namespace agglo

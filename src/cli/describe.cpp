// `agglo schema check` and `agglo openapi`.
#include <cstdio>

#include "api/api.h"
#include "cli/console_io.h"
#include "state/bootstrap.h"

namespace agglo::cli {

int run_schema(SchemaOptions const& options) {
    std::vector<SchemaFile> files;
    for (auto const& folder : options.folders) {
        for (auto& file : TRY_OR_EXIT(read_schema_files(folder))) files.push_back(std::move(file));
    }
    for (auto& file : bootstrap_schema()) files.push_back(std::move(file));
    auto const model = TRY_OR_EXIT(read_model(files));
    size_t fields = 0;
    for (auto const& entity : model.entities) fields += entity.fields.size();
    std::printf(
        "表结构正确 the schema is right: %zu 个实体 entities, %zu 个字段 fields, %zu 个枚举 "
        "enumerations\n",
        model.entities.size(), fields, model.enumerations.size());
    return kOk;
}

int run_openapi(OpenApiOptions const& options) {
    if (options.db.empty()) {
        std::printf("%s\n", openapi_json(nullptr).c_str());
        return kOk;
    }
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db));
    std::printf("%s\n", openapi_json(desk->snapshot().get()).c_str());
    return kOk;
}

}  // namespace agglo::cli

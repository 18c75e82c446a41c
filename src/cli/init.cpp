#include <cstdio>
#include <filesystem>

#include "cli/console_io.h"
#include "region/seed.h"

namespace agglo::cli {

int run_init(InitOptions const& options) {
    auto schema = options.schema;
    if (schema.empty())
        schema = (std::filesystem::path(options.pack) / ".." / ".." / "schema").lexically_normal();
    agglo::InitOptions init{options.pack, schema, options.db, options.scale, std::nullopt};
    if (options.seed != 0) init.seed = options.seed;
    auto const made = TRY_OR_EXIT(init_ledger(init));
    std::printf("%s: 记录 records %zu（公布 published %zu），流水 journal %zu 条 entries\n",
                options.db.c_str(), made.records, made.published, made.entries);
    return kOk;
}

}  // namespace agglo::cli

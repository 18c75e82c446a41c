#include <cstdio>
#include <filesystem>

#include "cli/console_io.h"
#include "region/seed.h"
#include "state/image.h"

namespace agglo::cli {

int run_image(ImageOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk(options.db));
    auto const written = desk->write_image();
    if (!written.ok()) return report(written.error());
    auto const path = image_path(options.db);
    std::printf("%s: 映像 image %llu, %zu bytes\n", path.c_str(),
                static_cast<unsigned long long>(desk->image_state().sequence),
                static_cast<size_t>(std::filesystem::file_size(path)));
    return kOk;
}

int run_init(InitOptions const& options) {
    auto schema = options.schema;
    if (schema.empty())
        schema = (std::filesystem::path(options.pack) / ".." / ".." / "schema").lexically_normal();
    agglo::InitOptions init{options.pack,  schema,       options.db,
                            options.scale, std::nullopt, !options.no_image};
    if (options.seed != 0) init.seed = options.seed;
    auto const made = TRY_OR_EXIT(init_ledger(init));
    std::printf("%s: 记录 records %zu（公布 published %zu），流水 journal %zu 条 entries\n",
                options.db.c_str(), made.records, made.published, made.entries);
    return kOk;
}

}  // namespace agglo::cli

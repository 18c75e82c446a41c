// `agglo erase`: values out of the whole history of a record.
#include <cstdio>

#include "cli/console_io.h"

namespace agglo::cli {

int run_erase(EraseOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk(options.db));
    Command command;
    command.viewer = Viewer::owner("cli");
    command.reason = options.reason;
    command.erase = ErasedFields{options.entity, options.id, options.fields, options.reasons};
    auto const receipt = TRY_OR_EXIT(desk->execute(std::move(command)));
    if (receipt.sequence == 0) {
        std::printf("没有可抹除的内容 nothing to erase\n");
        return kOk;
    }
    std::printf(
        "已抹除，见流水 erased, see journal entry %llu\n备份与导出中的旧副本须另行处理 copies in "
        "backups and exports made before are not touched (docs/proof.md)\n",
        static_cast<unsigned long long>(receipt.sequence));
    return kOk;
}

}  // namespace agglo::cli

#pragma once
// Models in files: imports are looked for by namespace among the .dmn files beside the model and
// in the folders below.
#include <filesystem>

#include "dmn/compile/read_model.h"

namespace agglo::dmn {

/// Errors: kFileNotFound, kTooLarge, those of read_model.
Result<ModelPtr> read_model_file(std::filesystem::path const& path);

Result<std::string> read_text_file(std::filesystem::path const& path, size_t bytes_max);

}  // namespace agglo::dmn

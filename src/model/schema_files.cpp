// read_schema_files: the texts below a folder.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "model/model.h"

namespace agglo {

namespace {

namespace fs = std::filesystem;

constexpr size_t kFilesMax = 2'000;
constexpr uintmax_t kFileBytesMax = 4u << 20;

Result<std::string> read_text(fs::path const& path) {
    std::error_code failed;
    auto const size = fs::file_size(path, failed);
    if (failed) return Error(ErrorCode::kBadFile, {path.string()});
    if (size > kFileBytesMax)
        return Error(ErrorCode::kTooLarge, {path.string(), std::to_string(kFileBytesMax)});
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream || !text) return Error(ErrorCode::kBadFile, {path.string()});
    return std::move(text).str();
}

Result<std::vector<fs::path>> yaml_paths(fs::path const& folder) {
    std::vector<fs::path> paths;
    std::error_code failed;
    auto const end = fs::recursive_directory_iterator();
    for (auto at = fs::recursive_directory_iterator(folder, failed); !failed && at != end;
         at.increment(failed)) {
        if (!at->is_regular_file(failed) || at->path().extension() != ".yaml") continue;
        if (paths.size() == kFilesMax) {
            return Error(ErrorCode::kTooLarge, {folder.string(), std::to_string(kFilesMax)});
        }
        paths.push_back(at->path());
    }
    if (failed) return Error(ErrorCode::kBadFile, {folder.string()});
    return paths;
}

}  // namespace

Result<std::vector<SchemaFile>> read_schema_files(std::string const& folder) {
    std::error_code failed;
    if (!fs::is_directory(folder, failed)) return Error(ErrorCode::kFileNotFound, {folder});
    std::vector<SchemaFile> files;
    for (auto const& path : TRY(yaml_paths(folder))) {
        files.push_back({path.lexically_relative(folder).generic_string(), TRY(read_text(path))});
    }
    std::sort(files.begin(), files.end(),
              [](SchemaFile const& a, SchemaFile const& b) { return a.path < b.path; });
    return files;
}

}  // namespace agglo

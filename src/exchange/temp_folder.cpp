#include "exchange/temp_folder.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace agglo {

Result<TempFolder> TempFolder::make() {
    char const* const base = getenv("TMPDIR");
    std::string path = std::string(base && *base ? base : "/tmp") + "/agglo-XXXXXX";
    if (!mkdtemp(path.data()))
        return Error(ErrorCode::kStorageFailed, {path + ": " + strerror(errno)});
    return TempFolder(std::move(path));
}

TempFolder::~TempFolder() {
    if (path_.empty()) return;
    std::error_code ignored;  // nothing can be done about it here; the system empties /tmp
    std::filesystem::remove_all(path_, ignored);
}

Result<std::string> read_whole_file(std::string const& path, size_t bytes_max) {
    std::error_code error;
    auto const size = std::filesystem::file_size(path, error);
    if (error) return Error(ErrorCode::kFileNotFound, {path});
    if (size > bytes_max)
        return Error(ErrorCode::kTooLarge, {path, std::to_string(bytes_max) + " B"});
    std::ifstream file(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
        return Error(ErrorCode::kStorageFailed, {path});
    }
    return bytes;
}

}  // namespace agglo

#pragma once
// TempFolder: a private folder for files that a program of others reads or writes; gone with the
// object.
#include <string>

#include "base/result.h"

namespace agglo {

class TempFolder {
public:
    /// Below TMPDIR, else /tmp. Error: kStorageFailed.
    static Result<TempFolder> make();
    ~TempFolder();
    TempFolder(TempFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    TempFolder& operator=(TempFolder&&) = delete;

    std::string const& path() const { return path_; }
    std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    explicit TempFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

/// Errors: kFileNotFound, kTooLarge, kStorageFailed.
Result<std::string> read_whole_file(std::string const& path, size_t bytes_max);

}  // namespace agglo

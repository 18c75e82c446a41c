#pragma once
// ImageFile: a file read at places or written from front to back, with failures as values.
//
//   auto file = TRY(ImageFile::open_to_read(path));
//   TRY(file.read_at(0, &header, sizeof header));
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace agglo {

class ImageFile {
public:
    /// Error: kFileNotFound.
    static Result<ImageFile> open_to_read(std::string const& path);
    /// Empties what was there; for its owner only. Error: kStorageFailed.
    static Result<ImageFile> create(std::string const& path);

    ImageFile(ImageFile&& other) noexcept
        : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}
    ImageFile& operator=(ImageFile&&) = delete;
    ~ImageFile();

    uint64_t size() const;
    /// Errors: kBadFile when the file ends before; kStorageFailed.
    Result<void> read_at(uint64_t offset, char* to, size_t size) const;
    /// Error: kStorageFailed.
    Result<void> write_at(uint64_t offset, std::string_view bytes);
    /// What was written is on the disk when this returns. Error: kStorageFailed.
    Result<void> sync();

private:
    ImageFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
    Error failed() const;

    std::string path_;
    int file_;
};

/// `from` takes the place of `to`, durably. Error: kStorageFailed.
Result<void> rename_durably(std::string const& from, std::string const& to);

}  // namespace agglo

#include "state/image_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace agglo {

namespace {

Error storage_failed(std::string const& path) {
    return Error(ErrorCode::kStorageFailed, {path + ": " + std::strerror(errno)});
}

}  // namespace

Result<ImageFile> ImageFile::open_to_read(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return Error(ErrorCode::kFileNotFound, {path});
    return ImageFile(path, file);
}

Result<ImageFile> ImageFile::create(std::string const& path) {
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return storage_failed(path);
    return ImageFile(path, file);
}

ImageFile::~ImageFile() {
    if (file_ >= 0) ::close(file_);
}

Error ImageFile::failed() const {
    return storage_failed(path_);
}

uint64_t ImageFile::size() const {
    struct stat about {};
    return ::fstat(file_, &about) == 0 ? static_cast<uint64_t>(about.st_size) : 0;
}

Result<void> ImageFile::read_at(uint64_t offset, char* to, size_t size) const {
    while (size > 0) {
        auto const read = ::pread(file_, to, size, static_cast<off_t>(offset));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) return failed();
        if (read == 0) return Error(ErrorCode::kBadFile, {path_ + ": truncated"});
        to += read;
        size -= static_cast<size_t>(read);
        offset += static_cast<uint64_t>(read);
    }
    return {};
}

Result<void> ImageFile::write_at(uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const put = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed();
        bytes.remove_prefix(static_cast<size_t>(put));
        offset += static_cast<uint64_t>(put);
    }
    return {};
}

Result<void> ImageFile::sync() {
    if (::fsync(file_) != 0) return failed();
    return {};
}

Result<void> rename_durably(std::string const& from, std::string const& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return storage_failed(to);
    auto const folder = std::filesystem::absolute(to).parent_path();
    int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return storage_failed(to);
    bool const synced = ::fsync(opened) == 0;
    auto const failure = storage_failed(to);
    ::close(opened);
    if (!synced) return failure;
    return {};
}

}  // namespace agglo

#include "proof/safe_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"

namespace agglo {

namespace {

Error failure(std::string const& path) {
    return Error(ErrorCode::kStorageFailed, {path + ": " + std::strerror(errno)});
}

/// A file descriptor that closes itself.
struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

Result<void> write_with(int flags, std::string const& path, std::string_view bytes, FileMode mode) {
    Descriptor const file(
        ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, static_cast<mode_t>(mode)));
    if (file.number < 0 && errno == EEXIST) return Error(ErrorCode::kFileExists, {path});
    if (file.number < 0) return failure(path);
    if (!write_all(file.number, bytes) || ::fsync(file.number) != 0) return failure(path);
    return {};
}

}  // namespace

Result<std::string> read_small_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path)) return Error(ErrorCode::kFileNotFound, {path});
    std::string bytes(kSmallFileBytesMax + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<size_t>(in.gcount()));
    if (bytes.size() <= kSmallFileBytesMax) return bytes;
    return Error(ErrorCode::kTooLarge, {path, std::to_string(kSmallFileBytesMax)});
}

Result<void> write_new_file(std::string const& path, std::string_view bytes, FileMode mode) {
    TRY(write_with(O_CREAT | O_EXCL, path, bytes, mode));
    return system_disk().sync_folder(folder_of(path));
}

Result<void> replace_file(std::string const& path, std::string_view bytes, FileMode mode) {
    auto const beside = path + ".new";
    TRY(write_with(O_CREAT | O_TRUNC, beside, bytes, mode));
    TRY(system_disk().rename(beside, path));
    return system_disk().sync_folder(folder_of(path));
}

}  // namespace agglo

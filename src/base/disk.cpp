#include "base/disk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace agglo {

namespace {

constexpr mode_t kOwnerFile = S_IRUSR | S_IWUSR;
constexpr mode_t kOwnerFolder = S_IRWXU;

Error failure(std::string const& path) {
    return Error(ErrorCode::kStorageFailed, {path + ": " + std::strerror(errno)});
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor(std::string const& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, kOwnerFile)) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    bool is_open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

Result<void> sync_at(std::string const& path, int flags) {
    Descriptor const file(path, flags);
    if (!file.is_open() || ::fsync(file.number()) != 0) return failure(path);
    return {};
}

class SystemFile final : public DiskFile {
public:
    SystemFile(std::string path, Descriptor file)
        : path_(std::move(path)), file_(std::move(file)) {}

    uint64_t size() const override;
    Result<void> read_at(uint64_t offset, char* to, size_t size) const override;
    Result<void> write_at(uint64_t offset, std::string_view bytes) override;
    Result<void> sync() override {
        return ::fsync(file_.number()) == 0 ? Result<void>() : failure(path_);
    }

private:
    std::string path_;
    Descriptor file_;
};

uint64_t SystemFile::size() const {
    struct stat about {};
    return ::fstat(file_.number(), &about) == 0 ? static_cast<uint64_t>(about.st_size) : 0;
}

Result<void> SystemFile::read_at(uint64_t offset, char* to, size_t size) const {
    while (size > 0) {
        auto const read = ::pread(file_.number(), to, size, static_cast<off_t>(offset));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) return failure(path_);
        if (read == 0) return Error(ErrorCode::kBadFile, {path_ + ": truncated"});
        to += read;
        size -= static_cast<size_t>(read);
        offset += static_cast<uint64_t>(read);
    }
    return {};
}

Result<void> SystemFile::write_at(uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const put =
            ::pwrite(file_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failure(path_);
        bytes.remove_prefix(static_cast<size_t>(put));
        offset += static_cast<uint64_t>(put);
    }
    return {};
}

class SystemDisk final : public Disk {
public:
    bool exists(std::string const& path) override { return ::access(path.c_str(), F_OK) == 0; }
    Result<std::string> read(std::string const& path) override;
    Result<void> write(std::string const& path, std::string_view bytes) override;
    Result<void> sync(std::string const& path) override { return sync_at(path, O_RDONLY); }
    Result<void> rename(std::string const& from, std::string const& to) override;
    Result<void> link(std::string const& from, std::string const& to) override;
    Result<void> remove(std::string const& path) override;
    Result<void> make_folder(std::string const& path) override;
    Result<void> sync_folder(std::string const& path) override {
        return sync_at(path, O_RDONLY | O_DIRECTORY);
    }
    std::vector<FolderMember> list(std::string const& folder) override;
    Result<void> remove_folder(std::string const& path) override;
    Result<std::unique_ptr<DiskFile>> open_to_read(std::string const& path) override;
    Result<std::unique_ptr<DiskFile>> create(std::string const& path) override;
};

Result<std::unique_ptr<DiskFile>> SystemDisk::open_to_read(std::string const& path) {
    Descriptor file(path, O_RDONLY);
    if (!file.is_open()) return Error(ErrorCode::kFileNotFound, {path});
    return std::unique_ptr<DiskFile>(std::make_unique<SystemFile>(path, std::move(file)));
}

Result<std::unique_ptr<DiskFile>> SystemDisk::create(std::string const& path) {
    Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) return failure(path);
    return std::unique_ptr<DiskFile>(std::make_unique<SystemFile>(path, std::move(file)));
}

Result<std::string> SystemDisk::read(std::string const& path) {
    Descriptor const file(path, O_RDONLY);
    if (!file.is_open() && errno == ENOENT) return Error(ErrorCode::kFileNotFound, {path});
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0) return failure(path);
    auto const size = static_cast<size_t>(status.st_size);
    if (size > kReadBytesMax) {
        return Error(ErrorCode::kTooLarge, {path, std::to_string(kReadBytesMax)});
    }
    std::string bytes(size, '\0');
    size_t done = 0;
    while (done < size) {
        auto const got = ::read(file.number(), bytes.data() + done, size - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(path);
        if (got == 0) break;
        done += static_cast<size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Result<void> SystemDisk::write(std::string const& path, std::string_view bytes) {
    Descriptor const file(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) return failure(path);
    while (!bytes.empty()) {
        auto const written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure(path);
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
}

Result<void> SystemDisk::rename(std::string const& from, std::string const& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failure(to);
    return {};
}

Result<void> SystemDisk::link(std::string const& from, std::string const& to) {
    if (::link(from.c_str(), to.c_str()) != 0) return failure(to);
    return {};
}

Result<void> SystemDisk::remove(std::string const& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure(path);
    return {};
}

Result<void> SystemDisk::make_folder(std::string const& path) {
    std::filesystem::path const folder(path);
    if (std::filesystem::is_directory(folder)) return {};
    if (folder.has_parent_path() && folder.has_filename()) TRY(make_folder(folder.parent_path()));
    if (::mkdir(path.c_str(), kOwnerFolder) != 0 && errno != EEXIST) return failure(path);
    return sync_folder(folder_of(path));
}

std::vector<FolderMember> SystemDisk::list(std::string const& folder) {
    namespace fs = std::filesystem;
    std::vector<FolderMember> members;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        std::error_code unknown;
        if (!at->is_regular_file(unknown)) continue;
        auto const bytes = at->file_size(unknown);
        if (!unknown) members.push_back({at->path().filename().string(), bytes});
    }
    std::sort(members.begin(), members.end(),
              [](FolderMember const& a, FolderMember const& b) { return a.name < b.name; });
    return members;
}

Result<void> SystemDisk::remove_folder(std::string const& path) {
    std::error_code failed;  // none: it was not there
    std::filesystem::remove_all(path, failed);
    if (failed) return Error(ErrorCode::kStorageFailed, {path + ": " + failed.message()});
    return {};
}

}  // namespace

Disk& system_disk() {
    static SystemDisk disk;
    return disk;
}

std::string folder_of(std::string const& path) {
    auto const parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

Result<void> replace_file(Disk& disk, std::string const& path, std::string_view bytes) {
    auto const fresh = path + ".new";
    TRY(disk.write(fresh, bytes));
    TRY(disk.sync(fresh));
    return rename_durably(disk, fresh, path);
}

Result<void> rename_durably(Disk& disk, std::string const& from, std::string const& to) {
    TRY(disk.rename(from, to));
    return disk.sync_folder(folder_of(to));
}

}  // namespace agglo

#include "sqlite/settle_log.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <sqlite3.h>
#include <vector>

namespace agglo::sqlite {

namespace {

/// SQLite's VFS for Unix moves less than 128 KiB at a time (os_unix.c, seekAndWriteFd).
constexpr sqlite3_int64 kPieceBytes = 64 << 10;

/// A file open through a VFS.
class VfsFile {
public:
    explicit VfsFile(sqlite3_vfs const& vfs)
        : memory_(std::make_unique<std::max_align_t[]>(units_of(vfs.szOsFile))) {}
    VfsFile(VfsFile const&) = delete;
    VfsFile& operator=(VfsFile const&) = delete;
    ~VfsFile() {
        if (file()->pMethods) file()->pMethods->xClose(file());
    }
    sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.get()); }
    sqlite3_io_methods const& methods() { return *file()->pMethods; }

private:
    static size_t units_of(int bytes) {
        return static_cast<size_t>(bytes) / sizeof(std::max_align_t) + 1;
    }
    std::unique_ptr<std::max_align_t[]> memory_;
};

int write_again(VfsFile& log) {
    sqlite3_int64 size = 0;
    if (int const code = log.methods().xFileSize(log.file(), &size)) return code;
    std::vector<char> piece(static_cast<size_t>(std::min(size, kPieceBytes)));
    for (sqlite3_int64 at = 0; at < size; at += kPieceBytes) {
        auto const bytes = static_cast<int>(std::min(kPieceBytes, size - at));
        if (int const code = log.methods().xRead(log.file(), piece.data(), bytes, at)) return code;
        if (int const code = log.methods().xWrite(log.file(), piece.data(), bytes, at)) return code;
    }
    return log.methods().xSync(log.file(), SQLITE_SYNC_NORMAL);
}

}  // namespace

Result<void> settle_log(std::string const& path, std::string const& vfs) {
    auto const failure = [&path](int code) {
        return Error(ErrorCode::kStorageFailed, {path + "-wal: " + sqlite3_errstr(code)});
    };
    if (int const code = sqlite3_initialize()) return failure(code);
    auto* system = sqlite3_vfs_find(vfs.empty() ? nullptr : vfs.c_str());
    if (!system) return failure(SQLITE_NOTFOUND);
    auto const name = path + "-wal";
    int is_there = 0;
    if (int const code = system->xAccess(system, name.c_str(), SQLITE_ACCESS_EXISTS, &is_there))
        return failure(code);
    if (!is_there) return {};
    VfsFile log(*system);
    int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL;
    if (int const code = system->xOpen(system, name.c_str(), log.file(), flags, nullptr))
        return failure(code);
    if (int const code = write_again(log)) return failure(code);
    return {};
}

}  // namespace agglo::sqlite

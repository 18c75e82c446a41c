#pragma once
// Disk: the few steps on files whose order decides what a power cut leaves behind. Whoever writes
// files that must survive one takes a Disk, so that a simulated one can cut the power at any step.
//
//   TRY(replace_file(system_disk(), "backup/head", bytes));   // after it: the new bytes or an
//   error
//
// What is not synced may be lost, in any part and any order: the bytes of a file until `sync`, its
// name until `sync_folder` of the folder it stands in. Errors: kStorageFailed names the path and
// says what the system says; kFileNotFound, kTooLarge when reading.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace agglo {

/// A file read at places, by any number of threads at once, or written from front to back.
class DiskFile {
public:
    virtual ~DiskFile() = default;

    virtual uint64_t size() const = 0;
    /// Error also: kBadFile when the file ends before.
    virtual Result<void> read_at(uint64_t offset, char* to, size_t size) const = 0;
    virtual Result<void> write_at(uint64_t offset, std::string_view bytes) = 0;
    virtual Result<void> sync() = 0;
};

struct FolderMember {
    std::string name;
    uint64_t bytes;
};

class Disk {
public:
    static constexpr size_t kReadBytesMax = size_t{1} << 30;

    virtual ~Disk() = default;

    virtual bool exists(std::string const& path) = 0;
    virtual Result<std::string> read(std::string const& path) = 0;
    /// Makes the file, mode 0600, or empties it first.
    virtual Result<void> write(std::string const& path, std::string_view bytes) = 0;
    virtual Result<void> sync(std::string const& path) = 0;
    /// Takes the place of a file called `to`. Both must stand on one file system.
    virtual Result<void> rename(std::string const& from, std::string const& to) = 0;
    /// A second name of the same file. Error also where a file is called so, and on a file system
    /// that knows no second names.
    virtual Result<void> link(std::string const& from, std::string const& to) = 0;
    /// No error when there is none.
    virtual Result<void> remove(std::string const& path) = 0;
    /// Mode 0700, and the folders above it; no error when it is there.
    virtual Result<void> make_folder(std::string const& path) = 0;
    virtual Result<void> sync_folder(std::string const& path) = 0;
    /// The files in a folder by name; none when it is not there.
    virtual std::vector<FolderMember> list(std::string const& folder) = 0;
    /// With all that is in it; no error when there is none. Durable once the folder it stands in is
    /// synced.
    virtual Result<void> remove_folder(std::string const& path) = 0;

    /// Too large to be read or written at once.
    virtual Result<std::unique_ptr<DiskFile>> open_to_read(std::string const& path) = 0;
    /// Makes the file, mode 0600, or empties it first.
    virtual Result<std::unique_ptr<DiskFile>> create(std::string const& path) = 0;
};

/// The operating system's files.
Disk& system_disk();

/// "data" of "data/zhaoqing.db", "." of "zhaoqing.db".
std::string folder_of(std::string const& path);

/// Writes beside the path, syncs, renames, syncs the folder: a power cut leaves the file as it was
/// or as it is meant to be, never in between. A "<path>.new" left by one is written over.
Result<void> replace_file(Disk& disk, std::string const& path, std::string_view bytes);

/// What was synced under another name takes its place, durably.
Result<void> rename_durably(Disk& disk, std::string const& from, std::string const& to);

}  // namespace agglo

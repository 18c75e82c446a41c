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
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace agglo {

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
    /// No error when there is none.
    virtual Result<void> remove(std::string const& path) = 0;
    /// Mode 0700, and the folders above it; no error when it is there.
    virtual Result<void> make_folder(std::string const& path) = 0;
    virtual Result<void> sync_folder(std::string const& path) = 0;
};

/// The operating system's files.
Disk& system_disk();

/// "data" of "data/zhaoqing.db", "." of "zhaoqing.db".
std::string folder_of(std::string const& path);

/// Writes beside the path, syncs, renames, syncs the folder: a power cut leaves the file as it was
/// or as it is meant to be, never in between. A "<path>.new" left by one is written over.
Result<void> replace_file(Disk& disk, std::string const& path, std::string_view bytes);

}  // namespace agglo

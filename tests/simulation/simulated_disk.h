#pragma once
// SimulatedDisk: files in memory that lose, like those of a disk when the power fails, what was not
// synced, and steps that fail when told to. Both the Disk interface and a SQLite VFS stand on it.
//
//   SimulatedDisk disk;
//   auto journal = SqliteJournal::create("a.db", identity, {.vfs = disk.vfs(), .disk = &disk});
//   disk.before_step = [&](SimulatedStep const& step) { …; return Fault::kNone; };
//   auto const after = disk.after_power_cut(random, Survival::kSome);   // another disk
//   auto again = SqliteJournal::open("a.db", {.vfs = after->vfs(), .disk = after.get()});
//
// The simulation is harsher than a journalling file system: until its folder is synced each name
// (of a new, renamed or removed file) survives by itself, so that a rename may leave both names or
// neither. Any thread may use a disk; `before_step` runs within its lock, and may take power cuts.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "base/disk.h"
#include "simulated_file.h"

namespace agglo {

class SimulatedVfs;

struct SimulatedStep {
    enum class Kind { kCreate, kWrite, kTruncate, kSync, kRename, kLink, kRemove, kSyncFolder };
    Kind kind;
    std::string const& path;
    uint64_t number;  ///< 1, 2, 3 … on this disk
};

enum class Fault {
    kNone,
    kSwallowed,  ///< answers that it was done, and was not
    kFull,       ///< no space left
    kBroken,     ///< input/output error
};

class SimulatedDisk final : public Disk {
public:
    using FilePtr = std::shared_ptr<SimulatedFile>;

    SimulatedDisk();
    SimulatedDisk(SimulatedDisk const&) = delete;
    SimulatedDisk& operator=(SimulatedDisk const&) = delete;
    ~SimulatedDisk() override;

    /// The name SQLite knows this disk by.
    std::string const& vfs() const;
    /// The disk as it may be found when the power comes back.
    std::unique_ptr<SimulatedDisk> after_power_cut(Random& random, Survival survival) const;
    /// The disk as the next process finds it when this one is killed: what was written is there,
    /// and no more durable than it was.
    std::unique_ptr<SimulatedDisk> after_kill() const;
    /// The steps taken so far: those that could change what is on the disk.
    uint64_t steps() const { return steps_; }

    /// Asked before every step.
    std::function<Fault(SimulatedStep const&)> before_step = {};

    bool exists(std::string const& path) override;
    Result<std::string> read(std::string const& path) override;
    Result<void> write(std::string const& path, std::string_view bytes) override;
    Result<void> sync(std::string const& path) override;
    Result<void> rename(std::string const& from, std::string const& to) override;
    Result<void> link(std::string const& from, std::string const& to) override;
    Result<void> remove(std::string const& path) override;
    /// Folders are there as soon as they are named, and stay.
    Result<void> make_folder(std::string const&) override { return {}; }
    Result<void> sync_folder(std::string const& path) override;
    std::vector<FolderMember> list(std::string const& folder) override;
    /// One file after the other: a power cut may leave some, until the folder above is synced.
    Result<void> remove_folder(std::string const& path) override;
    Result<std::unique_ptr<DiskFile>> open_to_read(std::string const& path) override;
    Result<std::unique_ptr<DiskFile>> create(std::string const& path) override;

private:
    friend class SimulatedVfs;
    friend class SimulatedOpenFile;
    using Kind = SimulatedStep::Kind;
    struct Name {
        FilePtr now;                 // null: there is none
        FilePtr durable;             // as of the last sync of the folder
        std::vector<FilePtr> since;  // and what it stood for since then, oldest first
    };

    // The steps themselves; each asks `before_step` first and does nothing when told to fail.
    Fault take_step(Kind kind, std::string const& path);
    Fault create_at(std::string const& path);
    Fault write_at(std::string const& path, SimulatedFile& file, size_t offset,
                   std::string_view bytes);
    Fault truncate_at(std::string const& path, SimulatedFile& file, size_t size);
    Fault sync_at(std::string const& path, SimulatedFile& file);
    Fault remove_at(std::string const& path);
    Fault sync_folder_at(std::string const& folder);
    void point(std::string const& path, FilePtr file);
    FilePtr find(std::string const& path) const;

    mutable std::recursive_mutex mutex_;
    std::map<std::string, Name> names_;
    std::set<std::string> removed_folders_;  // since the last sync of the folder above
    uint64_t steps_ = 0;
    std::unique_ptr<SimulatedVfs> vfs_;
};

}  // namespace agglo

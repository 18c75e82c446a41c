#include "simulated_disk.h"

#include "simulated_vfs.h"

namespace agglo {

namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

Result<void> result_of(Fault fault, std::string const& path) {
    switch (fault) {
        case Fault::kNone:
        case Fault::kSwallowed: return {};
        case Fault::kFull: return Error(ErrorCode::kStorageFailed, {path + ": no space left"});
        case Fault::kBroken: return Error(ErrorCode::kStorageFailed, {path + ": I/O error"});
    }
    return {};
}

Error missing(std::string const& path) {
    return Error(ErrorCode::kFileNotFound, {path});
}

}  // namespace

/// A file of a disk while it is open: it stays the same file when its name goes to another.
class SimulatedOpenFile final : public DiskFile {
public:
    SimulatedOpenFile(SimulatedDisk& disk, std::string path, SimulatedDisk::FilePtr file)
        : disk_(disk), path_(std::move(path)), file_(std::move(file)) {}

    uint64_t size() const override {
        Lock const lock(disk_.mutex_);
        return file_->bytes().size();
    }
    Result<void> read_at(uint64_t offset, char* to, size_t size) const override {
        Lock const lock(disk_.mutex_);
        auto const& bytes = file_->bytes();
        if (offset > bytes.size() || size > bytes.size() - offset)
            return Error(ErrorCode::kBadFile, {path_ + ": truncated"});
        bytes.copy(to, size, offset);
        return {};
    }
    Result<void> write_at(uint64_t offset, std::string_view bytes) override {
        Lock const lock(disk_.mutex_);
        return result_of(disk_.write_at(path_, *file_, offset, bytes), path_);
    }
    Result<void> sync() override {
        Lock const lock(disk_.mutex_);
        return result_of(disk_.sync_at(path_, *file_), path_);
    }

private:
    SimulatedDisk& disk_;
    std::string path_;
    SimulatedDisk::FilePtr file_;
};

SimulatedDisk::SimulatedDisk() : vfs_(std::make_unique<SimulatedVfs>(*this)) {}

SimulatedDisk::~SimulatedDisk() = default;

std::string const& SimulatedDisk::vfs() const {
    return vfs_->name();
}

std::unique_ptr<SimulatedDisk> SimulatedDisk::after_power_cut(Random& random,
                                                              Survival survival) const {
    Lock const lock(mutex_);
    auto after = std::make_unique<SimulatedDisk>();
    std::map<FilePtr, FilePtr> survivors;  // a file may be found under two names
    for (auto const& [path, name] : names_) {
        size_t state = survival == Survival::kEverything ? name.since.size() : 0;
        if (survival == Survival::kSome) {
            state = static_cast<size_t>(random.between(0, static_cast<int64_t>(name.since.size())));
        }
        auto const& file = state == 0 ? name.durable : name.since[state - 1];
        if (!file) continue;
        auto& survivor = survivors[file];
        if (!survivor) {
            survivor = std::make_shared<SimulatedFile>(file->after_power_cut(random, survival));
        }
        after->names_[path] = {survivor, survivor, {}};
    }
    return after;
}

std::unique_ptr<SimulatedDisk> SimulatedDisk::after_kill() const {
    Lock const lock(mutex_);
    auto after = std::make_unique<SimulatedDisk>();
    std::map<FilePtr, FilePtr> copies;
    auto const copy = [&copies](FilePtr const& file) {
        auto& copied = copies[file];
        if (file && !copied) copied = std::make_shared<SimulatedFile>(*file);
        return copied;
    };
    for (auto const& [path, name] : names_) {
        auto& [now, durable, since] = after->names_[path];
        now = copy(name.now);
        durable = copy(name.durable);
        for (auto const& file : name.since) since.push_back(copy(file));
    }
    after->removed_folders_ = removed_folders_;
    return after;
}

Fault SimulatedDisk::take_step(Kind kind, std::string const& path) {
    ++steps_;
    return before_step ? before_step({kind, path, steps_}) : Fault::kNone;
}

void SimulatedDisk::point(std::string const& path, FilePtr file) {
    auto& name = names_[path];
    name.since.push_back(file);
    name.now = std::move(file);
}

SimulatedDisk::FilePtr SimulatedDisk::find(std::string const& path) const {
    auto const found = names_.find(path);
    return found == names_.end() ? nullptr : found->second.now;
}

Fault SimulatedDisk::create_at(std::string const& path) {
    auto const fault = take_step(Kind::kCreate, path);
    if (fault == Fault::kNone) point(path, std::make_shared<SimulatedFile>());
    return fault;
}

Fault SimulatedDisk::write_at(std::string const& path, SimulatedFile& file, size_t offset,
                              std::string_view bytes) {
    auto const fault = take_step(Kind::kWrite, path);
    if (fault == Fault::kNone) file.write(offset, bytes);
    if (fault == Fault::kFull) file.write(offset, bytes.substr(0, bytes.size() / 2));
    return fault;
}

Fault SimulatedDisk::truncate_at(std::string const& path, SimulatedFile& file, size_t size) {
    auto const fault = take_step(Kind::kTruncate, path);
    if (fault == Fault::kNone) file.truncate(size);
    return fault;
}

Fault SimulatedDisk::sync_at(std::string const& path, SimulatedFile& file) {
    auto const fault = take_step(Kind::kSync, path);
    if (fault == Fault::kNone) file.sync();
    if (fault == Fault::kBroken || fault == Fault::kFull) file.fail_sync();
    return fault;
}

Fault SimulatedDisk::remove_at(std::string const& path) {
    auto const fault = take_step(Kind::kRemove, path);
    if (fault == Fault::kNone) point(path, nullptr);
    return fault;
}

Fault SimulatedDisk::sync_folder_at(std::string const& folder) {
    auto const fault = take_step(Kind::kSyncFolder, folder);
    if (fault != Fault::kNone) return fault;
    for (auto& [path, name] : names_) {
        auto const within = folder_of(path);
        bool const gone_with_it =
            !name.now && folder_of(within) == folder && removed_folders_.contains(within);
        if (within != folder && !gone_with_it) continue;
        name.durable = name.now;
        name.since.clear();
    }
    std::erase_if(removed_folders_,
                  [&](std::string const& removed) { return folder_of(removed) == folder; });
    return fault;
}

bool SimulatedDisk::exists(std::string const& path) {
    Lock const lock(mutex_);
    return find(path) != nullptr;
}

Result<std::string> SimulatedDisk::read(std::string const& path) {
    Lock const lock(mutex_);
    auto const file = find(path);
    if (!file) return missing(path);
    return file->bytes();
}

Result<void> SimulatedDisk::write(std::string const& path, std::string_view bytes) {
    Lock const lock(mutex_);
    auto file = find(path);
    TRY(result_of(file ? truncate_at(path, *file, 0) : create_at(path), path));
    file = find(path);
    if (!file) return missing(path);
    return result_of(write_at(path, *file, 0, bytes), path);
}

Result<void> SimulatedDisk::sync(std::string const& path) {
    Lock const lock(mutex_);
    auto const file = find(path);
    if (!file) return missing(path);
    return result_of(sync_at(path, *file), path);
}

Result<void> SimulatedDisk::rename(std::string const& from, std::string const& to) {
    Lock const lock(mutex_);
    auto const file = find(from);
    if (!file) return missing(from);
    auto const fault = take_step(Kind::kRename, to);
    if (fault == Fault::kNone) {
        point(to, file);
        point(from, nullptr);
    }
    return result_of(fault, to);
}

Result<void> SimulatedDisk::link(std::string const& from, std::string const& to) {
    Lock const lock(mutex_);
    auto const file = find(from);
    if (!file) return missing(from);
    if (find(to)) return Error(ErrorCode::kStorageFailed, {to + ": it exists"});
    auto const fault = take_step(Kind::kLink, to);
    if (fault == Fault::kNone) point(to, file);
    return result_of(fault, to);
}

Result<void> SimulatedDisk::remove(std::string const& path) {
    Lock const lock(mutex_);
    return find(path) ? result_of(remove_at(path), path) : Result<void>();
}

Result<void> SimulatedDisk::sync_folder(std::string const& path) {
    Lock const lock(mutex_);
    return result_of(sync_folder_at(path), path);
}

std::vector<FolderMember> SimulatedDisk::list(std::string const& folder) {
    Lock const lock(mutex_);
    std::vector<FolderMember> members;
    for (auto const& [path, name] : names_) {
        if (name.now && folder_of(path) == folder)
            members.push_back({path.substr(folder.size() + 1), name.now->bytes().size()});
    }
    return members;
}

Result<void> SimulatedDisk::remove_folder(std::string const& path) {
    Lock const lock(mutex_);
    for (auto const& member : list(path)) TRY(result_of(remove_at(path + "/" + member.name), path));
    removed_folders_.insert(path);
    return {};
}

Result<std::unique_ptr<DiskFile>> SimulatedDisk::open_to_read(std::string const& path) {
    Lock const lock(mutex_);
    auto file = find(path);
    if (!file) return missing(path);
    return std::unique_ptr<DiskFile>(
        std::make_unique<SimulatedOpenFile>(*this, path, std::move(file)));
}

Result<std::unique_ptr<DiskFile>> SimulatedDisk::create(std::string const& path) {
    Lock const lock(mutex_);
    auto file = find(path);
    TRY(result_of(file ? truncate_at(path, *file, 0) : create_at(path), path));
    return open_to_read(path);
}

}  // namespace agglo

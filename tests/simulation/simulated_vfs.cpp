// https://www.sqlite.org/c3ref/vfs.html, io_methods.html; compared with os_unix.c of SQLite 3.40.
#include "simulated_vfs.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <new>
#include <sqlite3.h>

#include "simulated_disk.h"

namespace agglo {

namespace {

constexpr int kPathBytesMax = 512;
constexpr int kSectorBytesTold = 4096;  // as os_unix.c tells

struct Handle;

/// What the connections to one file share while there are any.
struct SharedFile {
    std::vector<Handle*> handles;
    std::vector<std::unique_ptr<char[]>> regions;  // of shared memory
};
using SharedFiles = std::map<SimulatedFile*, SharedFile>;

/// A sqlite3_file; SQLite gives the memory.
struct Handle {
    sqlite3_file base{};
    SimulatedDisk* disk = nullptr;
    SharedFiles* all_shared = nullptr;
    SharedFile* shared = nullptr;
    SimulatedDisk::FilePtr file;
    std::string path;  // empty: a file without a name
    int lock = SQLITE_LOCK_NONE;
    unsigned shm_shared = 0, shm_exclusive = 0;  // a bit for each of 8 locks
    bool folder_sync_is_due = false;
    bool is_deleted_on_close = false;
};

Handle& handle_of(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file);
}

int code_of(Fault fault, int broken) {
    switch (fault) {
        case Fault::kNone:
        case Fault::kSwallowed: return SQLITE_OK;
        case Fault::kFull: return SQLITE_FULL;
        case Fault::kBroken: return broken;
    }
    return SQLITE_OK;
}

}  // namespace

struct SimulatedVfs::Registration {
    sqlite3_vfs vfs{};
    SimulatedDisk* disk = nullptr;
    SharedFiles shared;
};

/// The functions SQLite calls; they know the steps of the disk.
struct SimulatedVfs::Methods {
    using Lock = std::lock_guard<std::recursive_mutex>;

    static Registration& registration_of(sqlite3_vfs* vfs) {
        return *static_cast<Registration*>(vfs->pAppData);
    }

    static int open(sqlite3_vfs* vfs, char const* path, sqlite3_file* file, int flags, int* out) {
        auto& registration = registration_of(vfs);
        auto& disk = *registration.disk;
        Lock const lock(disk.mutex_);
        file->pMethods = nullptr;
        SimulatedDisk::FilePtr found = path ? disk.find(path) : std::make_shared<SimulatedFile>();
        if (!found) {
            if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
            auto const fault = disk.create_at(path);
            if (fault != Fault::kNone) return code_of(fault, SQLITE_CANTOPEN);
            found = disk.find(path);
        }
        auto* handle = new (file) Handle();
        handle->base.pMethods = &io_methods();
        handle->disk = &disk;
        handle->all_shared = &registration.shared;
        handle->shared = &registration.shared[found.get()];
        handle->shared->handles.push_back(handle);
        handle->file = std::move(found);
        handle->path = path ? path : "";
        int const journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
        handle->folder_sync_is_due = (flags & SQLITE_OPEN_CREATE) && (flags & journals);
        handle->is_deleted_on_close = flags & SQLITE_OPEN_DELETEONCLOSE;
        if (out) *out = flags;
        return SQLITE_OK;
    }

    static int close(sqlite3_file* file) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        std::erase(handle.shared->handles, &handle);
        if (handle.shared->handles.empty()) handle.all_shared->erase(handle.file.get());
        if (handle.is_deleted_on_close && !handle.path.empty()) {
            (void)handle.disk->remove_at(handle.path);
        }
        handle.~Handle();
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        auto const& bytes = handle.file->bytes();
        auto const at = std::min(static_cast<size_t>(offset), bytes.size());
        auto const wanted = static_cast<size_t>(amount);
        auto const got = std::min(wanted, bytes.size() - at);
        std::memcpy(out, bytes.data() + at, got);
        std::memset(static_cast<char*>(out) + got, 0, wanted - got);
        return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, void const* in, int amount, sqlite3_int64 offset) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        std::string_view const bytes(static_cast<char const*>(in), static_cast<size_t>(amount));
        auto const fault =
            handle.disk->write_at(handle.path, *handle.file, static_cast<size_t>(offset), bytes);
        return code_of(fault, SQLITE_IOERR_WRITE);
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        auto const fault =
            handle.disk->truncate_at(handle.path, *handle.file, static_cast<size_t>(size));
        return code_of(fault, SQLITE_IOERR_TRUNCATE);
    }

    static int sync(sqlite3_file* file, int) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        auto const fault = handle.disk->sync_at(handle.path, *handle.file);
        if (fault == Fault::kFull || fault == Fault::kBroken) return SQLITE_IOERR_FSYNC;
        if (handle.folder_sync_is_due) {
            (void)handle.disk->sync_folder_at(folder_of(handle.path));  // os_unix.c: no error
            handle.folder_sync_is_due = false;
        }
        return SQLITE_OK;
    }

    static int size(sqlite3_file* file, sqlite3_int64* out) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        *out = static_cast<sqlite3_int64>(handle.file->bytes().size());
        return SQLITE_OK;
    }

    /// The highest lock another connection has on the file.
    static int others_lock(Handle const& handle) {
        int highest = SQLITE_LOCK_NONE;
        for (auto const* other : handle.shared->handles) {
            if (other != &handle) highest = std::max(highest, other->lock);
        }
        return highest;
    }

    static int lock(sqlite3_file* file, int level) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        if (handle.lock >= level) return SQLITE_OK;
        int const others = others_lock(handle);
        if (others >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
        if (level >= SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
        bool const must_wait = level == SQLITE_LOCK_EXCLUSIVE && others != SQLITE_LOCK_NONE;
        handle.lock = must_wait ? SQLITE_LOCK_PENDING : level;
        return must_wait ? SQLITE_BUSY : SQLITE_OK;
    }

    static int unlock(sqlite3_file* file, int level) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        handle.lock = std::min(handle.lock, level);
        return SQLITE_OK;
    }

    static int check_reserved(sqlite3_file* file, int* out) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        *out = std::max(handle.lock, others_lock(handle)) >= SQLITE_LOCK_RESERVED;
        return SQLITE_OK;
    }

    static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sector_size(sqlite3_file*) { return kSectorBytesTold; }
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int shm_map(sqlite3_file* file, int region, int bytes, int extend, void volatile** out) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        auto& regions = handle.shared->regions;
        auto const wanted = static_cast<size_t>(region) + 1;
        while (extend && regions.size() < wanted) {
            regions.push_back(std::make_unique<char[]>(static_cast<size_t>(bytes)));
        }
        *out = regions.size() < wanted ? nullptr : regions[wanted - 1].get();
        return SQLITE_OK;
    }

    static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        unsigned const wanted = ((1u << count) - 1) << offset;
        if (flags & SQLITE_SHM_UNLOCK) {
            handle.shm_shared &= ~wanted;
            handle.shm_exclusive &= ~wanted;
            return SQLITE_OK;
        }
        bool const exclusive = flags & SQLITE_SHM_EXCLUSIVE;
        for (auto const* other : handle.shared->handles) {
            if (other == &handle) continue;
            unsigned const held = other->shm_exclusive | (exclusive ? other->shm_shared : 0);
            if (held & wanted) return SQLITE_BUSY;
        }
        (exclusive ? handle.shm_exclusive : handle.shm_shared) |= wanted;
        return SQLITE_OK;
    }

    static void shm_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

    static int shm_unmap(sqlite3_file* file, int remove) {
        auto& handle = handle_of(file);
        Lock const lock(handle.disk->mutex_);
        handle.shm_shared = handle.shm_exclusive = 0;
        if (remove) handle.shared->regions.clear();
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, char const* path, int sync_folder) {
        auto& disk = *registration_of(vfs).disk;
        Lock const lock(disk.mutex_);
        if (!disk.find(path)) return SQLITE_IOERR_DELETE_NOENT;
        auto const fault = disk.remove_at(path);
        if (fault != Fault::kNone) return code_of(fault, SQLITE_IOERR_DELETE);
        if (!sync_folder) return SQLITE_OK;
        return code_of(disk.sync_folder_at(folder_of(path)), SQLITE_IOERR_DIR_FSYNC);
    }

    static int access(sqlite3_vfs* vfs, char const* path, int, int* out) {
        auto& disk = *registration_of(vfs).disk;
        Lock const lock(disk.mutex_);
        auto const file = disk.find(path);
        // os_unix.c: an empty file does not count as there.
        *out = file && !file->bytes().empty();
        return SQLITE_OK;
    }

    static int full_path(sqlite3_vfs*, char const* path, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", path);
        return SQLITE_OK;
    }

    static int last_error(sqlite3_vfs*, int, char*) { return 0; }

    static sqlite3_io_methods const& io_methods() {
        static sqlite3_io_methods const methods = [] {
            sqlite3_io_methods io{};
            io.iVersion = 2;
            io.xClose = close;
            io.xRead = read;
            io.xWrite = write;
            io.xTruncate = truncate;
            io.xSync = sync;
            io.xFileSize = size;
            io.xLock = lock;
            io.xUnlock = unlock;
            io.xCheckReservedLock = check_reserved;
            io.xFileControl = control;
            io.xSectorSize = sector_size;
            io.xDeviceCharacteristics = characteristics;
            io.xShmMap = shm_map;
            io.xShmLock = shm_lock;
            io.xShmBarrier = shm_barrier;
            io.xShmUnmap = shm_unmap;
            return io;
        }();
        return methods;
    }
};

SimulatedVfs::SimulatedVfs(SimulatedDisk& disk) : registration_(std::make_unique<Registration>()) {
    static std::atomic<unsigned> count = 0;
    name_ = "simulated-" + std::to_string(++count);
    registration_->disk = &disk;
    auto& vfs = registration_->vfs;
    vfs = *sqlite3_vfs_find(nullptr);  // clock, sleep and randomness are the system's
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = kPathBytesMax;
    vfs.pNext = nullptr;
    vfs.zName = name_.c_str();
    vfs.pAppData = registration_.get();
    vfs.xOpen = Methods::open;
    vfs.xDelete = Methods::remove;
    vfs.xAccess = Methods::access;
    vfs.xFullPathname = Methods::full_path;
    vfs.xGetLastError = Methods::last_error;
    AGGLO_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

SimulatedVfs::~SimulatedVfs() {
    sqlite3_vfs_unregister(&registration_->vfs);
}

}  // namespace agglo

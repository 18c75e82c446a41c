#pragma once
// SimulatedVfs: SQLite's view of a SimulatedDisk, registered while it lives. It does what SQLite's
// own os_unix.c does, step by step, as far as the disk can tell: so the folder of a journal or a
// write-ahead log is synced after the first sync of the file. Shared memory is plain memory, which
// a power cut takes away. Locks hold between connections of one process.
#include <memory>
#include <string>

namespace agglo {

class SimulatedDisk;

class SimulatedVfs {
public:
    explicit SimulatedVfs(SimulatedDisk& disk);
    SimulatedVfs(SimulatedVfs const&) = delete;
    SimulatedVfs& operator=(SimulatedVfs const&) = delete;
    ~SimulatedVfs();

    std::string const& name() const { return name_; }

private:
    struct Registration;
    struct Methods;

    std::string name_;
    std::unique_ptr<Registration> registration_;
};

}  // namespace agglo

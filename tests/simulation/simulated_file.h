#pragma once
// SimulatedFile: the bytes of one file as programs see them and as they stand on the disk.
//
//   SimulatedFile file;
//   file.write(0, "paid");
//   file.after_power_cut(random, Survival::kNothing);   // ""
//   file.sync();
//   file.after_power_cut(random, Survival::kNothing);   // "paid"
//
// Between two syncs every sector may reach the disk by itself or not, in any order, in any state it
// had; a sector is never half new. So does the file's length.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace agglo {

/// How much of what was not synced a power cut spares.
enum class Survival { kNothing, kSome, kEverything };

class SimulatedFile {
public:
    static constexpr size_t kSectorBytes = 512;

    SimulatedFile() = default;
    /// A file that has these bytes on the disk.
    explicit SimulatedFile(std::string bytes) : now_(bytes), durable_(std::move(bytes)) {}

    std::string const& bytes() const { return now_; }
    void write(size_t offset, std::string_view bytes);
    void truncate(size_t size);
    void sync();
    /// A sync that failed as Linux fails it: what was to be written is held to be clean now, so
    /// that no later sync brings it to the disk unless it is written again.
    void fail_sync();

    std::string after_power_cut(Random& random, Survival survival) const;

private:
    struct Sector {
        std::vector<std::string> versions;  // since the last sync, oldest first
        bool is_dropped = false;            // by a failed sync
    };
    void touch(size_t begin, size_t end);

    std::string now_;
    std::string durable_;
    std::map<size_t, Sector> unsynced_;
    std::vector<size_t> sizes_;  // since the last sync, oldest first
};

}  // namespace agglo

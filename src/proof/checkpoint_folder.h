#pragma once
// CheckpointFolder: writes a signed checkpoint into a folder now and then, while the ledger grows.
//
//   CheckpointFolder folder(journal, key, {"/mnt/notary", std::chrono::minutes(60)}, report);
//   TRY(folder.write());        // and again every hour, and when it goes away
//
// Files are named after the sequence, checkpoint-000000003210.txt; there is none for a ledger that
// has not moved. The folder is best on another machine: who can change the ledger could change a
// folder beside it too.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "proof/signed_checkpoint.h"

namespace agglo {

class CheckpointFolder {
public:
    struct Settings {
        std::string path;
        std::chrono::milliseconds every;
    };
    using Report = std::function<void(Error const&)>;

    /// `report` is told of failures, from a thread of its own.
    CheckpointFolder(Journal const& journal, SigningKey const& key, Settings settings,
                     Report report);
    ~CheckpointFolder();

    /// Error: kStorageFailed.
    Result<void> write();

private:
    void run();

    Journal const& journal_;
    SigningKey const& key_;
    Settings const settings_;
    Report const report_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;  // guarded by mutex_
    std::mutex write_mutex_;
    Sequence written_ = 0;  // guarded by write_mutex_
    std::thread thread_;
};

/// "checkpoint-000000003210.txt"
std::string checkpoint_file_name(Sequence sequence);

}  // namespace agglo

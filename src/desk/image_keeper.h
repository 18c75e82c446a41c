#pragma once
// ImageKeeper: keeps the image beside a journal young, on a thread of its own: neither the writer
// of the ledger nor a reader waits for it.
//
//   ImageKeeper keeper(path, identity, [&] { return Image{snapshot(), keys.encoded()}; });
//   keeper.published(changes, records);   // after every batch; quick
//
// An image is written when what has come since the last one would make a start slow, and once more
// at the end; the one before stays in the series of older images. One that cannot be written is
// tried again later: the journal has everything.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "state/image.h"
#include "state/image_series.h"

namespace agglo {

class ImageKeeper {
public:
    /// Record changes since the last image that call for the next, whatever the ledger's size …
    static constexpr size_t kChangesMin = 100'000;
    /// … and with a tenth of its records, so that writing images stays cheap beside the changes.
    static constexpr size_t kRecordsPerChange = 10;
    /// Changes that are worth an image when the ledger is closed, or after kQuietMax.
    static constexpr size_t kChangesLeftMax = 1'000;
    static constexpr std::chrono::seconds kPauseMin{60};
    static constexpr std::chrono::minutes kQuietMax{15};

    ImageKeeper(std::string path, LedgerIdentity identity, std::function<Image()> take,
                Disk& disk = system_disk());
    /// Writes a last image where there is enough to write.
    ~ImageKeeper();

    /// Tells of record changes that the next image will hold, in a ledger of so many records.
    void published(size_t changes, size_t records);
    /// Writes one now, if there is anything new. Error: kStorageFailed.
    Result<void> write();
    /// Takes the images away and lets none be written while the lock is held: values are erased.
    [[nodiscard]] std::unique_lock<std::mutex> hold();

    /// Of the newest image written here; 0: none yet.
    Sequence sequence() const { return sequence_; }
    uint64_t failures() const { return failures_; }

private:
    using Clock = std::chrono::steady_clock;
    void keep();
    bool due() const;

    std::string const path_;
    ImageSeries const series_;
    LedgerIdentity const identity_;
    std::function<Image()> const take_;
    std::atomic<Sequence> sequence_{0};
    std::atomic<uint64_t> failures_{0};

    std::mutex write_mutex_;  // one image is written at a time
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    size_t changes_ = 0;  // since the last image was taken
    size_t records_ = 0;
    Clock::time_point written_{};
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace agglo

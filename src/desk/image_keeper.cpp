#include "desk/image_keeper.h"

namespace agglo {

ImageKeeper::ImageKeeper(std::string path, LedgerIdentity identity, std::function<Image()> take,
                         Disk& disk)
    : path_(std::move(path)),
      series_(path_, disk),
      identity_(std::move(identity)),
      take_(std::move(take)),
      thread_([this] { keep(); }) {}

ImageKeeper::~ImageKeeper() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
    if (changes_ >= kChangesLeftMax) (void)write();
}

void ImageKeeper::published(size_t changes, size_t records) {
    {
        std::lock_guard const lock(mutex_);
        changes_ += changes;
        records_ = records;
        if (!due()) return;
    }
    changed_.notify_one();
}

/// The caller holds mutex_.
bool ImageKeeper::due() const {
    auto const since = Clock::now() - written_;
    if (changes_ >= kChangesLeftMax && since >= kQuietMax) return true;
    return changes_ >= std::max(kChangesMin, records_ / kRecordsPerChange) && since >= kPauseMin;
}

void ImageKeeper::keep() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (!due()) {
            changed_.wait_for(lock, kPauseMin);
            continue;
        }
        lock.unlock();
        (void)write();
        lock.lock();
    }
}

Result<void> ImageKeeper::write() {
    std::lock_guard const writing(write_mutex_);
    size_t taken = 0;
    {
        std::lock_guard const lock(mutex_);
        if (changes_ == 0 && sequence_ > 0) return {};  // the last one holds everything
        taken = changes_;
    }
    auto const image = take_();  // holds the changes counted so far, perhaps more
    series_.keep_newest();
    auto const written = write_image(path_, identity_, image, series_.disk());
    if (written.ok()) series_.thin(image.snapshot->point.sequence);
    std::lock_guard const lock(mutex_);
    written_ = Clock::now();  // also after a failure: not again at once
    if (!written.ok()) {
        ++failures_;
        return written;
    }
    changes_ -= taken;
    sequence_ = image.snapshot->point.sequence;
    return {};
}

std::unique_lock<std::mutex> ImageKeeper::hold() {
    std::unique_lock writing(write_mutex_);
    series_.discard();
    sequence_ = 0;
    return writing;
}

}  // namespace agglo

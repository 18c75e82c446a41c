#include "proof/checkpoint_folder.h"

#include <fmt/format.h>

#include "proof/safe_file.h"

namespace agglo {

std::string checkpoint_file_name(Sequence sequence) {
    return fmt::format("checkpoint-{:012}.txt", sequence);
}

CheckpointFolder::CheckpointFolder(Journal const& journal, SigningKey const& key, Settings settings,
                                   Report report)
    : journal_(journal),
      key_(key),
      settings_(std::move(settings)),
      report_(std::move(report)),
      thread_([this] { run(); }) {}

CheckpointFolder::~CheckpointFolder() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

Result<void> CheckpointFolder::write() {
    std::lock_guard const lock(write_mutex_);
    auto const head = journal_.head();
    if (head.sequence == written_) return {};
    auto const text = checkpoint_text(sign_checkpoint(journal_.identity(), head, key_));
    TRY(replace_file(settings_.path + "/" + checkpoint_file_name(head.sequence), text,
                     FileMode::kReadable));
    written_ = head.sequence;
    return {};
}

void CheckpointFolder::run() {
    for (bool stopping = false; !stopping;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, settings_.every, [this] { return stopping_; });
            stopping = stopping_;
        }
        auto const written = write();
        if (!written.ok()) report_(written.error());
    }
}

}  // namespace agglo

#include "proof/checkpoint_folder.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "journal/entry_samples.h"
#include "proof/safe_file.h"
#include "sqlite/scratch_folder.h"
#include "state/memory_journal.h"

namespace agglo {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

struct Notary {
    ScratchFolder scratch;
    SigningKey key = SigningKey::create(scratch.path("a.key")).value();
    MemoryJournal journal;

    void append(Sequence sequence) {
        auto const entry = plain_entry(sequence);
        ASSERT_TRUE(journal.append({&entry, 1}).ok());
    }
    bool has(Sequence sequence) const {
        return std::filesystem::exists(scratch.path(checkpoint_file_name(sequence)));
    }
};

TEST(CheckpointFolder, WritesWhenAskedAndWhenItGoes) {
    Notary notary;
    {
        CheckpointFolder folder(notary.journal, notary.key, {notary.scratch.path(""), hours(1)},
                                [](Error const&) { ADD_FAILURE(); });
        notary.append(1);
        ASSERT_TRUE(folder.write().ok());
        EXPECT_TRUE(notary.has(1));
        notary.append(2);
        EXPECT_FALSE(notary.has(2));
    }
    ASSERT_TRUE(notary.has(2));
    auto const text = read_small_file(notary.scratch.path("checkpoint-000000000002.txt"));
    auto const checkpoint = read_checkpoint(*text);
    ASSERT_TRUE(checkpoint.ok());
    EXPECT_EQ(checkpoint->point.hash, notary.journal.head().hash);
    std::vector<PublicKey> const keys = {notary.key.public_key()};
    EXPECT_TRUE(check_signature(*checkpoint, keys).ok());
}

TEST(CheckpointFolder, WritesByItselfAndTellsWhenItCannot) {
    Notary notary;
    notary.append(1);
    std::atomic<int> failures = 0;
    {
        CheckpointFolder const good(notary.journal, notary.key,
                                    {notary.scratch.path(""), milliseconds(5)},
                                    [](Error const&) { ADD_FAILURE(); });
        CheckpointFolder const bad(notary.journal, notary.key,
                                   {notary.scratch.path("none"), milliseconds(5)},
                                   [&](Error const&) { ++failures; });
        for (int i = 0; i < 1'000 && (!notary.has(1) || failures < 2); ++i)
            std::this_thread::sleep_for(milliseconds(5));
    }
    EXPECT_TRUE(notary.has(1));
    EXPECT_GE(failures, 2);
}

}  // namespace
}  // namespace agglo

#include "state/image.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "state/image_forgery.h"
#include "state/ledger_history.h"
#include "state/memory_journal.h"
#include "state/replay.h"
#include "state/snapshot_equality.h"

namespace agglo {
namespace {

/// A journal told at random, and a file for its image.
class ImageTest : public testing::Test {
protected:
    ImageTest() {
        folder_ =
            std::filesystem::temp_directory_path() / ("agglo-image-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        path_ = image_path(folder_ / "ledger.db");
    }
    ~ImageTest() override { std::filesystem::remove_all(folder_); }

    void tell(uint64_t seed, int entries, int changes = 6) {
        LedgerHistory history(seed);
        for (int i = 0; i < entries; ++i) {
            auto const entry = history.next(changes);
            ASSERT_TRUE(journal_.append({&entry, 1}).ok());
        }
    }
    SnapshotPtr replayed(Sequence to) { return *replay(journal_, sample_model(), to); }
    SnapshotPtr write_at(Sequence sequence) {
        auto snapshot = replayed(sequence);
        EXPECT_TRUE(write_image(path_, journal_.identity(), {snapshot, "命令"}).ok());
        return snapshot;
    }
    Result<Image> load() { return load_image(path_, journal_, sample_model()); }
    /// Why the image is not taken; empty: it is.
    std::string refusal() {
        auto const image = load();
        return image.ok() ? "" : image.error().arguments().front();
    }

    std::string bytes() {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void put(std::string const& bytes) {
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    }
    /// Changes the header as a forger would: its checksum is right.
    template <class Change>
    void put_header(std::string image, Change&& change) {
        ImageHeader header;
        std::memcpy(&header, image.data(), sizeof header);
        change(header);
        header.checksum = header_checksum(header);
        image.replace(0, sizeof header, raw_bytes(header));
        put(image);
    }

    std::filesystem::path folder_;
    std::string path_;
    MemoryJournal journal_;
};

TEST_F(ImageTest, HoldsWhatWasReplayedAtEveryPoint) {
    tell(1, 40);
    for (Sequence at = 0; at <= 40; ++at) {
        auto const wanted = write_at(at);
        auto const image = load();
        ASSERT_TRUE(image.ok()) << image.error().message_en();
        EXPECT_EQ(image->commands, "命令");
        expect_equal(*image->snapshot, *wanted);
        auto const caught_up = replay_on(journal_, image->snapshot, 40);
        ASSERT_TRUE(caught_up.ok());
        expect_equal(**caught_up, *replayed(40));
        if (testing::Test::HasFatalFailure()) FAIL() << "at " << at;
    }
}

TEST_F(ImageTest, HoldsManyChunks) {
    Entry entry;
    for (RecordId id = 1; id <= 5000; ++id) {
        RecordChange create{"region", id, 1, ChangeKind::kCreate, {}};
        if (id % 3 != 0) create.fields.push_back({"name", {}, "区" + std::to_string(id), false});
        if (id > 4200) create.fields.push_back({"parent", {}, Reference{id % 90 + 1}, false});
        entry.changes.push_back(std::move(create));
    }
    entry.sequence = 1;
    ASSERT_TRUE(journal_.append({&entry, 1}).ok());
    auto const wanted = write_at(1);
    auto const image = load();
    ASSERT_TRUE(image.ok()) << image.error().message_en();
    expect_equal(*image->snapshot, *wanted);
}

TEST_F(ImageTest, IsRefusedWhenAnyByteIsOff) {
    tell(2, 25);
    write_at(25);
    auto const whole = bytes();
    Random random(3);
    for (size_t at = 0; at < whole.size(); at += at < 400 ? 1 : random.between(1, 60)) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.between(0, 7)));
        put(damaged);
        ASSERT_NE(refusal(), "") << "byte " << at << " of " << whole.size();
    }
    put(whole);
    EXPECT_EQ(refusal(), "");
}

// Behind right checksums nothing may be believed either: reading stays within memory.
TEST_F(ImageTest, IsReadSafelyWhenForged) {
    tell(3, 15);
    auto const head = write_at(15)->point;
    auto const whole = bytes();
    Random random(5);
    size_t taken = 0;
    for (int round = 0; round < 3000; ++round) {
        auto changed = whole;
        for (int64_t left = random.between(1, 3); left > 0; --left) {
            auto const at = static_cast<size_t>(random.between(0, std::ssize(changed) - 1));
            changed[at] = static_cast<char>(random.chance(1, 3) ? 0xff : random.next());
        }
        put(forged(changed, journal_.identity(), head, *sample_model()));
        auto const image = load();
        if (!image.ok()) continue;
        ++taken;
        for (size_t entity = 0; entity < image->snapshot->entities.size(); ++entity) {
            EntityView const view(*image->snapshot, entity);
            for (size_t row = 0; row < view.rows(); ++row) {
                (void)view.label(row);
                (void)view.history(row);
            }
        }
    }
    EXPECT_GT(taken, 0u);
    EXPECT_LT(taken, 3000u);
}

TEST_F(ImageTest, IsRefusedWhenCutOrGrown) {
    tell(4, 10);
    write_at(10);
    auto const whole = bytes();
    for (size_t size = 0; size < whole.size(); size += size < 300 ? 1 : 97) {
        put(whole.substr(0, size));
        ASSERT_NE(refusal(), "") << size;
    }
    put(whole + "x");
    EXPECT_NE(refusal(), "");
}

TEST_F(ImageTest, IsRefusedUnlessItFitsTheJournal) {
    tell(5, 12);
    write_at(12);
    auto const whole = bytes();
    put_header(whole, [](ImageHeader& header) { ++header.format; });
    EXPECT_NE(refusal().find("of another format"), std::string::npos);
    put_header(whole, [](ImageHeader& header) { header.ledger[0] ^= 1; });
    EXPECT_NE(refusal().find("of another ledger"), std::string::npos);
    put_header(whole, [](ImageHeader& header) { header.layout[0] ^= 1; });
    EXPECT_NE(refusal().find("of another schema"), std::string::npos);
    put_header(whole, [](ImageHeader& header) { header.sequence = 13; });
    EXPECT_NE(refusal().find("ahead of the journal"), std::string::npos);
    put_header(whole, [](ImageHeader& header) { header.sequence = 11; });
    EXPECT_NE(refusal().find("not at a point of this journal"), std::string::npos);
    put_header(whole, [](ImageHeader& header) { header.sections -= 1; });
    EXPECT_NE(refusal().find("truncated"), std::string::npos);
    put_header(whole, [](ImageHeader&) {});
    EXPECT_EQ(refusal(), "");
}

TEST_F(ImageTest, IsRefusedUnderAnotherLayout) {
    tell(6, 5);
    write_at(5);
    auto definitions = sample_definitions();
    auto& project = definitions[4];
    ASSERT_EQ(project.name, "project.yaml");
    auto const change = [&](std::string_view from, std::string_view to) {
        auto changed = definitions;
        auto& text = changed[4].text;
        text.replace(text.find(from), from.size(), to);
        auto model = model_of(changed);
        EXPECT_TRUE(model.ok());
        return load_image(path_, journal_, *model).ok();
    };
    EXPECT_FALSE(change("scale: 3", "scale: 4"));
    EXPECT_FALSE(change("seen_at, type: instant", "seen_at, type: date"));
    EXPECT_FALSE(change("name: jobs", "name: workers, was: jobs"));
    EXPECT_TRUE(change("zh: 就业", "zh: 就业岗位"));
}

TEST_F(ImageTest, LeavesTheOldOneWhenWritingFails) {
    tell(7, 8);
    write_at(5);
    std::filesystem::create_directories(path_ + "-new");  // where the new one would be written
    EXPECT_EQ(write_image(path_, journal_.identity(), {replayed(8), ""}).error().code(),
              ErrorCode::kStorageFailed);
    auto const image = load();
    ASSERT_TRUE(image.ok());
    EXPECT_EQ(image->snapshot->point.sequence, 5u);
}

TEST_F(ImageTest, IsNotThereUntilItIsWhole) {
    tell(8, 8);
    write_at(8);
    std::filesystem::rename(path_, path_ + "-new");  // a crash before the rename
    EXPECT_EQ(load().error().code(), ErrorCode::kFileNotFound);
    write_at(8);
    EXPECT_EQ(refusal(), "");
    EXPECT_FALSE(std::filesystem::exists(path_ + "-new"));
    discard_image(path_);
    EXPECT_EQ(load().error().code(), ErrorCode::kFileNotFound);
}

}  // namespace
}  // namespace agglo

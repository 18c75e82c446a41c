#include "desk/image_keeper.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "desk/desk_sample.h"
#include "desk/idempotency.h"
#include "state/snapshot_equality.h"

namespace agglo {
namespace {

class KeptImage : public testing::Test {
protected:
    KeptImage() {
        folder_ =
            std::filesystem::temp_directory_path() / ("agglo-keeper-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        path_ = folder_ / "ledger.db.image";
    }
    ~KeptImage() override { std::filesystem::remove_all(folder_); }

    std::unique_ptr<Desk> open(bool keep) {
        auto desk = Desk::open(std::make_unique<MemoryJournal>(sample_.journal),
                               {.image = path_, .keep_image = keep});
        return std::move(desk).value();
    }

    std::filesystem::path folder_;
    std::string path_;
    SampleDesk sample_;
};

TEST_F(KeptImage, StartsTheNextDesk) {
    auto desk = open(true);
    EXPECT_EQ(desk->started().image, 0u);
    EXPECT_EQ(desk->started().entries, 2u);
    ASSERT_TRUE(desk->write_image().ok());
    EXPECT_EQ(desk->image_state().sequence, 2u);
    auto const keyed = SampleDesk::keyed("k1", "d1", {SampleDesk::project("P1")});
    ASSERT_TRUE(desk->execute(keyed).ok());
    desk.reset();
    desk = open(true);
    EXPECT_EQ(desk->started().image, 2u);
    EXPECT_EQ(desk->started().entries, 1u);
    ASSERT_TRUE(desk->write_image().ok());
    auto const before = desk->snapshot();
    desk.reset();
    desk = open(false);
    EXPECT_EQ(desk->started().image, 3u);
    EXPECT_EQ(desk->started().entries, 0u);
    expect_equal(*desk->snapshot(), *before);
    auto const repeated = desk->execute(keyed);  // its key came with the image
    ASSERT_TRUE(repeated.ok());
    EXPECT_TRUE(repeated->repeated);
    EXPECT_EQ(repeated->sequence, 3u);
}

TEST_F(KeptImage, GivesWayToReplayAfterNewDefinitions) {
    auto desk = open(true);
    ASSERT_TRUE(desk->write_image().ok());
    auto text = sample_definitions()[5].text +
                "  - {name: more, type: text, labels: {zh: 其他, en: More}}\n";
    auto command = SampleDesk::by(Viewer::owner("owner"),
                                  {SampleDesk::updated("definition", 6, {}, {{"text", text}})});
    auto const receipt = desk->execute(command);
    ASSERT_TRUE(receipt.ok()) << receipt.error().message_en();
    desk.reset();
    desk = open(true);
    EXPECT_EQ(desk->started().image, 0u);
    ASSERT_TRUE(desk->started().image_refused.has_value());
    EXPECT_NE(desk->started().image_refused->message_en().find("of another schema"),
              std::string::npos);
    EXPECT_EQ(desk->started().entries, 3u);
}

TEST_F(KeptImage, IsTriedAgainLaterWhenItCannotBeWritten) {
    std::filesystem::create_directories(path_ + "-new");
    auto desk = open(true);
    EXPECT_EQ(desk->write_image().error().code(), ErrorCode::kStorageFailed);
    EXPECT_EQ(desk->image_state().failures, 1u);
    EXPECT_TRUE(
        desk->execute(SampleDesk::by(Viewer::owner("owner"), {SampleDesk::project("P1")})).ok());
    std::filesystem::remove(path_ + "-new");
    EXPECT_TRUE(desk->write_image().ok());
    EXPECT_EQ(desk->image_state().sequence, 3u);
}

TEST(ImageKeeper, WritesByItselfBesideTheWriter) {
    auto const folder = std::filesystem::temp_directory_path() /
                        ("agglo-keeper-thread-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    auto const path = (folder / "l.db.image").string();
    MemoryJournal journal;
    auto const snapshot = empty_snapshot(sample_model(), {});
    {
        ImageKeeper keeper(path, journal.identity(), [&] { return Image{snapshot, {}}; });
        keeper.published(ImageKeeper::kChangesLeftMax - 1, 10);
        EXPECT_FALSE(std::filesystem::exists(path));
        keeper.published(ImageKeeper::kChangesMin, 10);
        for (int i = 0; i < 500 && !std::filesystem::exists(path); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    EXPECT_TRUE(load_image(path, journal, sample_model()).ok());
    std::filesystem::remove_all(folder);
}

TEST(ImageKeeper, WritesNoneWhileValuesAreErased) {
    auto const folder = std::filesystem::temp_directory_path() /
                        ("agglo-keeper-hold-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    auto const path = (folder / "l.db.image").string();
    MemoryJournal journal;
    auto const snapshot = empty_snapshot(sample_model(), {});
    {
        ImageKeeper keeper(path, journal.identity(), [&] { return Image{snapshot, {}}; });
        ASSERT_TRUE(keeper.write().ok());
        std::thread other;
        {
            auto const held = keeper.hold();
            EXPECT_FALSE(std::filesystem::exists(path));
            other = std::thread([&] { EXPECT_TRUE(keeper.write().ok()); });
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            EXPECT_FALSE(std::filesystem::exists(path));
        }
        other.join();
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    std::filesystem::remove_all(folder);
}

TEST_F(KeptImage, LeavesTheOneBeforeInTheSeriesUntilValuesAreErased) {
    auto desk = open(true);
    ASSERT_TRUE(desk->write_image().ok());
    ImageSeries const series(path_);
    EXPECT_TRUE(series.older().empty());
    for (Sequence at = 3; at <= 5; ++at) {
        auto const receipt = desk->execute(SampleDesk::by(
            Viewer::owner("owner"), {SampleDesk::project("P" + std::to_string(at))}));
        ASSERT_TRUE(receipt.ok()) << receipt.error().message_en();
        ASSERT_TRUE(desk->write_image().ok());
        ASSERT_EQ(series.older().size(), at - 2);
        EXPECT_EQ(series.older().back().sequence, at - 1);
        EXPECT_EQ(series.all().back().sequence, at);
    }
    EXPECT_TRUE(load_image(series.older()[1].path, desk->journal(), desk->snapshot()->model).ok());
    desk.reset();
    {
        ImageKeeper keeper(path_, LedgerIdentity{}, [] { return Image{}; });
        auto const held = keeper.hold();
        EXPECT_TRUE(series.all().empty());
        EXPECT_FALSE(std::filesystem::exists(path_ + "s"));
    }
}

TEST(ImageKeeper, WritesAtTheEndOnlyWhatIsWorthIt) {
    auto const folder =
        std::filesystem::temp_directory_path() / ("agglo-keeper-end-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    MemoryJournal journal;
    auto const snapshot = empty_snapshot(sample_model(), {});
    for (size_t const left : {ImageKeeper::kChangesLeftMax - 1, ImageKeeper::kChangesLeftMax}) {
        auto const path = (folder / std::to_string(left)).string();
        ImageKeeper(path, journal.identity(), [&] {
            return Image{snapshot, {}};
        }).published(left, 10);
        EXPECT_EQ(std::filesystem::exists(path), left == ImageKeeper::kChangesLeftMax);
    }
    std::filesystem::remove_all(folder);
}

TEST(IdempotencyKeys, TravelAsBytes) {
    IdempotencyKeys keys;
    for (Sequence s = 1; s <= 2500; ++s) {
        Entry entry;
        entry.sequence = s;
        entry.actor = "甲";
        entry.command = "k" + std::to_string(s % 2400);
        entry.request_digest = "d" + std::to_string(s);
        entry.recorded_at = Instant{static_cast<int64_t>(s)};
        keys.remember(entry);
    }
    auto const bytes = keys.encoded(2450);
    IdempotencyKeys again;
    ASSERT_TRUE(again.restore(bytes));
    for (Sequence s = 101; s <= 2399; ++s) {
        auto const* use = again.find("甲", "k" + std::to_string(s));
        ASSERT_TRUE(use) << s;
        EXPECT_EQ(use->sequence, s);
        EXPECT_EQ(use->request_digest, "d" + std::to_string(s));
    }
    EXPECT_EQ(again.find("甲", "k30")->sequence, 2430u);
    EXPECT_EQ(again.find("甲", "k60"), nullptr);  // of entry 2460, beyond the point
    for (size_t cut = 0; cut < bytes.size(); cut += 997)
        EXPECT_FALSE(IdempotencyKeys().restore(std::string_view(bytes).substr(0, cut)));
    EXPECT_FALSE(IdempotencyKeys().restore(bytes + "x"));
}

}  // namespace
}  // namespace agglo

#include "state/image_series.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "sqlite/scratch_folder.h"
#include "state/fold.h"
#include "state/image.h"
#include "state/ledger_sample.h"
#include "state/memory_journal.h"
#include "state/replay.h"

namespace agglo {
namespace {

class Series : public testing::Test {
protected:
    /// An image whose point is made up: only its header is looked at here.
    void write_at(Sequence sequence) {
        auto snapshot = std::make_shared<Snapshot>(*empty_snapshot(sample_model(), {}));
        snapshot->point.sequence = sequence;
        ASSERT_TRUE(write_image(path_, LedgerIdentity{}, {snapshot, {}}).ok());
    }
    /// As ImageKeeper does.
    void next(ImageSeries const& series, Sequence sequence) {
        series.keep_newest();
        write_at(sequence);
        series.thin(sequence);
    }
    static std::vector<Sequence> sequences(ImageSeries const& series) {
        std::vector<Sequence> found;
        for (auto const& member : series.all()) found.push_back(member.sequence);
        return found;
    }

    ScratchFolder scratch_;
    std::string path_ = scratch_.path("ledger.db.image");
};

TEST_F(Series, LeavesGapsOfTwiceTheirShareAtMost) {
    ImageSeries const series(path_);
    Sequence at = 0;
    for (int round = 1; round <= 200; ++round) {
        at += 7;
        next(series, at);
        auto const members = series.all();
        ASSERT_LE(members.size(), ImageSeries::kImagesMax + 1);
        ASSERT_EQ(members.back().sequence, at);
        Sequence before = 0;
        for (auto const& member : members) {
            ASSERT_LE(member.sequence - before,
                      std::max<Sequence>(7, 2 * at / ImageSeries::kImagesMax));
            before = member.sequence;
        }
    }
    EXPECT_EQ(series.all().size(), ImageSeries::kImagesMax + 1);
}

TEST_F(Series, StaysWithinItsBytes) {
    write_at(10);
    auto const size = std::filesystem::file_size(path_);
    ImageSeries const series(path_, system_disk(), 2 * size);
    for (Sequence at : {20, 30, 40, 50}) next(series, at);
    EXPECT_EQ(series.older().size(), 2u);
    ImageSeries const none(path_, system_disk(), size - 1);
    next(none, 60);
    EXPECT_EQ(sequences(none), std::vector<Sequence>{60});
}

TEST_F(Series, TakesOnlyWhatIsAnImage) {
    struct Row {
        char const* name;
        bool listed;
    };
    ImageSeries const series(path_);
    EXPECT_TRUE(series.all().empty());
    series.keep_newest();  // there is none
    write_at(10);
    next(series, 20);
    for (Row const row :
         {Row{"12", true}, {"x", false}, {"12x", false}, {"-3", false}, {"0", false}}) {
        auto const path = path_ + "s/" + row.name;
        std::ofstream(path) << "?";
        EXPECT_EQ(series.older().size(), row.listed ? 2u : 1u) << row.name;
        std::filesystem::remove(path);
    }
    std::ofstream(path_) << "?";
    EXPECT_EQ(sequences(series), std::vector<Sequence>{10});
    series.keep_newest();
    EXPECT_EQ(sequences(series), std::vector<Sequence>{10});
}

TEST_F(Series, HasNothingAtOrAfterTheNewest) {
    ImageSeries const series(path_);
    write_at(10);
    next(series, 20);
    next(series, 10);  // another ledger has taken the place of the first
    EXPECT_EQ(sequences(series), std::vector<Sequence>{10});
    next(series, 10);
    EXPECT_EQ(sequences(series), std::vector<Sequence>{10});
}

TEST_F(Series, IsDiscardedWhole) {
    ImageSeries const series(path_);
    write_at(10);
    next(series, 20);
    series.discard();
    EXPECT_TRUE(series.all().empty());
    EXPECT_TRUE(std::filesystem::is_empty(scratch_.path(".")));
    ImageSeries("").discard();
    EXPECT_TRUE(ImageSeries("").all().empty());
}

}  // namespace
}  // namespace agglo

#pragma once
// ImageSeries: some older images of a ledger, in a folder beside the newest one: stones to step on
// when a past point is asked for. As disposable as the newest, and checked by load_image as it is.
//
//   ImageSeries const series(image_path(db));    // data/l.db.image → data/l.db.images/
//   series.keep_newest();                        // before a newer image takes its place
//   series.thin(sequence);                       // after: within its limits, evenly spaced
//   for (auto const& image : series.all()) …     // ascending, the newest last
//
// Of n images, the one goes whose neighbours lie nearest to each other. So no gap is wider than two
// n-ths of the journal, unless no image was written for longer.
#include <cstdint>
#include <string>
#include <vector>

#include "base/disk.h"
#include "journal/entry.h"

namespace agglo {

class ImageSeries {
public:
    static constexpr size_t kImagesMax = 16;
    static constexpr uint64_t kBytesMax = uint64_t{2} << 30;

    struct Member {
        Sequence sequence;
        uint64_t bytes;
        std::string path;
    };

    ImageSeries() : ImageSeries(std::string()) {}
    /// `newest` is the path of the newest image; empty: there are none.
    explicit ImageSeries(std::string newest, Disk& disk = system_disk(),
                         uint64_t bytes_max = kBytesMax)
        : newest_(std::move(newest)), disk_(&disk), bytes_max_(bytes_max) {}

    /// Gives the newest image a second name in the series. Where that cannot be done (a file system
    /// without hard links) the series stays as it is.
    void keep_newest() const;
    /// Takes images out until the series is within its limits; the newest stands at `newest`.
    void thin(Sequence newest) const;
    /// Takes all images away, the newest too: values are erased.
    void discard() const;

    /// The older images, ascending, without looking into them.
    std::vector<Member> older() const;
    /// The same with the newest image, if its header can be read.
    std::vector<Member> all() const;
    /// That they all stand on.
    Disk& disk() const { return *disk_; }

private:
    std::string folder() const { return newest_ + "s"; }

    std::string newest_;
    Disk* disk_;
    uint64_t bytes_max_;
};

}  // namespace agglo

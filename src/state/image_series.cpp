#include "state/image_series.h"

#include <algorithm>
#include <charconv>

#include "state/image.h"

namespace agglo {

namespace {

/// Names of one length, so that a listing stands in order.
std::string name_of(Sequence sequence) {
    auto const digits = std::to_string(sequence);
    return std::string(20 - digits.size(), '0') + digits;
}

/// The sequence a file of the series is named by; 0: it is none of ours.
Sequence sequence_in(std::string const& name) {
    Sequence sequence = 0;
    auto const* const end = name.data() + name.size();
    auto const read = std::from_chars(name.data(), end, sequence);
    return read.ptr == end && read.ec == std::errc() ? sequence : 0;
}

/// The member whose neighbours lie nearest to each other: nothing before the first, the newest
/// image behind the last.
std::vector<ImageSeries::Member>::iterator most_crowded(std::vector<ImageSeries::Member>& members,
                                                        Sequence newest) {
    auto crowded = members.begin();
    Sequence least = UINT64_MAX;
    for (auto member = members.begin(); member != members.end(); ++member) {
        Sequence const before = member == members.begin() ? 0 : std::prev(member)->sequence;
        auto const next = std::next(member);
        Sequence const after = next == members.end() ? newest : next->sequence;
        if (after - before >= least) continue;
        least = after - before;
        crowded = member;
    }
    return crowded;
}

}  // namespace

void ImageSeries::keep_newest() const {
    auto const sequence = newest_.empty() ? std::nullopt : image_sequence(newest_, *disk_);
    if (!sequence || *sequence == 0) return;
    auto const kept = folder() + "/" + name_of(*sequence);
    if (!disk_->make_folder(folder()).ok()) return;
    (void)disk_->remove(kept);  // it may be of another schema
    (void)disk_->link(newest_, kept);
}

void ImageSeries::thin(Sequence newest) const {
    auto members = older();
    uint64_t bytes = 0;
    for (auto const& member : members) bytes += member.bytes;
    // What stands at the newest image's point or beyond is of no use beside it.
    while (!members.empty() && (members.back().sequence >= newest || members.size() > kImagesMax ||
                                bytes > bytes_max_)) {
        auto const out = members.back().sequence >= newest ? std::prev(members.end())
                                                           : most_crowded(members, newest);
        bytes -= out->bytes;
        (void)disk_->remove(out->path);
        members.erase(out);
    }
}

void ImageSeries::discard() const {
    if (newest_.empty()) return;
    discard_image(newest_, *disk_);
    (void)disk_->remove_folder(folder());
}

std::vector<ImageSeries::Member> ImageSeries::older() const {
    std::vector<Member> members;
    if (newest_.empty()) return members;
    for (auto const& [name, bytes] : disk_->list(folder())) {
        auto const sequence = sequence_in(name);
        if (sequence > 0) members.push_back({sequence, bytes, folder() + "/" + name});
    }
    std::sort(members.begin(), members.end(),
              [](Member const& a, Member const& b) { return a.sequence < b.sequence; });
    return members;
}

std::vector<ImageSeries::Member> ImageSeries::all() const {
    auto members = older();
    if (newest_.empty()) return members;
    auto const file = disk_->open_to_read(newest_);
    auto const newest = file.ok() ? image_sequence(newest_, *disk_) : std::nullopt;
    if (newest) members.push_back({*newest, (*file)->size(), newest_});
    return members;
}

}  // namespace agglo

// write_image: what of a snapshot goes into which section, and how the file comes to stand whole.
#include <cstring>

#include "column/column_image.h"
#include "state/image.h"
#include "state/image_format.h"
#include "state/postings_image.h"

namespace agglo {

namespace {

constexpr char const* kUnfinished = "-new";

/// Sections one after another, then the directory, then the header in front.
class SectionWriter {
public:
    explicit SectionWriter(DiskFile& file) : file_(&file) {}

    Result<void> add(ImageSection section, std::string_view bytes) {
        section.offset = end_;
        section.size = bytes.size();
        section.checksum = checksum_of(bytes);
        directory_.append(raw_bytes(section));
        ++sections_;
        TRY(file_->write_at(end_, bytes));
        end_ += bytes.size();
        return {};
    }

    Result<void> finish(ImageHeader header) {
        header.sections = sections_;
        header.directory_at = end_;
        header.directory_checksum = checksum_of(directory_);
        header.checksum = header_checksum(header);
        TRY(file_->write_at(end_, directory_));
        TRY(file_->write_at(0, raw_bytes(header)));
        return file_->sync();
    }

private:
    DiskFile* file_;
    uint64_t end_ = sizeof(ImageHeader);
    uint32_t sections_ = 0;
    std::string directory_;
};

class SnapshotWriter {
public:
    SnapshotWriter(Snapshot const& snapshot, SectionWriter& out)
        : snapshot_(&snapshot), out_(&out) {}

    /// Large sections first: whoever loads on several threads is done sooner.
    Result<void> write() {
        auto const entities = static_cast<uint32_t>(snapshot_->entities.size());
        for (uint32_t e = 0; e < entities; ++e) {
            auto const rows = snapshot_->entities[e].table->rows();
            TRY(out_->add({SectionKind::kTable, e, 0, 0, 0, rows}, {}));
        }
        for (uint32_t e = 0; e < entities; ++e) TRY(write_dictionaries(e));
        for (uint32_t e = 0; e < entities; ++e) TRY(write_indexes(e));
        for (uint32_t e = 0; e < entities; ++e) TRY(write_columns(e));
        return {};
    }

private:
    Table const& table(uint32_t entity) const { return *snapshot_->entities[entity].table; }
    static uint32_t columns(Table const& table) { return static_cast<uint32_t>(table.columns()); }

    Result<void> write_dictionaries(uint32_t entity) {
        for (uint32_t column = 0; column < columns(table(entity)); ++column) {
            if (table(entity).storage(column) != Storage::kCode32) continue;
            auto const& dictionary = table(entity).dictionary(column);
            uint32_t const size = dictionary.size();  // readers and the writer may add meanwhile
            bytes_.clear();
            write_dictionary(dictionary, size, bytes_);
            TRY(out_->add({SectionKind::kDictionary, entity, column, 0, 0, size}, bytes_));
        }
        return {};
    }

    Result<void> write_indexes(uint32_t entity) {
        auto const& state = snapshot_->entities[entity];
        for (uint32_t field = 0; field < state.postings.size(); ++field)
            TRY(write_runs({SectionKind::kPostings, entity, field}, state.postings[field]));
        return write_runs({SectionKind::kHistory, entity}, state.history);
    }

    Result<void> write_runs(ImageSection section, std::shared_ptr<Postings const> const& postings) {
        if (!postings) return {};
        for (auto const& run : postings->runs()) {
            bytes_.clear();
            write_run(*run, bytes_);
            section.count = run->size();
            TRY(out_->add(section, bytes_));
        }
        return {};
    }

    Result<void> write_columns(uint32_t entity) {
        size_t const groups = table(entity).groups();
        for (uint32_t column = 0; column < columns(table(entity)); ++column) {
            for (size_t first = 0; first < groups; first += kStripeGroups) {
                Stripe const stripe{column, first, std::min(kStripeGroups, groups - first)};
                bytes_.clear();
                write_stripe(table(entity), stripe, bytes_);
                ImageSection const section{SectionKind::kStripe, entity,       column, 0,
                                           stripe.first_group,   stripe.groups};
                TRY(out_->add(section, bytes_));
            }
        }
        return {};
    }

    Snapshot const* snapshot_;
    SectionWriter* out_;
    std::string bytes_;
};

ImageHeader header_of(LedgerIdentity const& identity, Snapshot const& snapshot) {
    ImageHeader header{};
    std::memcpy(header.magic, kImageMagic, sizeof header.magic);
    header.format = kImageFormat;
    identity.ledger.copy(header.ledger, sizeof header.ledger);
    header.sequence = snapshot.point.sequence;
    header.hash = snapshot.point.hash;
    header.layout = layout_digest(*snapshot.model);
    header.schema_version = snapshot.schema_version;
    header.batches = snapshot.batches->size();
    return header;
}

Result<void> write_file(std::string const& path, LedgerIdentity const& identity, Image const& image,
                        Disk& disk) {
    auto const file = TRY(disk.create(path));
    SectionWriter sections(*file);
    TRY(SnapshotWriter(*image.snapshot, sections).write());
    TRY(sections.add({SectionKind::kCommands}, image.commands));
    auto const& batches = *image.snapshot->batches;
    ImageSection const section{.kind = SectionKind::kBatches, .count = batches.size()};
    TRY(sections.add(section, {reinterpret_cast<char const*>(batches.data()),
                               batches.size() * sizeof(Sequence)}));
    return sections.finish(header_of(identity, *image.snapshot));
}

}  // namespace

std::string image_path(std::string const& db) {
    return db + ".image";
}

Result<void> write_image(std::string const& path, LedgerIdentity const& identity,
                         Image const& image, Disk& disk) {
    auto const beside = path + kUnfinished;
    // A power cut within the rename may have left the file both names: the image must not be
    // written over under the other one.
    auto written = disk.remove(beside);
    if (written.ok()) written = write_file(beside, identity, image, disk);
    if (written.ok()) written = rename_durably(disk, beside, path);
    if (!written.ok()) (void)disk.remove(beside);
    return written;
}

void discard_image(std::string const& path, Disk& disk) {
    for (auto const* ending : {"", kUnfinished}) (void)disk.remove(path + ending);
}

}  // namespace agglo

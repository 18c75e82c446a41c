// load_image: header and directory are checked first, then the sections are read on several
// threads, each into a place of its own.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "column/column_image.h"
#include "column/gather.h"
#include "state/fold.h"
#include "state/image.h"
#include "state/image_plan.h"
#include "state/postings_image.h"

namespace agglo {

namespace {

constexpr unsigned kThreadsMax = 4;
constexpr uint32_t kSectionsMax = 4'000'000;

Error bad_image(std::string const& path, char const* why) {
    return Error(ErrorCode::kBadFile, {path + ": " + why});
}

/// Memory for one section after another, not cleared in between.
class SectionBuffer {
public:
    char* sized(size_t size) {
        if (size > capacity_) {
            capacity_ = std::max(size, capacity_ * 2);
            bytes_ = std::make_unique_for_overwrite<char[]>(capacity_);
        }
        return bytes_.get();
    }

private:
    std::unique_ptr<char[]> bytes_;
    size_t capacity_ = 0;
};

class ImageReader {
public:
    ImageReader(std::string const& path, DiskFile const& file, std::shared_ptr<Model const> model)
        : path_(path), file_(file), model_(std::move(model)) {}

    Result<ImageHeader> read_header(Journal const& journal) const;
    Result<void> plan(ImageHeader const& header);
    Result<Image> read(ImageHeader const& header, Checkpoint const& point);

private:
    /// What the threads fill; every section has places of its own.
    struct EntityParts {
        std::optional<TableAssembly> table;
        std::vector<std::vector<Postings::Run*>> postings;  // by field
        std::vector<Postings::Run*> history;
        size_t live = 0;
    };

    Error bad(char const* why) const { return bad_image(path_, why); }
    void make_places();
    void read_sections();
    bool read_section(size_t index, SectionBuffer& buffer);
    bool decode(size_t index, std::string_view bytes);
    bool read_batches(std::string_view bytes);
    bool check_system_columns(size_t entity);
    EntityState take_entity(size_t entity);
    std::shared_ptr<Postings const> take_runs(std::vector<Postings::Run*> const& runs);

    std::string const& path_;
    DiskFile const& file_;
    std::shared_ptr<Model const> model_;
    ImagePlan plan_;
    std::vector<EntityParts> parts_;
    std::vector<Postings::Run> runs_;  // by section; empty for those that are none
    std::string commands_;
    Sequence sequence_ = 0;
    std::shared_ptr<std::vector<Sequence> const> batches_;
    std::atomic<size_t> next_{0};
    std::atomic<bool> damaged_{false};
};

/// The header as far as it can be checked by itself.
Result<ImageHeader> whole_header(std::string const& path, DiskFile const& file) {
    ImageHeader header{};
    TRY(file.read_at(0, reinterpret_cast<char*>(&header), sizeof header));
    if (std::memcmp(header.magic, kImageMagic, sizeof header.magic) != 0)
        return bad_image(path, "not an image");
    if (header.format != kImageFormat) return bad_image(path, "of another format");
    if (header.checksum != header_checksum(header)) return bad_image(path, "its header is damaged");
    return header;
}

Result<ImageHeader> ImageReader::read_header(Journal const& journal) const {
    auto const header = TRY(whole_header(path_, file_));
    if (std::string_view(header.ledger, sizeof header.ledger) != journal.identity().ledger)
        return bad("of another ledger");
    if (header.layout != layout_digest(*model_)) return bad("of another schema");
    return header;
}

Result<void> ImageReader::plan(ImageHeader const& header) {
    uint64_t const size = file_.size();
    uint64_t const directory_size = uint64_t{header.sections} * sizeof(ImageSection);
    if (header.sections > kSectionsMax || header.directory_at > size ||
        directory_size != size - header.directory_at)
        return bad("truncated");
    std::vector<ImageSection> directory(header.sections);
    auto* const to = reinterpret_cast<char*>(directory.data());
    TRY(file_.read_at(header.directory_at, to, directory_size));
    if (checksum_of({to, directory_size}) != header.directory_checksum)
        return bad("its directory is damaged");
    if (char const* const wrong = plan_image(directory, size, *model_, plan_)) return bad(wrong);
    return {};
}

void ImageReader::make_places() {
    for (size_t e = 0; e < model_->entities.size(); ++e) {
        auto& parts = parts_.emplace_back();
        parts.table.emplace(table_layout(model_->entities[e]), plan_.rows[e]);
        parts.postings.resize(model_->entities[e].fields.size());
    }
    runs_.resize(plan_.sections.size());
    for (size_t i = 0; i < plan_.sections.size(); ++i) {
        auto const& section = plan_.sections[i];
        if (section.kind == SectionKind::kPostings)
            parts_[section.entity].postings[section.column].push_back(&runs_[i]);
        if (section.kind == SectionKind::kHistory)
            parts_[section.entity].history.push_back(&runs_[i]);
    }
}

bool ImageReader::decode(size_t index, std::string_view bytes) {
    auto const& section = plan_.sections[index];
    size_t const count = section.count;
    auto const texts = [&] { return plan_.dictionary_sizes[section.entity][section.column]; };
    auto& table = parts_[section.entity].table;
    switch (section.kind) {
        case SectionKind::kDictionary:
            return read_dictionary(bytes, static_cast<uint32_t>(count),
                                   table->dictionary(section.column));
        case SectionKind::kPostings:
        case SectionKind::kHistory: return read_run(bytes, count, runs_[index]);
        case SectionKind::kStripe:
            return read_stripe(bytes, {section.column, section.first, count}, texts(), *table);
        case SectionKind::kCommands: commands_ = bytes; return true;
        case SectionKind::kBatches: return read_batches(bytes);
        case SectionKind::kTable: break;
    }
    return false;
}

/// Entries in order, none of them after the image's own point.
bool ImageReader::read_batches(std::string_view bytes) {
    auto batches = std::make_shared<std::vector<Sequence>>(bytes.size() / sizeof(Sequence));
    if (!batches->empty()) std::memcpy(batches->data(), bytes.data(), bytes.size());
    Sequence last = 0;
    for (auto const sequence : *batches) {
        if (sequence <= last || sequence > sequence_) return false;
        last = sequence;
    }
    batches_ = std::move(batches);
    return true;
}

bool ImageReader::read_section(size_t index, SectionBuffer& buffer) {
    auto const& section = plan_.sections[index];
    char* const bytes = buffer.sized(section.size);
    return file_.read_at(section.offset, bytes, section.size).ok() &&
           checksum_of({bytes, section.size}) == section.checksum &&
           decode(index, {bytes, section.size});
}

void ImageReader::read_sections() {
    auto const work = [this] {
        SectionBuffer buffer;
        for (size_t i = next_++; i < plan_.sections.size() && !damaged_; i = next_++) {
            if (!read_section(i, buffer)) damaged_ = true;
        }
    };
    std::vector<std::thread> others;
    unsigned const threads = std::min(std::thread::hardware_concurrency(), kThreadsMax);
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (auto& other : others) other.join();
}

/// Every row has them; what is live is counted.
bool ImageReader::check_system_columns(size_t entity) {
    auto& parts = parts_[entity];
    Table const& table = parts.table->table();
    size_t const first = model_->entities[entity].fields.size();
    for (size_t group = 0; group < table.groups(); ++group) {
        Mask const all = Mask::first(table.group_rows(group));
        for (size_t column = first; column < table.columns(); ++column) {
            Chunk const* const chunk = table.chunk(group, column);
            if (!chunk || !covers(*chunk, all)) return false;
        }
        auto const* live = table.chunk(group, first)->values<uint8_t>();
        for (size_t row = 0; row < table.group_rows(group); ++row) parts.live += live[row] != 0;
    }
    return true;
}

std::shared_ptr<Postings const> ImageReader::take_runs(std::vector<Postings::Run*> const& runs) {
    std::vector<Postings::Run> taken;
    for (auto* const run : runs) taken.push_back(std::move(*run));
    return Postings::of_runs(std::move(taken));
}

EntityState ImageReader::take_entity(size_t entity) {
    auto& parts = parts_[entity];
    EntityState state;
    state.table = parts.table->finish(parts.live);
    for (auto const& runs : parts.postings) state.postings.push_back(take_runs(runs));
    state.history = take_runs(parts.history);
    return state;
}

Result<Image> ImageReader::read(ImageHeader const& header, Checkpoint const& point) {
    sequence_ = header.sequence;
    make_places();
    read_sections();
    if (damaged_) return bad("a section is damaged");
    auto snapshot = std::make_shared<Snapshot>();
    for (size_t e = 0; e < parts_.size(); ++e) {
        if (!check_system_columns(e)) return bad("a row lacks its system columns");
        snapshot->record_count += parts_[e].live;
        snapshot->entities.push_back(take_entity(e));
    }
    snapshot->model = model_;
    snapshot->point = point;
    snapshot->schema_version = header.schema_version;
    if (!batches_ || batches_->size() != header.batches) return bad("import batches are missing");
    snapshot->batches = std::move(batches_);
    return Image{std::move(snapshot), std::move(commands_)};
}

}  // namespace

std::optional<Sequence> image_sequence(std::string const& path, Disk& disk) {
    auto const file = disk.open_to_read(path);
    if (!file.ok()) return std::nullopt;
    auto const header = whole_header(path, **file);
    return header.ok() ? std::optional(Sequence{header->sequence}) : std::nullopt;
}

Result<Image> load_image(std::string const& path, Journal const& journal,
                         std::shared_ptr<Model const> model, Disk& disk) {
    auto const file = TRY(disk.open_to_read(path));
    ImageReader reader(path, *file, std::move(model));
    auto const header = TRY(reader.read_header(journal));
    auto const point = journal.checkpoint_at(Sequence{header.sequence});
    if (!point.ok()) return bad_image(path, "ahead of the journal");
    if (point->hash != header.hash) return bad_image(path, "not at a point of this journal");
    TRY(reader.plan(header));
    return reader.read(header, *point);
}

}  // namespace agglo

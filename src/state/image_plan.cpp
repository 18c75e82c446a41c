#include "state/image_plan.h"

#include <utility>

#include "column/column_image.h"
#include "state/fold.h"
#include "state/postings_image.h"

namespace agglo {

namespace {

constexpr uint64_t kChunkBytesMin = 8;    // a chunk without values is one word
constexpr uint64_t kPackedBytesMin = 16;  // a block of packed numbers

uint64_t groups_of(uint64_t rows) {
    return rows / kChunkRows + (rows % kChunkRows == 0 ? 0 : 1);
}

class Planner {
public:
    Planner(Model const& model, uint64_t file_size, ImagePlan& plan)
        : model_(&model), file_size_(file_size), plan_(&plan) {
        for (auto const& entity : model.entities) {
            layouts_.push_back(table_layout(entity));
            groups_seen_.emplace_back(layouts_.back().size());
            plan.dictionary_sizes.emplace_back(layouts_.back().size());
        }
    }

    bool add(ImageSection const& section) {
        if (section.offset > file_size_ || section.size > file_size_ - section.offset) return false;
        if (section.kind == SectionKind::kTable) return add_table(section);
        plan_->sections.push_back(section);
        if (section.kind == SectionKind::kCommands) return !std::exchange(commands_seen_, true);
        if (section.kind == SectionKind::kBatches)
            return !std::exchange(batches_seen_, true) && holds_batches(section);
        if (section.entity >= layouts_.size()) return false;
        if (section.kind == SectionKind::kHistory) return holds(section, kPostingsBlock);
        if (section.kind == SectionKind::kPostings) return is_index(section);
        if (section.column >= layouts_[section.entity].size()) return false;
        if (section.kind == SectionKind::kDictionary) return add_dictionary(section);
        return section.kind == SectionKind::kStripe && add_stripe(section);
    }

    /// Whether every chunk of every column has come.
    bool complete() const {
        if (plan_->rows.size() != layouts_.size() || !commands_seen_ || !batches_seen_)
            return false;
        for (size_t e = 0; e < layouts_.size(); ++e) {
            for (auto const seen : groups_seen_[e]) {
                if (seen != groups_of(plan_->rows[e])) return false;
            }
        }
        return true;
    }

private:
    /// Bounds what a section can claim by the bytes it has.
    static bool holds(ImageSection const& section, uint64_t block) {
        return section.count / block <= section.size / kPackedBytesMin;
    }

    static bool holds_batches(ImageSection const& section) {
        return section.size % sizeof(Sequence) == 0 &&
               section.count == section.size / sizeof(Sequence);
    }

    bool add_table(ImageSection const& section) {
        plan_->rows.push_back(section.count);
        return section.entity + 1 == plan_->rows.size() && section.entity < layouts_.size();
    }

    bool is_index(ImageSection const& section) const {
        auto const& entity = model_->entities[section.entity];
        return section.column < entity.fields.size() && is_indexed(entity, section.column) &&
               holds(section, kPostingsBlock);
    }

    bool add_dictionary(ImageSection const& section) {
        auto& size = plan_->dictionary_sizes[section.entity][section.column];
        bool const first = size == 0;
        size = section.count;
        return first && layouts_[section.entity][section.column] == Storage::kCode32 &&
               section.count < Dictionary::kNone && holds(section, kDictionaryBlock);
    }

    bool add_stripe(ImageSection const& section) {
        auto& seen = groups_seen_[section.entity][section.column];
        bool const follows = section.first == seen;
        if (section.count > section.size / kChunkBytesMin) return false;
        seen += section.count;
        return follows;
    }

    Model const* model_;
    uint64_t file_size_;
    ImagePlan* plan_;
    std::vector<std::vector<Storage>> layouts_;
    std::vector<std::vector<uint64_t>> groups_seen_;  // by entity, column
    bool commands_seen_ = false;
    bool batches_seen_ = false;
};

}  // namespace

char const* plan_image(std::span<ImageSection const> directory, uint64_t file_size,
                       Model const& model, ImagePlan& plan) {
    Planner planner(model, file_size, plan);
    for (auto const& section : directory) {
        if (!planner.add(section)) return "a section is out of place";
    }
    return planner.complete() ? nullptr : "a section is missing";
}

}  // namespace agglo

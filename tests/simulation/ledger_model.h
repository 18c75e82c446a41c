#pragma once
// LedgerModel: what a ledger must hold and answer, said as simply as it can be: maps of maps, a
// copy of everything at every point, no index, no storage. What the desk does is compared with it.
//
//   LedgerModel model(definitions);
//   auto next = model;
//   auto const answer = next.execute(command);   // as the desk must answer
//   next.at(3);                                  // every record as it was after entry 3
#include <map>
#include <memory>
#include <set>
#include <string>

#include "desk/command.h"
#include "desk/undo_batch.h"

namespace agglo {

struct ModelRecord {
    std::map<std::string, Value> values;  ///< none that is null
    bool live = true;
    int64_t version = 0;
    Sequence created = 0;
    Sequence changed = 0;

    Value value(std::string const& field) const {
        auto const found = values.find(field);
        return found == values.end() ? Value() : found->second;
    }
};

/// By entity, then by id.
using ModelState = std::map<std::string, std::map<RecordId, ModelRecord>>;

enum class ModelType : uint8_t { kText, kReference, kEnumeration, kMoney };

struct ModelField {
    std::string name;
    ModelType type = ModelType::kText;
    bool required = false;
    bool unique = false;
    std::string target = "";  ///< of a reference
};

/// The simulated schema once more, in the model's words.
std::vector<ModelField> const& model_fields(std::string const& entity);
ModelField const* find_model_field(std::string const& entity, std::string const& field);

/// What a desk answers: a receipt, or why not.
struct LedgerAnswer {
    std::string refused;  ///< "" or the error's name with its path, and its details
    Receipt receipt;
};
std::string shown(LedgerAnswer const& answer);
/// An error in the words of LedgerAnswer.
std::string shown(Error const& error);

/// What checking a command comes to.
struct ModelVerdict {
    struct Complaint {
        size_t change;
        std::string text;  ///< "duplicate_value /changes/0/fields/code"
    };
    std::vector<Complaint> complaints;
    bool is_validation = false;  ///< the complaints are details of validation_failed
    std::vector<RecordChange> changes;

    std::string refused() const;
};

/// The rules of a command of the ledger's owner.
ModelVerdict check_by_model(ModelState const& state, std::vector<CommandChange> const& changes);

/// An undoing: "project 1 undone, …", and its changes.
struct ModelUndo {
    std::string fates;
    std::vector<CommandChange> changes;
};
ModelUndo undo_by_model(ModelState const& state, Entry const& batch, UndoChoice const& choice);

/// Live records of any entity that refer to this one, as (entity, id).
std::set<std::pair<std::string, RecordId>> referrers(ModelState const& state,
                                                     std::string const& entity, RecordId id);

class LedgerModel {
public:
    LedgerModel() : points_{std::make_shared<ModelState const>()} {}

    Sequence head() const { return points_.size() - 1; }
    ModelState const& now() const { return *points_.back(); }
    ModelState const& at(Sequence sequence) const { return *points_[sequence]; }
    size_t batches() const;
    /// The entry of an import batch; nullptr: there is none.
    Entry const* batch(int64_t number) const;
    std::vector<Sequence> history(std::string const& entity, RecordId id) const;
    /// Texts that were erased and that no record holds or held otherwise.
    std::set<std::string> erased_texts() const;

    LedgerAnswer execute(Command const& command);

private:
    using EntryPtr = std::shared_ptr<Entry const>;

    std::optional<LedgerAnswer> repeated(Command const& command) const;
    LedgerAnswer erase(Command const& command);
    std::vector<Sequence> sequences_to_erase(ErasedFields const& wish) const;
    void take_out(ErasedFields const& wish, std::vector<Sequence> const& sequences);
    Receipt append(Command const& command, std::vector<RecordChange> changes);

    std::vector<std::shared_ptr<ModelState const>> points_;  // after entry 0, 1, 2 …
    std::vector<EntryPtr> entries_;                          // 1, 2, 3 …
    std::set<std::string> erased_;
};

}  // namespace agglo

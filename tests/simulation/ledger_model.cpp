#include "ledger_model.h"

#include <algorithm>

#include "journal/erasure.h"
#include "ledger_step.h"

namespace agglo {

std::vector<ModelField> const& model_fields(std::string const& entity) {
    static std::map<std::string, std::vector<ModelField>> const kFields = {
        {"firm",
         {{"code", ModelType::kText, false, true},
          {"name", ModelType::kText, true},
          {"phone", ModelType::kText}}},
        {"project",
         {{"code", ModelType::kText, false, true},
          {"firm", ModelType::kReference, false, false, "firm"},
          {"stage", ModelType::kEnumeration},
          {"total", ModelType::kMoney},
          {"offer", ModelType::kText}}},
        {"milestone",
         {{"project", ModelType::kReference, true, false, "project"}, {"name", ModelType::kText}}},
        {"definition",
         {{"kind", ModelType::kText, true},
          {"name", ModelType::kText, true},
          {"text", ModelType::kText}}},
        {"erasure", {}}};
    return kFields.at(entity);
}

ModelField const* find_model_field(std::string const& entity, std::string const& field) {
    for (auto const& known : model_fields(entity)) {
        if (known.name == field) return &known;
    }
    return nullptr;
}

std::string shown(Error const& error) {
    if (error.details().empty()) return std::string(error.name()) + " " + error.path();
    std::multiset<std::string> details;
    for (auto const& detail : error.details())
        details.insert(std::string(detail.name()) + " " + detail.path());
    std::string text(error.name());
    for (auto const& detail : details) text += ", " + detail;
    return text;
}

std::string shown(LedgerAnswer const& answer) {
    if (!answer.refused.empty()) return "refused: " + answer.refused;
    auto const& receipt = answer.receipt;
    std::string text = receipt.repeated ? "repeated " : "accepted ";
    text += std::to_string(receipt.sequence) + " batch " + std::to_string(receipt.batch);
    for (auto const& record : receipt.records) {
        text += ", " + std::string(name_of(record.kind)) + " " + record.entity + " " +
                std::to_string(record.id) + " v" + std::to_string(record.version);
    }
    return text;
}

std::set<std::pair<std::string, RecordId>> referrers(ModelState const& state,
                                                     std::string const& entity, RecordId id) {
    std::set<std::pair<std::string, RecordId>> found;
    for (auto const& [from, records] : state) {
        for (auto const& field : model_fields(from)) {
            if (field.target != entity) continue;
            for (auto const& [number, record] : records) {
                if (record.live && record.value(field.name) == Value(Reference{id}))
                    found.insert({from, number});
            }
        }
    }
    return found;
}

size_t LedgerModel::batches() const {
    return static_cast<size_t>(std::count_if(entries_.begin(), entries_.end(),
                                             [](auto const& entry) { return entry->batch > 0; }));
}

Entry const* LedgerModel::batch(int64_t number) const {
    for (auto const& entry : entries_) {
        if (number > 0 && entry->batch == number) return entry.get();
    }
    return nullptr;
}

std::vector<Sequence> LedgerModel::history(std::string const& entity, RecordId id) const {
    std::vector<Sequence> sequences;
    for (auto const& entry : entries_) {
        for (auto const& change : entry->changes) {
            if (change.entity == entity && change.id == id) sequences.push_back(entry->sequence);
        }
    }
    return sequences;
}

std::optional<LedgerAnswer> LedgerModel::repeated(Command const& command) const {
    if (command.idempotency_key.empty()) return std::nullopt;
    for (auto const& entry : entries_) {
        if (entry->command != command.idempotency_key || entry->actor != command.viewer.name)
            continue;
        if (entry->request_digest != command.request_digest)
            return LedgerAnswer{"idempotency_mismatch ", {}};
        Receipt receipt{entry->sequence, entry->batch, {}, true};
        for (auto const& change : entry->changes)
            receipt.records.push_back({change.kind, change.entity, change.id, change.version});
        return LedgerAnswer{"", receipt};
    }
    return std::nullopt;
}

LedgerAnswer LedgerModel::execute(Command const& command) {
    if (auto const answer = repeated(command)) return *answer;
    if (command.erase) return erase(command);
    auto verdict = check_by_model(now(), command.changes);
    if (!verdict.complaints.empty()) return {verdict.refused(), {}};
    if (verdict.changes.empty()) return {};
    return {"", append(command, std::move(verdict.changes))};
}

Receipt LedgerModel::append(Command const& command, std::vector<RecordChange> changes) {
    Entry entry;
    entry.sequence = head() + 1;
    entry.actor = command.viewer.name;
    entry.reason = command.reason;
    entry.command = command.idempotency_key;
    entry.request_digest = command.request_digest;
    entry.batch = command.is_import ? static_cast<int64_t>(batches()) + 1 : 0;
    entry.changes = std::move(changes);
    Receipt receipt{entry.sequence, entry.batch, {}, false};
    auto next = now();
    for (auto const& change : entry.changes) {
        receipt.records.push_back({change.kind, change.entity, change.id, change.version});
        auto& record = next[change.entity][change.id];
        for (auto const& field : change.fields) {
            record.values.erase(field.field);
            if (!field.after.is_null()) record.values[field.field] = field.after;
        }
        if (change.kind == ChangeKind::kCreate) record.created = entry.sequence;
        if (change.kind != ChangeKind::kUpdate) record.live = change.kind != ChangeKind::kDelete;
        record.version = change.version;
        record.changed = entry.sequence;
    }
    points_.push_back(std::make_shared<ModelState const>(std::move(next)));
    entries_.push_back(std::make_shared<Entry const>(std::move(entry)));
    return receipt;
}

LedgerAnswer LedgerModel::erase(Command const& command) {
    auto const& wish = *command.erase;
    auto const records = now().find(wish.entity);
    if (records == now().end() || !records->second.contains(wish.id))
        return {"no_such_record /id", {}};
    if (command.reason.empty()) return {"required /reason", {}};
    auto const sequences = sequences_to_erase(wish);
    if (sequences.empty()) return {};
    auto const& record = records->second.at(wish.id);
    RecordChange cleared{wish.entity, wish.id, record.version + 1, ChangeKind::kUpdate, {}};
    for (auto const& field : wish.fields) cleared.fields.push_back({field, {}, {}, false});
    auto const erasures = now().find("erasure");
    auto const id = erasures == now().end() ? 0 : static_cast<RecordId>(erasures->second.size());
    auto const told =
        change_of({wish.entity, wish.id, wish.fields, wish.reasons, sequences}, id + 1);
    auto const receipt = append(command, {cleared, told});
    take_out(wish, sequences);
    return {"", receipt};
}

std::vector<Sequence> LedgerModel::sequences_to_erase(ErasedFields const& wish) const {
    std::set<Sequence> found;
    for (auto const& entry : entries_) {
        for (auto const& change : entry->changes) {
            if (change.entity != wish.entity || change.id != wish.id) continue;
            for (auto const& field : change.fields) {
                bool const named = std::count(wish.fields.begin(), wish.fields.end(), field.field);
                bool const values = !field.before.is_null() || !field.after.is_null();
                bool const reason = wish.reasons && field.redacted && !entry->reason.empty();
                if (named && (values || reason)) found.insert(entry->sequence);
            }
        }
    }
    return {found.begin(), found.end()};
}

/// As if the values had never been written: at no point, in no entry.
void LedgerModel::take_out(ErasedFields const& wish, std::vector<Sequence> const& sequences) {
    for (auto& point : points_) {
        auto state = *point;
        auto const record = state[wish.entity].find(wish.id);
        if (record == state[wish.entity].end()) continue;
        for (auto const& field : wish.fields) {
            auto const value = record->second.value(field);
            if (auto const* text = value.get<std::string>()) erased_.insert(*text);
            record->second.values.erase(field);
        }
        point = std::make_shared<ModelState const>(std::move(state));
    }
    for (auto const sequence : sequences) {
        auto entry = *entries_[sequence - 1];
        entry.request_digest.clear();
        if (wish.reasons) entry.reason.clear();
        for (auto& change : entry.changes) {
            if (change.entity != wish.entity || change.id != wish.id) continue;
            for (auto& field : change.fields) {
                if (std::count(wish.fields.begin(), wish.fields.end(), field.field))
                    field = {field.field, {}, {}, true};
            }
        }
        entries_[sequence - 1] = std::make_shared<Entry const>(std::move(entry));
    }
}

std::set<std::string> LedgerModel::erased_texts() const {
    auto gone = erased_;
    for (auto const& point : points_) {
        for (auto const& [entity, records] : *point) {
            for (auto const& [id, record] : records) {
                for (auto const& [field, value] : record.values) {
                    if (auto const* text = value.get<std::string>()) gone.erase(*text);
                }
            }
        }
    }
    return gone;
}

}  // namespace agglo

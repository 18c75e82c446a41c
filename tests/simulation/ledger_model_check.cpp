// The rules of a command, one after another as a reader of docs would state them.
#include <algorithm>

#include "ledger_model.h"

namespace agglo {

namespace {

using Record = std::pair<std::string, RecordId>;

class ModelCheck {
public:
    ModelCheck(ModelState const& state, std::vector<CommandChange> const& changes)
        : state_(state), changes_(changes) {}

    ModelVerdict run() {
        for (size_t i = 0; i < changes_.size(); ++i) {
            if (auto const wrong = check_subject(i); !wrong.empty()) return refuse(i, wrong);
        }
        ModelVerdict verdict;
        verdict.is_validation = true;
        for (size_t i = 0; i < changes_.size(); ++i) {
            auto const& change = changes_[i];
            if (change.kind == ChangeKind::kDelete && is_still_referenced(i))
                return refuse(i, "still_referenced", "/id");
            auto made = check_facts(i);
            bool const same = made.kind == ChangeKind::kUpdate && made.fields.empty();
            if (!same) verdict.changes.push_back(std::move(made));
        }
        verdict.complaints = std::move(complaints_);
        return verdict;
    }

private:
    static std::string path(size_t change, std::string const& rest) {
        return "/changes/" + std::to_string(change) + rest;
    }
    static ModelVerdict refuse(size_t change, std::string const& name,
                               std::string const& rest = {}) {
        auto const text = rest.empty() ? name : name + " " + path(change, rest);
        return {{{change, text}}, false, {}};
    }
    ModelRecord const* find(Record const& of) const {
        auto const records = state_.find(of.first);
        if (records == state_.end()) return nullptr;
        auto const record = records->second.find(of.second);
        return record == records->second.end() ? nullptr : &record->second;
    }
    bool is_live(Record const& of) const {
        auto const* record = find(of);
        return record && record->live;
    }

    /// Whether the record is there to be changed; "" or what is wrong, with its path.
    std::string check_subject(size_t i) {
        auto const& change = changes_[i];
        Record about{change.entity, change.id};
        if (change.kind == ChangeKind::kCreate) {
            auto const records = state_.find(change.entity);
            auto const there = records == state_.end() ? 0 : records->second.size();
            about.second = static_cast<RecordId>(there) + ++created_[change.entity];
        } else {
            auto const* record = find(about);
            bool const restores = change.kind == ChangeKind::kRestore;
            if (!record || (!restores && !record->live)) return "no_such_record " + path(i, "/id");
            if (restores && record->live) return "not_deleted " + path(i, "/id");
            if (change.version && *change.version != record->version)
                return "version_conflict " + path(i, "/version");
        }
        if (std::count(subjects_.begin(), subjects_.end(), about))
            return "malformed " + path(i, "/id");
        subjects_.push_back(about);
        if (change.kind == ChangeKind::kDelete) deleted_.insert(about);
        if (change.kind == ChangeKind::kRestore) restored_.insert(about);
        return "";
    }

    bool is_still_referenced(size_t i) const {
        for (auto const& from : referrers(state_, subjects_[i].first, subjects_[i].second)) {
            if (!deleted_.contains(from)) return true;
        }
        return false;
    }

    bool will_live(Record const& of) const {
        return !deleted_.contains(of) && (is_live(of) || (find(of) && restored_.contains(of)));
    }

    /// The value as it will stand; or the name of what is wrong with it.
    std::pair<Value, std::string> settled(ModelField const& field, Value const& value) const {
        if (value.is_null()) return {};
        if (field.type == ModelType::kReference) {
            RecordId id = value.get<Reference>()->id;
            if (id > 0)
                return will_live({field.target, id}) ? std::pair(value, std::string())
                                                     : std::pair(Value(), "no_such_reference");
            auto const number = static_cast<size_t>(-id) - 1;
            bool const creates = number < changes_.size() &&
                                 changes_[number].kind == ChangeKind::kCreate &&
                                 changes_[number].entity == field.target;
            if (!creates) return {Value(), "no_such_reference"};
            return {Reference{subjects_[number].second}, ""};
        }
        if (field.type == ModelType::kEnumeration && value != Value("lead") &&
            value != Value("signed") && value != Value("built"))
            return {Value(), "not_in_enumeration"};
        if (field.type == ModelType::kMoney) {
            auto const exact = value.get<Decimal>()->rescaled(2);
            if (!exact) return {Value(), "too_many_decimals"};
            if (exact->mantissa < 0) return {Value(), "below_minimum"};
            return {*exact, ""};
        }
        return {value, ""};
    }

    /// Another live record that keeps the value through this command, or an earlier change that
    /// claimed it.
    bool is_taken(size_t i, ModelField const& field, Value const& value) {
        auto const& [entity, id] = subjects_[i];
        if (!field.unique || value.is_null()) return false;
        auto const claim = std::make_tuple(entity, field.name, *value.get<std::string>());
        bool taken = !claimed_.insert(claim).second;
        auto const records = state_.find(entity);
        if (records == state_.end()) return taken;
        for (auto const& [other, record] : records->second) {
            if (other == id || !record.live || record.value(field.name) != value) continue;
            taken = taken || (!deleted_.contains({entity, other}) &&
                              !gives_up({entity, other}, field, value));
        }
        return taken;
    }

    bool gives_up(Record const& record, ModelField const& field, Value const& value) const {
        for (size_t i = 0; i < changes_.size(); ++i) {
            if (subjects_[i] != record) continue;
            for (auto const& fact : changes_[i].facts) {
                if (fact.field == field.name && fact.value != value) return true;
            }
        }
        return false;
    }

    RecordChange check_facts(size_t i) {
        auto const& change = changes_[i];
        auto const& [entity, id] = subjects_[i];
        auto const* record = change.kind == ChangeKind::kCreate ? nullptr : find(subjects_[i]);
        RecordChange made{entity, id, record ? record->version + 1 : 1, change.kind, {}};
        if (change.kind == ChangeKind::kDelete) return made;
        wrong_.clear();
        for (auto const& fact : change.facts) {
            auto const* field = find_model_field(entity, fact.field);
            if (!field) {
                complain(i, fact.field, "unknown_field");
                continue;
            }
            auto const before = record ? record->value(fact.field) : Value();
            auto const [after, wrong] = settled(*field, fact.value);
            if (!wrong.empty()) {
                complain(i, fact.field, wrong);
            } else if (before != after) {
                if (is_taken(i, *field, after))
                    complain(i, fact.field, "duplicate_value");
                else
                    made.fields.push_back({fact.field, before, after, false});
            }
        }
        if (change.kind == ChangeKind::kRestore) check_restored(i, *record, made);
        check_required(i, made);
        return made;
    }

    static FieldChange const* find_change(RecordChange const& made, std::string const& field) {
        for (auto const& change : made.fields) {
            if (change.field == field) return &change;
        }
        return nullptr;
    }

    /// What comes back with a record must still be unique and lead somewhere.
    void check_restored(size_t i, ModelRecord const& record, RecordChange const& made) {
        for (auto const& field : model_fields(made.entity)) {
            if (find_change(made, field.name)) continue;
            auto const value = record.value(field.name);
            if (is_taken(i, field, value)) complain(i, field.name, "duplicate_value");
            auto const* reference = value.get<Reference>();
            if (reference && !will_live({field.target, reference->id}))
                complain(i, field.name, "no_such_reference");
        }
    }

    void check_required(size_t i, RecordChange const& made) {
        for (auto const& field : model_fields(made.entity)) {
            if (!field.required || wrong_.contains(field.name)) continue;
            auto const* set = find_change(made, field.name);
            bool const missing = set ? set->after.is_null() : made.kind == ChangeKind::kCreate;
            if (missing) complain(i, field.name, "required");
        }
    }

    void complain(size_t i, std::string const& field, std::string const& name) {
        wrong_.insert(field);
        complaints_.push_back({i, name + " " + path(i, "/fields/" + field)});
    }

    ModelState const& state_;
    std::vector<CommandChange> const& changes_;
    std::vector<Record> subjects_;  // by change
    std::map<std::string, RecordId> created_;
    std::set<Record> deleted_, restored_;
    std::set<std::tuple<std::string, std::string, std::string>> claimed_;
    std::set<std::string> wrong_;  // fields of the change at hand
    std::vector<ModelVerdict::Complaint> complaints_;
};

}  // namespace

std::string ModelVerdict::refused() const {
    if (!is_validation) return complaints.front().text;
    std::multiset<std::string> texts;
    for (auto const& complaint : complaints) texts.insert(complaint.text);
    std::string all = "validation_failed";
    for (auto const& text : texts) all += ", " + text;
    return all;
}

ModelVerdict check_by_model(ModelState const& state, std::vector<CommandChange> const& changes) {
    return ModelCheck(state, changes).run();
}

}  // namespace agglo

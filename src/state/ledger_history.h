#pragma once
// LedgerHistory: random journal entries over the sample schema beside a slow model of the ledger
// made of maps.
#include <map>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "state/fold.h"
#include "state/ledger_sample.h"

namespace agglo {

struct SlowRecord {
    std::map<std::string, Value> values;
    bool live = true;
    int64_t version = 0;
    Sequence created = 0;
    Sequence changed = 0;
    std::vector<Sequence> history;
};

/// By entity, then by row.
using SlowLedger = std::map<std::string, std::vector<SlowRecord>>;

class LedgerHistory {
public:
    static constexpr char const* kEntities[] = {"region", "project", "milestone"};

    explicit LedgerHistory(uint64_t seed) : random_(seed) {}

    SlowLedger const& ledger() const { return ledger_; }
    Random& random() { return random_; }

    /// The next entry with up to `changes` changes, each of another record.
    Entry next(int changes) {
        Entry entry;
        entry.sequence = ++sequence_;
        entry.recorded_at = Instant{static_cast<int64_t>(sequence_) * 1'000'000};
        entry.actor = "test";
        touched_.clear();
        for (int i = 0; i < changes; ++i) add_change(entry);
        return entry;
    }

private:
    void add_change(Entry& entry) {
        std::string const entity = random_.pick(std::span<char const* const>(kEntities));
        auto& records = ledger_[entity];
        bool const create = records.empty() || random_.chance(2, 5);
        auto const row =
            create
                ? records.size()
                : static_cast<size_t>(random_.between(0, static_cast<int64_t>(records.size()) - 1));
        if (!touched_.insert({entity, row}).second) return;
        if (create) records.emplace_back();
        auto& record = records[row];
        RecordChange change{
            entity, static_cast<RecordId>(row) + 1, ++record.version, kind_for(record, create), {}};
        if (create) record.created = entry.sequence;
        record.changed = entry.sequence;
        record.history.push_back(entry.sequence);
        record.live = change.kind != ChangeKind::kDelete;
        if (change.kind != ChangeKind::kDelete) change_fields(entity, record, change);
        entry.changes.push_back(std::move(change));
    }

    ChangeKind kind_for(SlowRecord const& record, bool create) {
        if (create) return ChangeKind::kCreate;
        if (!record.live) return ChangeKind::kRestore;
        return random_.chance(1, 4) ? ChangeKind::kDelete : ChangeKind::kUpdate;
    }

    void change_fields(std::string const& entity, SlowRecord& record, RecordChange& change) {
        for (auto const& field : sample_model()->find_entity(entity)->fields) {
            if (random_.chance(1, 2)) continue;
            auto after = random_.chance(1, 4) ? Value() : random_value(field);
            auto& held = record.values[field.name];
            if (held == after) continue;
            change.fields.push_back({field.name, held, after, false});
            held = std::move(after);
        }
    }

    Value random_value(Field const& field) {
        auto const small = random_.between(-30, 30);
        switch (field.type) {
            case FieldType::kInteger: return small;
            case FieldType::kDecimal:
            case FieldType::kMoney:
            case FieldType::kArea:
            case FieldType::kShare: return Decimal{small * 100, field.scale};
            case FieldType::kBoolean: return small > 0;
            case FieldType::kDate:
            case FieldType::kMonth: return Date{static_cast<int32_t>(small * 100)};
            case FieldType::kInstant: return Instant{small * 1'000'000'007};
            case FieldType::kReference: return Reference{random_.between(1, 12)};
            case FieldType::kList: return ValueList{"甲" + std::to_string(small), "乙"};
            case FieldType::kPoint:
            case FieldType::kPolygon: return Geometry{"wkb" + std::to_string(small)};
            default: return "值" + std::to_string(small);
        }
    }

    Random random_;
    Sequence sequence_ = 0;
    SlowLedger ledger_;
    std::set<std::pair<std::string, size_t>> touched_;
};

}  // namespace agglo

#include "state/bootstrap.h"

#include <algorithm>
#include <map>

namespace agglo {

namespace {

constexpr char const* kDefinitionEntity = R"(entity: definition
labels: {zh: 定义, en: Definition}
description: {zh: 表结构、地区包文件等定义，随账本留存版本, en: "The schema and a pack's files, versioned in the journal"}
group: system
title: name
list: [kind, name]
field_groups:
  - {name: definition, labels: {zh: 定义, en: Definition}}
fields:
  - {name: kind, type: text, required: true, class: public, labels: {zh: 类别, en: Kind}}
  - {name: name, type: text, required: true, class: public, length: 400, labels: {zh: 名称, en: Name}}
  - {name: text, type: long_text, class: internal, length: 1000000, labels: {zh: 内容, en: Text}}
)";

constexpr char const* kErasureEntityText = R"(entity: erasure
labels: {zh: 抹除, en: Erasure}
description: {zh: 依法抹除的内容所在之处；不含内容本身, en: "Where values were lawfully erased; never the values"}
group: system
title: entity
list: [entity, record, fields]
field_groups:
  - {name: erasure, labels: {zh: 抹除, en: Erasure}}
fields:
  - {name: entity, type: text, required: true, class: public, labels: {zh: 实体, en: Entity}}
  - {name: record, type: integer, required: true, class: public, labels: {zh: 记录号, en: Record}}
  - {name: fields, type: long_text, required: true, class: public, labels: {zh: 字段, en: Fields}}
  - {name: reasons, type: boolean, class: public, labels: {zh: 连同原因, en: Reasons too}}
  - {name: sequences, type: long_text, required: true, class: public, length: 1000000, labels: {zh: 所在流水, en: Entries}}
)";

constexpr char const* kSystemGroup = R"(groups:
  - {name: system, labels: {zh: 系统, en: System}}
)";

/// The definition records as they grow, by id; deleted ones may be restored.
struct DefinitionRecord {
    Definition definition;
    bool live = true;
};
using DefinitionRecords = std::map<RecordId, DefinitionRecord>;

void apply(RecordChange const& change, DefinitionRecords& records) {
    if (change.entity != "definition") return;
    auto& [record, live] = records[change.id];
    live = change.kind != ChangeKind::kDelete;
    for (auto const& field : change.fields) {
        auto const* text = field.after.get<std::string>();
        std::string const value = text ? *text : std::string();
        if (field.field == "kind") record.kind = value;
        if (field.field == "name") record.name = value;
        if (field.field == "text") record.text = value;
    }
}

Result<StoredEntry> entry_at(Journal const& journal, Sequence sequence) {
    std::optional<StoredEntry> found;
    TRY(journal.read(sequence, [&](StoredEntry const& stored) {
        found = stored;
        return false;
    }));
    if (!found)
        return Error(ErrorCode::kChainBroken, {std::to_string(sequence), "缺失", "missing"});
    return *std::move(found);
}

}  // namespace

std::vector<SchemaFile> bootstrap_schema() {
    return {{"(builtin)/groups.yaml", kSystemGroup},
            {"(builtin)/definition.yaml", kDefinitionEntity},
            {"(builtin)/erasure.yaml", kErasureEntityText}};
}

Result<Sequence> schema_version_at(Journal const& journal, Sequence sequence) {
    if (sequence == 0) return Sequence{0};
    auto const entry = TRY(entry_at(journal, sequence)).entry;
    bool const defines =
        std::any_of(entry.changes.begin(), entry.changes.end(),
                    [](auto const& change) { return change.entity == "definition"; });
    return defines ? sequence : static_cast<Sequence>(entry.schema_version);
}

Result<std::vector<Definition>> definitions_at_head(Journal const& journal) {
    return definitions_at(journal, journal.head().sequence);
}

Result<std::vector<Definition>> definitions_at(Journal const& journal, Sequence sequence) {
    std::vector<Entry> defining;
    auto next = TRY(schema_version_at(journal, sequence));
    while (next > 0) {
        defining.push_back(TRY(entry_at(journal, next)).entry);
        auto const previous = static_cast<Sequence>(defining.back().schema_version);
        if (previous >= next)
            return Error(ErrorCode::kChainBroken,
                         {std::to_string(next), "定义版本有误", "bad schema version"});
        next = previous;
    }
    DefinitionRecords records;
    for (auto entry = defining.rbegin(); entry != defining.rend(); ++entry) {
        for (auto const& change : entry->changes) apply(change, records);
    }
    std::vector<Definition> definitions;
    for (auto& [id, record] : records) {
        if (record.live) definitions.push_back(std::move(record.definition));
    }
    return definitions;
}

Result<std::shared_ptr<Model const>> model_of(std::vector<Definition> const& definitions) {
    std::vector<SchemaFile> files;
    for (auto const& definition : definitions) {
        if (definition.kind == "schema") files.push_back({definition.name, definition.text});
    }
    for (auto& file : bootstrap_schema()) files.push_back(std::move(file));
    return std::shared_ptr<Model const>(std::make_shared<Model>(TRY(read_model(files))));
}

std::vector<Definition> definitions_of(Snapshot const& snapshot, std::string_view kind) {
    std::vector<Definition> definitions;
    EntityView const view(snapshot, *snapshot.model->entity_index("definition"));
    auto const text = [&](size_t row, std::string_view field) {
        auto const value = view.value(row, *view.entity().field_index(field));
        return value.is_null() ? std::string() : *value.get<std::string>();
    };
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.live(row) || (!kind.empty() && text(row, "kind") != kind)) continue;
        definitions.push_back({text(row, "kind"), text(row, "name"), text(row, "text")});
    }
    return definitions;
}

}  // namespace agglo

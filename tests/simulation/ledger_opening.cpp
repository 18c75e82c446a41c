#include "ledger_opening.h"

#include "base/random.h"
#include "journal/sqlite_journal.h"
#include "state/image.h"

namespace agglo {

namespace {

constexpr char const* kSchema[][2] = {
    {"groups.yaml", "groups:\n  - {name: main, labels: {zh: 主要, en: Main}}"},
    {"enumerations/stage.yaml", R"(enumeration: stage
labels: {zh: 阶段, en: Stage}
values:
  - {code: lead, labels: {zh: 线索, en: Lead}}
  - {code: signed, labels: {zh: 签约, en: Signed}}
  - {code: built, labels: {zh: 建成, en: Built}})"},
    {"milestone.yaml", ""},
    {"firm.yaml", R"(entity: firm
labels: {zh: 企业, en: Firm}
group: main
code: code
title: name
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, unique: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}, required: true}
  - {name: phone, type: text, labels: {zh: 电话, en: Phone}, class: personal})"},
    {"project.yaml", R"(entity: project
labels: {zh: 项目, en: Project}
group: main
code: code
title: code
fields:
  - {name: code, type: text, labels: {zh: 编号, en: Code}, unique: true}
  - {name: firm, type: reference, to: firm, labels: {zh: 企业, en: Firm}}
  - {name: stage, type: enumeration, of: stage, labels: {zh: 阶段, en: Stage}}
  - {name: total, type: money, labels: {zh: 总投资, en: Total}, min: 0}
  - {name: offer, type: text, labels: {zh: 报价, en: Offer}, class: confidential})"},
};

/// The same for the same entry, so that a case does the same each time it is played.
EntrySecret secret_of(Entry const& entry) {
    Random random(entry.sequence);
    EntrySecret secret{};
    for (auto& byte : secret) byte = static_cast<uint8_t>(random.next());
    return secret;
}

SqliteJournalOptions options_on(SimulatedDisk& disk) {
    return {.secrets = secret_of, .vfs = disk.vfs(), .disk = &disk};
}

}  // namespace

std::string definition_labelled(int64_t label) {
    return R"(entity: milestone
labels: {zh: 节点, en: Milestone )" +
           std::to_string(label) + R"(}
group: main
title: name
fields:
  - {name: project, type: reference, to: project, labels: {zh: 项目, en: Project}, required: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}})";
}

Command defining_command() {
    Command command;
    command.viewer = Viewer::owner("owner");
    for (auto const& [path, text] : kSchema) {
        auto const& written = *text ? std::string(text) : definition_labelled(0);
        command.changes.push_back({ChangeKind::kCreate,
                                   "definition",
                                   0,
                                   {},
                                   {{"kind", "schema"}, {"name", path}, {"text", written}}});
    }
    return command;
}

std::unique_ptr<SimulatedDisk> disk_with_ledger() {
    static auto const made = [] {
        auto disk = std::make_unique<SimulatedDisk>();
        auto journal = SqliteJournal::create(
            kLivedLedger, {std::string(32, 'a'), HashAlgorithm::kSha256}, options_on(*disk));
        auto desk = Desk::open(std::move(journal).value());
        AGGLO_ASSERT(desk.ok());
        AGGLO_ASSERT((*desk)->execute(defining_command()).ok());
        return disk;
    }();
    return made->after_kill();
}

Result<std::unique_ptr<Desk>> open_desk_on(SimulatedDisk& disk) {
    auto journal = TRY(SqliteJournal::open(kLivedLedger, options_on(disk)));
    return Desk::open(std::move(journal),
                      {.image = image_path(kLivedLedger), .keep_image = true, .disk = &disk});
}

ImageSeries images_on(SimulatedDisk& disk) {
    return ImageSeries(image_path(kLivedLedger), disk);
}

}  // namespace agglo

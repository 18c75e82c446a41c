#include "ledger_opening.h"

#include <atomic>
#include <unistd.h>

#include "base/random.h"
#include "journal/sqlite_journal.h"

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

Result<std::unique_ptr<Desk>> open_desk_on(SimulatedDisk& disk, std::string const& image) {
    auto journal = TRY(SqliteJournal::open(kLivedLedger, options_on(disk)));
    return Desk::open(std::move(journal), {.image = image, .keep_image = true});
}

ImagePlace::ImagePlace() {
    namespace fs = std::filesystem;
    static std::atomic<unsigned> count = 0;
    fs::path const memory = "/dev/shm";
    auto const name =
        "agglo-simulation-" + std::to_string(getpid()) + "-" + std::to_string(++count);
    folder_ = (fs::is_directory(memory) ? memory : fs::temp_directory_path()) / name;
    fs::remove_all(folder_);
    fs::create_directories(folder_);
}

ImagePlace::~ImagePlace() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace agglo

#pragma once
// A desk over a journal in memory with the sample schema, and short ways to give it commands.
#include "desk/desk.h"
#include "state/ledger_sample.h"
#include "state/memory_journal.h"

namespace agglo {

class SampleDesk {
public:
    SampleDesk() {
        open();
        std::vector<CommandChange> changes;
        for (auto const& [kind, name, text] : sample_definitions()) {
            changes.push_back(
                created("definition", {{"kind", kind}, {"name", name}, {"text", text}}));
        }
        run(std::move(changes));
        run({created("region", {{"code", "441202"}, {"name", "端州区"}}),
             created("region", {{"code", "441284"}, {"name", "四会市"}})});
    }

    void open() {
        desk.reset();
        auto opened = Desk::open(std::make_unique<MemoryJournal>(journal));
        ASSERT_TRUE(opened.ok()) << opened.error().message_en();
        desk = std::move(opened).value();
    }

    static CommandChange created(std::string entity, std::vector<Fact> facts) {
        return {ChangeKind::kCreate, std::move(entity), 0, {}, std::move(facts)};
    }
    static CommandChange project(std::string code, std::vector<Fact> more = {}) {
        more.insert(more.begin(), {{"code", code}, {"name", "项目" + code}, {"region", 1}});
        return created("project", std::move(more));
    }
    static CommandChange updated(std::string entity, RecordId id, std::optional<int64_t> version,
                                 std::vector<Fact> facts) {
        return {ChangeKind::kUpdate, std::move(entity), id, version, std::move(facts)};
    }
    static CommandChange deleted(std::string entity, RecordId id,
                                 std::optional<int64_t> version = {}) {
        return {ChangeKind::kDelete, std::move(entity), id, version, {}};
    }
    static CommandChange restored(std::string entity, RecordId id, std::vector<Fact> facts = {}) {
        return {ChangeKind::kRestore, std::move(entity), id, {}, std::move(facts)};
    }
    static Command by(Viewer viewer, std::vector<CommandChange> changes) {
        Command command;
        command.viewer = std::move(viewer);
        command.changes = std::move(changes);
        return command;
    }
    static Command keyed(std::string key, std::string digest, std::vector<CommandChange> changes) {
        auto command = by(Viewer::owner("owner"), std::move(changes));
        command.idempotency_key = std::move(key);
        command.request_digest = std::move(digest);
        return command;
    }
    static Viewer with_roles(std::vector<std::string> const& roles) {
        return Viewer::with("someone", roles, {"441202"});
    }

    /// A command of the owner that must succeed.
    Receipt run(std::vector<CommandChange> changes) {
        auto receipt = desk->execute(by(Viewer::owner("owner"), std::move(changes)));
        EXPECT_TRUE(receipt.ok()) << shown(receipt);
        return receipt.ok() ? *std::move(receipt) : Receipt{};
    }
    /// "" or every error with its path: "required /changes/0/fields/name".
    std::string errors(Command command) { return shown(desk->execute(std::move(command))); }
    std::string errors(std::vector<CommandChange> changes) {
        return errors(by(Viewer::owner("owner"), std::move(changes)));
    }

    static std::string shown(Result<Receipt> const& receipt) {
        if (receipt.ok()) return "";
        auto const& error = receipt.error();
        if (error.details().empty()) return std::string(error.name()) + " " + error.path();
        std::string text;
        for (auto const& detail : error.details()) {
            text += (text.empty() ? "" : ", ") + std::string(detail.name()) + " " + detail.path();
            if (detail.code() == ErrorCode::kBadSchema) text += " " + detail.message_en();
        }
        return text;
    }

    Sequence head() const { return desk->snapshot()->point.sequence; }
    Value value(std::string_view entity, RecordId id, std::string_view field) const {
        auto const snapshot = desk->snapshot();
        EntityView const view(*snapshot, entity_named(*snapshot, entity));
        return view.value(*view.row_of(id), *view.entity().field_index(field));
    }
    bool live(std::string_view entity, RecordId id) const {
        auto const snapshot = desk->snapshot();
        return EntityView(*snapshot, entity_named(*snapshot, entity)).live_row_of(id).has_value();
    }

    std::shared_ptr<MemoryJournalState> journal = std::make_shared<MemoryJournalState>();
    std::unique_ptr<Desk> desk;
};

}  // namespace agglo

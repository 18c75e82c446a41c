#include "region/seed.h"

#include "journal/sqlite_journal.h"
#include "region/fact_writer.h"
#include "region/generate.h"
#include "region/seed_writer.h"
#include "state/image.h"

namespace agglo {

namespace {

constexpr int64_t kDayUs = 86'400'000'000;

Result<void> write_definitions(Desk& desk, Pack const& pack) {
    Command command;
    command.viewer = Viewer::owner("seed");
    command.reason = "装入地区包 " + pack.name;
    command.seeded_at = Instant{(pack.history_from.days - 7) * kDayUs};
    for (auto const& definition : pack.definitions) {
        CommandChange change{ChangeKind::kCreate, "definition", 0, {}, {}};
        change.facts = {
            {"kind", definition.kind}, {"name", definition.name}, {"text", definition.text}};
        command.changes.push_back(std::move(change));
    }
    TRY(desk.execute(std::move(command)));
    return {};
}

World world_of(Pack const& pack, GeneratorParameters const& parameters, FactIndex const& facts,
               Timeline& timeline, uint64_t seed, size_t copy) {
    World world{parameters,
                facts,
                timeline,
                Random(seed).fork(copy),
                pack.history_from,
                pack.history_until,
                copy,
                copy == 0 ? "ZQ" : "F" + std::to_string(copy)};
    return world;
}

Result<FactIndex> write_city(Pack const& pack, GeneratorParameters const& parameters,
                             Model const& model, uint64_t seed, SeedWriter& writer, Handle& next) {
    Timeline timeline;
    auto facts = TRY(write_facts(pack, model, timeline));
    auto world = world_of(pack, parameters, facts, timeline, seed, 0);
    TRY(generate_world(world, pack));
    next = timeline.next();
    TRY(writer.write(timeline, timeline.take_in_order()));
    return facts;
}

size_t published_of(Pack const& pack) {
    size_t published = 0;
    for (auto const& record : pack.facts) {
        for (auto const& fact : record.fields) published += fact.field == "published" ? 1 : 0;
    }
    return published;
}

}  // namespace

Result<SeedReport> init_ledger(InitOptions const& options) {
    if (options.scale < 1 || options.scale > InitOptions::kScaleMax) {
        return Error(ErrorCode::kOutOfRange, {std::to_string(options.scale)});
    }
    auto const pack = TRY(read_pack(options.pack_dir, options.schema_dir));
    auto const parameters = TRY(read_generator_parameters(pack.generator));
    auto journal =
        TRY(SqliteJournal::create(options.db_path, new_ledger_identity(HashAlgorithm::kSha256)));
    DeskOptions const kept{.image = image_path(options.db_path), .keep_image = true};
    auto const desk = TRY(Desk::open(std::move(journal), options.image ? kept : DeskOptions{}));
    TRY(write_definitions(*desk, pack));
    auto const model = desk->snapshot()->model;
    auto const seed = options.seed.value_or(pack.seed);

    SeedWriter writer(*desk);
    Handle next = 1;
    auto const facts = TRY(write_city(pack, parameters, *model, seed, writer, next));
    for (size_t copy = 1; copy < static_cast<size_t>(options.scale); ++copy) {
        Timeline timeline(next);
        auto world = world_of(pack, parameters, facts, timeline, seed, copy);
        TRY(generate_world(world, pack));
        next = timeline.next();
        TRY(writer.write(timeline, timeline.take_collapsed(plus(pack.history_until, 14))));
    }
    TRY(writer.finish());
    return SeedReport{published_of(pack), writer.records(), writer.changes(), writer.entries() + 1,
                      desk->journal().head()};
}

}  // namespace agglo

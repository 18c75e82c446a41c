#pragma once
// Seeding: a new ledger from a pack: definitions first, then published facts and a synthetic
// history under historic recorded times. Everything goes through the desk, as any other write.
//
//   auto report = TRY(init_ledger({"packs/zhaoqing", "schema", "zhaoqing.db"}));
//
// `scale` 1 is the city; N adds N − 1 fictitious cities of the same size, recorded at the end of
// the history in their last state. The same pack, scale and seed give the same records on every
// machine.
#include <optional>
#include <string>

#include "base/result.h"
#include "journal/journal.h"

namespace agglo {

struct InitOptions {
    static constexpr int64_t kScaleMax = 1'000;

    std::string pack_dir;
    std::string schema_dir;
    std::string db_path;
    int64_t scale = 1;
    std::optional<uint64_t> seed;  ///< default: the pack's
    bool image = true;             ///< leaves an image beside the journal, for a quick start
};

struct SeedReport {
    size_t published = 0;  ///< records that cite a document
    size_t records = 0;    ///< all records but definitions
    size_t changes = 0;
    size_t entries = 0;
    Checkpoint head;
};

/// Errors: kFileExists, kOutOfRange (scale), kBadSchema (the pack), or what the desk answers; a
/// file begun is left for inspection.
Result<SeedReport> init_ledger(InitOptions const& options);

}  // namespace agglo

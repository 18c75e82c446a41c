#pragma once
// Pack: a jurisdiction as plain files (packs/zhaoqing), read and checked but not yet in a ledger.
//
//   auto pack = TRY(read_pack("packs/zhaoqing", "schema"));
//   pack.schema;    // the shared schema and the pack's additions, for read_model
//   pack.facts;     // published records in the order in which they must be written
//
// Errors: kFileNotFound, kBadFile, or kBadSchema whose message says `file:line:column` and what is
// wrong.
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "model/model.h"
#include "state/bootstrap.h"

namespace agglo {

/// One field of a published record as the file has it; a list has several texts.
struct FactText {
    std::string field;
    std::vector<std::string> texts;
    int line = 0;
};

/// One published record: what a document states, with the document in its `citation`.
struct FactRecord {
    std::string entity;
    std::string file;
    int line = 0;
    Date recorded_on;
    std::vector<FactText> fields;
};

struct Pack {
    std::string name;
    Labels labels;
    int64_t version = 0;
    std::string region;  ///< code of the root region
    uint64_t seed = 0;
    Date history_from;
    Date history_until;

    std::vector<SchemaFile> schema;
    std::vector<FactRecord> facts;
    std::string figures;    ///< text of figures.yaml
    std::string overview;   ///< text of overview.yaml
    std::string generator;  ///< text of generator.yaml

    /// What stands in the journal before any fact: schema, pack, figures, overview and calendar.
    std::vector<Definition> definitions;
};

/// `pack_dir` holds pack.yaml and the files it names, facts/*.yaml and perhaps schema/*.yaml;
/// `schema_dir` is the schema every place shares.
Result<Pack> read_pack(std::string const& pack_dir, std::string const& schema_dir);

}  // namespace agglo

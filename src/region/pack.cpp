#include "region/pack.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "region/yaml_view.h"

namespace agglo {

namespace {

Result<std::string> read_text(std::string const& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return Error(ErrorCode::kFileNotFound, {path});
    std::ostringstream text;
    text << stream.rdbuf();
    if (!text) return Error(ErrorCode::kBadFile, {path});
    return std::move(text).str();
}

/// `!file decisions/admission.dmn`: a file of the pack, as a text.
Result<std::string> read_file_of(std::string const& pack_dir, YamlView const& value) {
    auto const path = TRY(value.text());
    if (path.empty() || path.front() == '/' || path.find("..") != std::string::npos) {
        return value.error("文件应在地区包内：" + path, "the file should be in the pack: " + path);
    }
    return read_text(pack_dir + "/" + path);
}

/// Longitude and latitude of a point are kept as two texts; anything else in lists is a text each.
Result<FactText> read_field(std::string const& pack_dir, std::string const& name,
                            YamlView const& value) {
    FactText field{name, {}, value.line()};
    if (value.names_file()) {
        field.texts.push_back(TRY(read_file_of(pack_dir, value)));
    } else if (value.is_list()) {
        field.texts = TRY(value.texts());
    } else {
        field.texts.push_back(TRY(value.text()));
    }
    return field;
}

Result<void> add_default(std::string const& pack_dir, YamlView const& file, std::string const& key,
                         FactRecord& record) {
    for (auto const& field : record.fields) {
        if (field.field == key) return {};
    }
    if (!file.has(key)) return {};
    auto const value = TRY(file.at(key));
    record.fields.push_back(TRY(read_field(pack_dir, key, value)));
    return {};
}

Result<FactRecord> read_record(std::string const& pack_dir, YamlView const& file,
                               std::string const& entity, YamlView const& map) {
    FactRecord record{entity, map.path(), map.line(), TRY(file.date("recorded_on")), {}};
    for (auto const& [name, value] : TRY(map.entries())) {
        record.fields.push_back(TRY(read_field(pack_dir, name, value)));
    }
    for (auto const* key : {"source", "citation"}) TRY(add_default(pack_dir, file, key, record));
    bool const published = TRY(file.text_or("published", "true")) == "true";
    if (published) {
        record.fields.push_back({"published", {"true"}, map.line()});
    } else {
        std::erase_if(record.fields,
                      [](FactText const& field) { return field.field == "citation"; });
    }
    return record;
}

Result<void> read_facts(std::string const& pack_dir, SchemaFile const& text,
                        std::vector<FactRecord>& facts) {
    auto const file = TRY(YamlView::parse("facts/" + text.path, text.text));
    for (auto const& [entity, records] : TRY(file.entries("records"))) {
        for (auto const& map : TRY(records.items())) {
            facts.push_back(TRY(read_record(pack_dir, file, entity, map)));
        }
    }
    return {};
}

Result<void> read_schema(std::string const& pack_dir, std::string const& schema_dir, Pack& pack) {
    pack.schema = TRY(read_schema_files(schema_dir));
    if (std::filesystem::is_directory(pack_dir + "/schema")) {
        for (auto& file : TRY(read_schema_files(pack_dir + "/schema"))) {
            file.path = pack.name + "/" + file.path;
            pack.schema.push_back(std::move(file));
        }
    }
    for (auto const& file : pack.schema)
        pack.definitions.push_back({"schema", file.path, file.text});
    return {};
}

/// Reads the file that a key of pack.yaml names and keeps it as a definition of the kind `key`.
Result<std::string> read_named(YamlView const& root, std::string const& pack_dir,
                               std::string const& key, Pack& pack) {
    auto const name = TRY(root.text(key));
    auto text = TRY(read_text(pack_dir + "/" + name));
    TRY(YamlView::parse(name, text));
    pack.definitions.push_back({key, name, text});
    return text;
}

}  // namespace

Result<Pack> read_pack(std::string const& pack_dir, std::string const& schema_dir) {
    auto const text = TRY(read_text(pack_dir + "/pack.yaml"));
    auto const root = TRY(YamlView::parse("pack.yaml", text));
    Pack pack;
    pack.name = TRY(root.text("pack"));
    pack.labels = TRY(root.labels("labels"));
    pack.version = TRY(root.integer("version"));
    pack.region = TRY(root.text("region"));
    pack.seed = static_cast<uint64_t>(TRY(root.integer("seed")));
    pack.history_from = TRY(root.date("history_from"));
    pack.history_until = TRY(root.date("history_until"));
    TRY(read_schema(pack_dir, schema_dir, pack));
    pack.definitions.push_back({"pack", "pack.yaml", text});
    pack.figures = TRY(read_named(root, pack_dir, "figures", pack));
    pack.overview = TRY(read_named(root, pack_dir, "overview", pack));
    TRY(read_named(root, pack_dir, "calendar", pack));
    auto const generator = TRY(root.text("generator"));
    pack.generator = TRY(read_text(pack_dir + "/" + generator));
    for (auto const& file : TRY(read_schema_files(pack_dir + "/facts")))
        TRY(read_facts(pack_dir, file, pack.facts));
    return pack;
}

}  // namespace agglo

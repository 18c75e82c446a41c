#pragma once
// YamlMap: one mapping of a schema file, read key by key; what is not as expected becomes a mistake
// at its line and column, and reading goes on.
//
//   auto map = YamlMap::parse(file, mistakes);              // nothing: not even YAML, and said so
//   map->allow({"entity", "labels", "fields"});             // any other key is a mistake
//   Word name = map->required_word("entity");
//   for (auto const& field : map->maps("fields")) …
#include <initializer_list>
#include <optional>
#include <yaml-cpp/yaml.h>

#include "model/mistake.h"
#include "model/model.h"

namespace agglo {

class YamlMap {
public:
    static constexpr size_t kSchemaFileBytesMax = 4u << 20;

    /// The top mapping of a file.
    static std::optional<YamlMap> parse(SchemaFile const& file, Mistakes& mistakes);

    Place const& place() const { return place_; }
    bool has(std::string_view key) const { return entry(key) != nullptr; }
    /// Where a key's value stands; where the mapping stands if there is no such key.
    Place place_of(std::string_view key) const;

    void allow(std::initializer_list<std::string_view> keys);

    Word word(std::string_view key);
    Word required_word(std::string_view key);
    /// A list of scalars.
    std::vector<Word> words(std::string_view key);
    /// true or false; false when absent.
    bool flag(std::string_view key);
    /// A whole number within [min, max].
    std::optional<int> integer(std::string_view key, int min, int max);
    /// `{zh: …, en: …}`, both; empty labels when absent.
    Labels labels(std::string_view key);
    Labels required_labels(std::string_view key);
    /// A mapping; nothing when absent.
    std::optional<YamlMap> map(std::string_view key);
    /// A list of mappings; entries that are none are mistakes and left out.
    std::vector<YamlMap> maps(std::string_view key);

    void mistake(Place const& place, Labels const& what) { mistakes_->add(place, what); }

private:
    struct Entry {
        std::string key;
        Place key_place;
        YAML::Node value;
    };

    YamlMap(std::string_view file, YAML::Node const& node, Mistakes& mistakes);
    Entry const* entry(std::string_view key) const;
    Place place_at(YAML::Mark const& mark) const;
    Word scalar(YAML::Node const& node);

    Mistakes* mistakes_;
    Place place_;
    std::vector<Entry> entries_;
};

}  // namespace agglo

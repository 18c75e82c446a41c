#include "model/yaml_map.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"

namespace agglo {

namespace {

Place place_in(std::string_view file, YAML::Mark const& mark) {
    return {file, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1};
}

Labels missing_key(std::string_view key) {
    return {fmt::format("缺少“{}”", key), fmt::format("“{}” is missing", key)};
}

}  // namespace

std::optional<YamlMap> YamlMap::parse(SchemaFile const& file, Mistakes& mistakes) {
    Place const top{file.path};
    if (file.text.size() > kSchemaFileBytesMax) {
        mistakes.add(top, {"文件过大", "the file is too large"});
        return std::nullopt;
    }
    if (!is_utf8(file.text)) {
        mistakes.add(top, {"文件不是 UTF-8 编码", "the file is not UTF-8"});
        return std::nullopt;
    }
    try {
        auto const node = YAML::Load(file.text);
        if (node.IsMap()) return YamlMap(file.path, node, mistakes);
        mistakes.add(top, {"文件应为一个映射", "the file should be one mapping"});
    } catch (YAML::Exception const& error) {
        mistakes.add(place_in(file.path, error.mark),
                     {"YAML 语法错误：" + error.msg, "not valid YAML: " + error.msg});
    }
    return std::nullopt;
}

YamlMap::YamlMap(std::string_view file, YAML::Node const& node, Mistakes& mistakes)
    : mistakes_(&mistakes), place_(place_in(file, node.Mark())) {
    for (auto const& pair : node) {
        auto const key_place = place_at(pair.first.Mark());
        if (!pair.first.IsScalar()) {
            mistake(key_place, {"键应为文字", "a key should be a text"});
            continue;
        }
        auto const& key = pair.first.Scalar();
        if (has(key)) {
            mistake(key_place,
                    {fmt::format("键“{}”重复", key), fmt::format("the key “{}” is repeated", key)});
            continue;
        }
        entries_.push_back({key, key_place, pair.second});
    }
}

YamlMap::Entry const* YamlMap::entry(std::string_view key) const {
    auto const found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](Entry const& one) { return one.key == key; });
    return found == entries_.end() ? nullptr : &*found;
}

Place YamlMap::place_at(YAML::Mark const& mark) const {
    return place_in(place_.file, mark);
}

Place YamlMap::place_of(std::string_view key) const {
    auto const* found = entry(key);
    return found ? place_at(found->value.Mark()) : place_;
}

void YamlMap::allow(std::initializer_list<std::string_view> keys) {
    for (auto const& one : entries_) {
        if (std::find(keys.begin(), keys.end(), one.key) != keys.end()) continue;
        mistake(one.key_place,
                {fmt::format("未知的键“{}”，可用：{}", one.key, fmt::join(keys, "、")),
                 fmt::format("unknown key “{}”; there are: {}", one.key, fmt::join(keys, ", "))});
    }
}

Word YamlMap::scalar(YAML::Node const& node) {
    auto const place = place_at(node.Mark());
    if (!node.IsScalar()) {
        mistake(place, {"应为一个文字值", "should be one text"});
        return {"", place};
    }
    auto clean = clean_text(node.Scalar());
    if (!clean.ok()) {
        mistake(place, {"文字含有不允许的字符", "the text holds characters that are not allowed"});
        return {"", place};
    }
    return {std::move(*clean), place};
}

Word YamlMap::word(std::string_view key) {
    auto const* found = entry(key);
    if (!found) return {"", place_};
    auto word = scalar(found->value);
    if (word.empty() && found->value.IsScalar()) {
        mistake(word.place, {fmt::format("“{}”为空", key), fmt::format("“{}” is empty", key)});
    }
    return word;
}

Word YamlMap::required_word(std::string_view key) {
    if (!has(key)) mistake(place_, missing_key(key));
    return word(key);
}

std::vector<Word> YamlMap::words(std::string_view key) {
    std::vector<Word> words;
    auto const* found = entry(key);
    if (!found) return words;
    if (!found->value.IsSequence()) {
        mistake(place_of(key),
                {fmt::format("“{}”应为列表", key), fmt::format("“{}” should be a list", key)});
        return words;
    }
    for (auto const& item : found->value) {
        auto word = scalar(item);
        if (!word.empty()) words.push_back(std::move(word));
    }
    return words;
}

bool YamlMap::flag(std::string_view key) {
    auto const word = this->word(key);
    if (word.empty() || word.text == "false") return false;
    if (word.text != "true") {
        mistake(word.place, {fmt::format("“{}”应为 true 或 false", key),
                             fmt::format("“{}” should be true or false", key)});
    }
    return word.text == "true";
}

std::optional<int> YamlMap::integer(std::string_view key, int min, int max) {
    auto const word = this->word(key);
    if (word.empty()) return std::nullopt;
    int number = 0;
    auto const* end = word.text.data() + word.text.size();
    auto const read = std::from_chars(word.text.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end && number >= min && number <= max) return number;
    mistake(word.place,
            {fmt::format("“{}”应为 {} 至 {} 的整数", key, min, max),
             fmt::format("“{}” should be a whole number from {} to {}", key, min, max)});
    return std::nullopt;
}

Labels YamlMap::labels(std::string_view key) {
    auto const* found = entry(key);
    if (!found) return {};
    if (!found->value.IsMap()) {
        mistake(place_of(key), {fmt::format("“{}”应为 {{zh: …, en: …}}", key),
                                fmt::format("“{}” should be {{zh: …, en: …}}", key)});
        return {};
    }
    YamlMap both(place_.file, found->value, *mistakes_);
    both.allow({"zh", "en"});
    return {both.required_word("zh").text, both.required_word("en").text};
}

Labels YamlMap::required_labels(std::string_view key) {
    if (!has(key)) mistake(place_, missing_key(key));
    return labels(key);
}

std::optional<YamlMap> YamlMap::map(std::string_view key) {
    auto const* found = entry(key);
    if (!found) return std::nullopt;
    if (found->value.IsMap()) return YamlMap(place_.file, found->value, *mistakes_);
    mistake(place_of(key), {"应为一个映射", "should be a mapping"});
    return std::nullopt;
}

std::vector<YamlMap> YamlMap::maps(std::string_view key) {
    std::vector<YamlMap> maps;
    auto const* found = entry(key);
    if (!found) return maps;
    if (!found->value.IsSequence()) {
        mistake(place_of(key),
                {fmt::format("“{}”应为列表", key), fmt::format("“{}” should be a list", key)});
        return maps;
    }
    for (auto const& item : found->value) {
        if (item.IsMap()) {
            maps.push_back(YamlMap(place_.file, item, *mistakes_));
        } else {
            mistake(place_at(item.Mark()), {"应为一个映射", "should be a mapping"});
        }
    }
    return maps;
}

}  // namespace agglo

// link_enumerations: codes, trees and the texts under which a value is found.
#include <fmt/format.h>

#include "base/text.h"
#include "model/schema_linker.h"

namespace agglo {

namespace {

constexpr size_t kTreeDepthMax = 20;
constexpr size_t kCodeLengthMax = 60;

class EnumerationLinker {
public:
    EnumerationLinker(EnumerationDeclaration const& declaration, Enumeration& enumeration,
                      Mistakes& mistakes)
        : declaration_(declaration), enumeration_(enumeration), mistakes_(mistakes) {}

    void link() {
        enumeration_.labels = declaration_.labels;
        enumeration_.ordered = declaration_.ordered;
        for (auto const& value : declaration_.values) add_value(value);
        check_size();
        for (size_t i = 0; i < declaration_.values.size(); ++i)
            check_parent(declaration_.values[i]);
        for (size_t i = 0; i < declaration_.values.size(); ++i) index_texts(i);
    }

private:
    void add_value(EnumerationValueDeclaration const& value) {
        auto& added = enumeration_.values.emplace_back();
        added.code = value.code.text;
        added.labels = value.labels;
        added.parent = value.parent.text;
        for (auto const& alias : value.aliases) added.aliases.push_back(alias.text);
        if (value.code.empty()) return;
        if (value.code.text.size() > kCodeLengthMax) {
            mistakes_.add(value.code.place, {"代码过长", "the code is too long"});
        }
        auto const position = enumeration_.values.size() - 1;
        if (enumeration_.by_code.try_emplace(value.code.text, position).second) return;
        mistakes_.add(value.code.place,
                      {fmt::format("代码“{}”重复", value.code.text),
                       fmt::format("the code “{}” is declared twice", value.code.text)});
    }

    void check_size() {
        if (declaration_.values.empty()) {
            mistakes_.add(declaration_.name.place,
                          {"枚举没有取值", "the enumeration has no values"});
        }
        if (declaration_.values.size() <= Model::kEnumerationValuesMax) return;
        mistakes_.add(declaration_.name.place,
                      {fmt::format("取值超过 {} 个", Model::kEnumerationValuesMax),
                       fmt::format("more than {} values", Model::kEnumerationValuesMax)});
    }

    void check_parent(EnumerationValueDeclaration const& value) {
        if (value.parent.empty()) return;
        if (!enumeration_.find(value.parent.text)) {
            mistakes_.add(value.parent.place,
                          no_such("上级代码", "value to be the parent", value.parent.text));
        } else if (depth_of(value.code.text) > kTreeDepthMax) {
            mistakes_.add(value.parent.place,
                          {"上级关系成环或过深", "the parents form a circle or go too deep"});
        }
    }

    size_t depth_of(std::string_view code) const {
        size_t depth = 0;
        for (auto at = enumeration_.find(code); at && depth <= kTreeDepthMax; ++depth) {
            at = enumeration_.find(enumeration_.values[*at].parent);
        }
        return depth;
    }

    bool is_ancestor(size_t ancestor, size_t value) const {
        auto at = enumeration_.find(enumeration_.values[value].parent);
        for (size_t depth = 0; at && depth <= kTreeDepthMax; ++depth) {
            if (*at == ancestor) return true;
            at = enumeration_.find(enumeration_.values[*at].parent);
        }
        return false;
    }

    void index_texts(size_t position) {
        auto const& value = declaration_.values[position];
        index_text(value.code, position);
        index_text({value.labels.zh, value.code.place}, position);
        index_text({value.labels.en, value.code.place}, position);
        for (auto const& alias : value.aliases) index_text(alias, position);
    }

    // In a tree a group and its only class may bear one name (制糖业 134, 1340): the text means the
    // group.
    void index_text(Word const& text, size_t position) {
        if (text.empty()) return;
        auto const [at, is_new] = enumeration_.by_any.try_emplace(fold_text(text.text), position);
        if (is_new || at->second == position || is_ancestor(at->second, position)) return;
        if (is_ancestor(position, at->second)) {
            at->second = position;
            return;
        }
        auto const& other = enumeration_.values[at->second].code;
        mistakes_.add(text.place,
                      {fmt::format("“{}”已指取值“{}”", text.text, other),
                       fmt::format("“{}” already stands for the value “{}”", text.text, other)});
    }

    EnumerationDeclaration const& declaration_;
    Enumeration& enumeration_;
    Mistakes& mistakes_;
};

}  // namespace

void link_enumerations(std::vector<EnumerationDeclaration> const& declarations, Model& model,
                       Mistakes& mistakes) {
    for (auto const& declaration : declarations) {
        claim_name(declaration.name, model.enumerations.size(), model.enumeration_by_name,
                   mistakes);
        auto& enumeration = model.enumerations.emplace_back();
        enumeration.name = declaration.name.text;
        EnumerationLinker(declaration, enumeration, mistakes).link();
    }
}

}  // namespace agglo

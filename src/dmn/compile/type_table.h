#pragma once
// TypeTable: type references to what they mean (DMN 1.5, 7.3.2 – 7.3.3): FEEL's types, item
// definitions of the document, `import.name` of documents it imports; the prefixes of DMN 1.1
// (`feel:number`, `tns:tLoan`) too.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "dmn/model/definitions.h"
#include "feel/syntax/parser.h"

namespace agglo::dmn {

class TypeTable {
public:
    using Report = std::function<void(Error)>;
    using Documents = std::vector<std::unique_ptr<Definitions>>;

    /// The index of the document with that namespace.
    using FindDocument = std::function<std::optional<size_t>(std::string_view ns)>;

    TypeTable(Documents const& documents, Report report);

    /// Not given for an empty reference. An unknown one is reported, and is Any.
    ItemType resolve(size_t document, std::string const& type_ref);
    /// Nothing, and no report, when it is unknown.
    std::optional<ItemType> find(size_t document, std::string_view type_ref);
    /// For the parser: names of types in the texts of a document.
    std::shared_ptr<std::function<feel::TypePtr(std::string_view)> const> names(size_t document);
    /// Resolves every item definition, so that each is checked.
    void resolve_all();

private:
    ItemType build(size_t document, ItemDefinition const& item);
    ItemType base_of(size_t document, ItemDefinition const& item);
    ItemType structure(size_t document, ItemDefinition const& item);
    ItemType function(size_t document, ItemDefinition const& item);
    void constrain(ItemType& type, size_t document, FeelText const& text);
    std::optional<ItemType> find_item(size_t document, std::string_view name);
    std::optional<ItemType> find_imported(size_t document, std::string_view name);

    Documents const& documents_;
    Report report_;
    /// Nothing while it is being made: a definition that contains itself is Any within.
    std::map<ItemDefinition const*, std::optional<ItemType>> made_;
};

/// The document of a namespace; the first of several.
std::optional<size_t> document_of(TypeTable::Documents const& documents, std::string_view ns);

}  // namespace agglo::dmn

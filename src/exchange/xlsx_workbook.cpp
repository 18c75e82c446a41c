#include "exchange/xlsx_workbook.h"

#include <charconv>
#include <map>

#include "exchange/excel_date.h"
#include "exchange/table_error.h"
#include "exchange/xml_part.h"

namespace agglo {

namespace {

struct Relationship {
    std::string type;  ///< last segment of the type's URI, the same in transitional and strict
    std::string part;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;  // by id

std::string folder_of(std::string const& part) {
    auto const slash = part.rfind('/');
    return slash == std::string::npos ? "" : part.substr(0, slash + 1);
}

/// The target of a relationship as a part name: relative ones start at the source's folder.
std::string resolve_part(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        if (!folder.empty()) folder = folder_of(folder.substr(0, folder.size() - 1));
    }
    return folder + std::string(target);
}

Result<std::unique_ptr<pugi::xml_document>> read_tree(ZipArchive& archive,
                                                      std::string const& part) {
    auto const text = TRY(archive.read_small(part));
    return parse_xml_part(text);
}

Result<Relationships> read_relationships(ZipArchive& archive, std::string const& source) {
    auto const folder = folder_of(source);
    auto const part = folder + "_rels/" + source.substr(folder.size()) + ".rels";
    Relationships found;
    auto const document = TRY(read_tree(archive, part));
    for (auto const element : elements_named(*document, "Relationship")) {
        if (attribute_of(element, "TargetMode") == "External") continue;
        auto const type = attribute_of(element, "Type");
        found[std::string(attribute_of(element, "Id"))] = {
            std::string(type.substr(type.rfind('/') + 1)),
            resolve_part(folder, attribute_of(element, "Target"))};
    }
    return found;
}

std::string part_of_type(Relationships const& relationships, std::string_view type) {
    for (auto const& [id, relationship] : relationships) {
        if (relationship.type == type) return relationship.part;
    }
    return "";
}

bool is_true(std::string_view value) {
    return value == "1" || value == "true";
}

int integer_of(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<bool> read_date_styles(pugi::xml_document const& styles) {
    std::map<int, bool> custom;
    for (auto const format : elements_named(styles, "numFmt")) {
        custom[integer_of(attribute_of(format, "numFmtId"))] =
            is_date_format(attribute_of(format, "formatCode"));
    }
    std::vector<bool> by_style;
    for (auto const cell_formats : elements_named(styles, "cellXfs")) {
        for (auto const format : cell_formats.children()) {
            if (local_name(format.name()) != "xf") continue;
            auto const id = integer_of(attribute_of(format, "numFmtId"));
            auto const found = custom.find(id);
            by_style.push_back(found == custom.end() ? is_date_format(id) : found->second);
        }
    }
    return by_style;
}

void read_sheets(pugi::xml_document const& document, Relationships const& relationships,
                 XlsxWorkbook& workbook) {
    for (auto const properties : elements_named(document, "workbookPr")) {
        workbook.starts_1904 = is_true(attribute_of(properties, "date1904"));
    }
    for (auto const sheet : elements_named(document, "sheet")) {
        auto const found = relationships.find(attribute_of(sheet, "id"));
        if (found == relationships.end() || found->second.type != "worksheet") continue;
        auto const state = attribute_of(sheet, "state");
        workbook.sheets.push_back({std::string(attribute_of(sheet, "name")), found->second.part,
                                   !state.empty() && state != "visible"});
    }
}

}  // namespace

Result<XlsxWorkbook> read_xlsx_workbook(ZipArchive& archive) {
    auto const package = TRY(read_relationships(archive, ""));
    auto const part = part_of_type(package, "officeDocument");
    if (part.empty()) return bad_table("不是 Excel 工作簿", "it is no Excel workbook");
    auto const relationships = TRY(read_relationships(archive, part));
    auto const document = TRY(read_tree(archive, part));

    XlsxWorkbook workbook;
    read_sheets(*document, relationships, workbook);
    workbook.shared_strings = part_of_type(relationships, "sharedStrings");
    auto const styles = part_of_type(relationships, "styles");
    if (!styles.empty()) {
        auto const tree = TRY(read_tree(archive, styles));
        workbook.date_styles = read_date_styles(*tree);
    }
    return workbook;
}

}  // namespace agglo

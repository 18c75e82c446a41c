// Fuzzes the xlsx reader. An input that begins with "PK" is a whole archive; any other is the XML
// of a sheet, a shared string table or styles (by its first byte), because a fuzzer seldom gets
// past a checksum.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

#include "base/assert.h"
#include "exchange/read_xlsx.h"
#include "exchange/zip_archive.h"

namespace {

constexpr char kType[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationship(std::string const& id, std::string const& kind, std::string const& part) {
    return "<Relationship Id='" + id + "' Type='" + kType + kind + "' Target='" + part + "'/>";
}

/// A workbook of which one part is the input.
std::vector<std::pair<std::string, std::string>> parts_with(char choice, std::string input) {
    std::vector<std::pair<std::string, std::string>> parts = {
        {"_rels/.rels", "<a>" + relationship("a", "officeDocument", "xl/workbook.xml") + "</a>"},
        {"xl/workbook.xml", "<a><sheet name='s' r:id='s'/></a>"},
        {"xl/_rels/workbook.xml.rels", "<a>" + relationship("s", "worksheet", "sheet.xml") +
                                           relationship("t", "sharedStrings", "strings.xml") +
                                           relationship("u", "styles", "styles.xml") + "</a>"},
        {"xl/sheet.xml",
         "<a><sheetData><row><c t='s'><v>0</v></c><c s='0'><v>1</v></c></row></sheetData></a>"},
        {"xl/strings.xml", "<sst><si><t>x</t></si></sst>"},
        {"xl/styles.xml", "<a><cellXfs><xf numFmtId='14'/></cellXfs></a>"}};
    parts[3 + static_cast<unsigned char>(choice) % 3].second = std::move(input);
    return parts;
}

std::string zipped(std::vector<std::pair<std::string, std::string>> const& parts) {
    auto* const memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(memory);
    auto* const archive = zip_open_from_source(memory, ZIP_TRUNCATE, nullptr);
    for (auto const& [name, text] : parts) {
        auto* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
        auto const index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    zip_close(archive);
    zip_source_open(memory);
    zip_stat_t stat;
    zip_source_stat(memory, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    std::string bytes(reinterpret_cast<char const*>(data), size);
    if (size == 0) return 0;
    if (!bytes.starts_with("PK")) bytes = zipped(parts_with(bytes[0], bytes.substr(1)));
    auto const table = agglo::read_xlsx(bytes);
    if (!table.ok()) return 0;
    AGGLO_ASSERT(table->headers().size() <= agglo::SheetLimits::kColumnsMax);
    for (auto const& row : table->rows()) AGGLO_ASSERT(row.number > table->header_row());
    return 0;
}

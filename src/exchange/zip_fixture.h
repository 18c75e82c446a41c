#pragma once
// For tests: archives and small workbooks made of their parts' texts.
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

namespace agglo {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(ZipParts const& parts) {
    zip_source_t* const memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(memory);
    zip_t* const archive = zip_open_from_source(memory, ZIP_TRUNCATE, nullptr);
    for (auto const& [name, text] : parts) {
        auto* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
        zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    }
    EXPECT_EQ(zip_close(archive), 0);
    zip_source_open(memory);
    zip_source_seek(memory, 0, SEEK_END);
    std::string bytes(static_cast<size_t>(zip_source_tell(memory)), '\0');
    zip_source_seek(memory, 0, SEEK_SET);
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

/// What a workbook with one sheet is made of, in the least words that Excel would open.
struct WorkbookFixture {
    std::string sheet;  ///< rows: what stands in sheetData
    std::string shared = "<sst/>";
    std::string styles = "<styleSheet/>";
    std::string workbook =
        "<workbook xmlns:r='x'><sheets><sheet name='表一' sheetId='1' r:id='r1'/></sheets>"
        "</workbook>";

    ZipParts parts() const {
        std::string const type =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        auto const relationship = [&](std::string const& id, std::string const& kind,
                                      std::string const& target) {
            return "<Relationship Id='" + id + "' Type='" + type + kind + "' Target='" + target +
                   "'/>";
        };
        auto const all = [](std::string const& relationships) {
            return "<?xml version='1.0'?><Relationships>" + relationships + "</Relationships>";
        };
        return {{"_rels/.rels", all(relationship("a", "officeDocument", "xl/workbook.xml"))},
                {"xl/workbook.xml", workbook},
                {"xl/_rels/workbook.xml.rels",
                 all(relationship("r1", "worksheet", "worksheets/sheet1.xml") +
                     relationship("r2", "sharedStrings", "sharedStrings.xml") +
                     relationship("r3", "styles", "/xl/styles.xml"))},
                {"xl/sharedStrings.xml", shared},
                {"xl/styles.xml", styles},
                {"xl/worksheets/sheet1.xml",
                 "<?xml version='1.0'?><worksheet><dimension ref='A1:XFD1048576'/><sheetData>" +
                     sheet + "</sheetData></worksheet>"}};
    }
    std::string bytes() const { return zip_of(parts()); }
};

}  // namespace agglo

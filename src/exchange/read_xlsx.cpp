#include "exchange/read_xlsx.h"

#include <charconv>

#include "base/text.h"
#include "exchange/table_error.h"
#include "exchange/xlsx_cell.h"
#include "exchange/xml_scanner.h"

namespace agglo {

namespace {

template <class Number>
Number number_or(std::optional<std::string> const& text, Number otherwise) {
    if (!text) return otherwise;
    Number value{};
    auto const read = std::from_chars(text->data(), text->data() + text->size(), value);
    return read.ec == std::errc() ? value : otherwise;
}

Result<void> append_limited(std::string& text, std::string_view more) {
    if (text.size() + more.size() > XmlScanner::kTokenBytesMax) {
        return table_too_large("单元格字数", "characters in a cell", SheetLimits::kCellTextMax);
    }
    text += more;
    return {};
}

/// The texts of `si` or `is` up to its end: all `t`, without phonetic runs (`rPh`).
Result<std::string> take_rich_text(XmlScanner& xml, std::string_view closing) {
    std::string text;
    bool in_text = false;
    int phonetic = 0;
    while (true) {
        auto const event = TRY(xml.next());
        if (event == XmlEvent::kText) {
            if (in_text && phonetic == 0) TRY(append_limited(text, xml.text()));
            continue;
        }
        if (event == XmlEvent::kFinish) return bad_table("文件不完整", "it is cut short");
        bool const starts = event == XmlEvent::kStart;
        if (!starts && xml.name() == closing) return without_escapes(text);
        if (xml.name() == "t") in_text = starts;
        if (xml.name() == "rPh") phonetic += starts ? 1 : -1;
    }
}

Result<std::vector<std::string_view>> read_shared_strings(ZipArchive& archive,
                                                          std::string const& part,
                                                          SheetBuilder& builder) {
    std::vector<std::string_view> strings;
    if (part.empty()) return strings;
    auto const source = TRY(archive.stream(part));
    XmlScanner xml(*source);
    for (auto event = TRY(xml.next()); event != XmlEvent::kFinish; event = TRY(xml.next())) {
        if (event != XmlEvent::kStart || xml.name() != "si") continue;
        if (strings.size() >= SheetLimits::kSharedStringsMax) {
            return table_too_large("共享字符串数", "shared strings",
                                   SheetLimits::kSharedStringsMax);
        }
        auto const text = TRY(take_rich_text(xml, "si"));
        strings.push_back(TRY(builder.keep(text)));
    }
    return strings;
}

/// Walks over `sheetData`, filling the builder.
class SheetReader {
public:
    SheetReader(XmlScanner& xml, XlsxCellReader const& cells, SheetBuilder& builder)
        : xml_(&xml), cells_(&cells), builder_(&builder) {}

    Result<void> read() {
        while (true) {
            auto const event = TRY(xml_->next());
            if (event == XmlEvent::kFinish) return {};
            if (event == XmlEvent::kStart && xml_->name() == "row") TRY(read_row());
            if (event == XmlEvent::kEnd && xml_->name() == "sheetData") return {};
        }
    }

private:
    Result<void> read_row() {
        row_ = number_or<uint32_t>(TRY(xml_->attribute("r")), row_ + 1);
        TRY(builder_->begin_row(row_));
        size_t column = 0;
        while (true) {
            auto const event = TRY(xml_->next());
            if (event == XmlEvent::kFinish) return bad_table("文件不完整", "it is cut short");
            if (event == XmlEvent::kEnd && xml_->name() == "row") return builder_->end_row();
            if (event == XmlEvent::kStart && xml_->name() == "c") {
                column = TRY(read_cell(column)) + 1;
            }
        }
    }

    Result<size_t> read_cell(size_t column) {
        auto const reference = TRY(xml_->attribute("r"));
        cell_.column = reference ? TRY(column_of_reference(*reference)) : column;
        cell_.type = TRY(xml_->attribute("t")).value_or("");
        cell_.style = number_or<size_t>(TRY(xml_->attribute("s")), 0);
        cell_.value.clear();
        bool in_value = false;
        while (true) {
            auto const event = TRY(xml_->next());
            if (event == XmlEvent::kFinish) return bad_table("文件不完整", "it is cut short");
            if (event == XmlEvent::kText) {
                if (in_value) TRY(append_limited(cell_.value, xml_->text()));
            } else if (event == XmlEvent::kEnd && xml_->name() == "c") {
                break;
            } else if (event == XmlEvent::kStart && xml_->name() == "is") {
                cell_.value = TRY(take_rich_text(*xml_, "is"));
            } else if (xml_->name() == "v") {
                in_value = event == XmlEvent::kStart;
            }
        }
        TRY(cells_->put(cell_, *builder_));
        return cell_.column;
    }

    XmlScanner* xml_;
    XlsxCellReader const* cells_;
    SheetBuilder* builder_;
    XlsxCell cell_;
    uint32_t row_ = 0;
};

}  // namespace

Result<SheetTable> read_xlsx(std::string_view bytes) {
    auto const archive = TRY(ZipArchive::open(bytes));
    auto const workbook = TRY(read_xlsx_workbook(*archive));
    for (auto const& sheet : workbook.sheets) {
        if (sheet.hidden) continue;
        SheetBuilder builder(sheet.name);
        auto const shared = TRY(read_shared_strings(*archive, workbook.shared_strings, builder));
        auto const source = TRY(archive->stream(sheet.part));
        XmlScanner xml(*source);
        TRY(SheetReader(xml, XlsxCellReader(workbook, shared), builder).read());
        if (auto table = builder.finish()) return std::move(*table);
    }
    return bad_table("没有带表头的可见工作表", "no visible sheet has a header row");
}

}  // namespace agglo

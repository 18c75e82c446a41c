#include "exchange/read_csv.h"

#include <algorithm>

#include "base/text.h"
#include "exchange/table_error.h"

namespace agglo {

namespace {

/// The separator that stands most often, outside quotes, on the first line that is not empty.
char separator_of(std::string_view text) {
    static constexpr std::string_view kSeparators = ",;\t";
    size_t counts[kSeparators.size()] = {};
    bool quoted = false;
    bool any = false;
    for (char const c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' && any) break;
        any = any || (c != '\n' && c != '\r');
        auto const found = kSeparators.find(c);
        if (found != std::string_view::npos) ++counts[found];
    }
    auto const* const most = std::max_element(std::begin(counts), std::end(counts));
    return kSeparators[static_cast<size_t>(most - counts)];
}

/// Takes the cells of one record after another off the text.
class CsvReader {
public:
    CsvReader(std::string_view text, SheetBuilder& builder)
        : rest_(text), separator_(separator_of(text)), builder_(&builder) {}

    Result<void> read() {
        for (uint32_t number = 1; !rest_.empty(); ++number) {
            TRY(builder_->begin_row(number));
            size_t column = 0;
            do TRY(take_cell(column++));
            while (takes(separator_));
            takes('\r');
            takes('\n');
            TRY(builder_->end_row());
        }
        return {};
    }

private:
    bool takes(char mark) {
        if (rest_.empty() || rest_.front() != mark) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool at_end_of_cell() const {
        return rest_.empty() || rest_.front() == separator_ || rest_.front() == '\n' ||
               rest_.front() == '\r';
    }

    Result<void> take_cell(size_t column) {
        std::string text;
        if (takes('"')) text = TRY(take_quoted());
        // What follows a closing quote belongs to the cell as it stands, as Excel reads it.
        auto const* const from = rest_.data();
        while (!at_end_of_cell()) rest_.remove_prefix(1);
        text.append(from, rest_.data());
        std::erase(text, '\r');
        auto cell = std::string_view(text);
        if (cell.starts_with('\'') && looks_like_formula(cell)) cell.remove_prefix(1);
        return builder_->set(column, CellKind::kText, TRY(builder_->keep(cell)));
    }

    Result<std::string> take_quoted() {
        std::string text;
        while (true) {
            auto const quote = rest_.find('"');
            if (quote == std::string_view::npos) {
                return bad_table("引号未闭合", "a quote is not closed");
            }
            text.append(rest_.substr(0, quote));
            rest_.remove_prefix(quote + 1);
            if (!takes('"')) return text;
            text += '"';
        }
    }

    std::string_view rest_;
    char separator_;
    SheetBuilder* builder_;
};

}  // namespace

bool looks_like_formula(std::string_view text) {
    auto const first = text.find_first_not_of('\'');
    return first != std::string_view::npos &&
           std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

Result<SheetTable> read_csv(std::string_view bytes) {
    if (bytes.size() > SheetLimits::kFileBytesMax) {
        return table_too_large("文件字节数", "bytes", SheetLimits::kFileBytesMax);
    }
    std::string decoded;
    if (!take_utf8_mark(bytes)) {
        auto text = utf8_from_gb18030(bytes);
        if (!text.ok()) {
            return bad_table("文字编码既非 UTF-8 也非 GB18030", "it is neither UTF-8 nor GB 18030");
        }
        decoded = std::move(*text);
        bytes = decoded;
    }
    SheetBuilder builder("");
    TRY(CsvReader(bytes, builder).read());
    auto table = builder.finish();
    if (!table) return bad_table("文件中没有内容", "it is empty");
    return std::move(*table);
}

}  // namespace agglo

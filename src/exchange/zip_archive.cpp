#include "exchange/zip_archive.h"

#include <zip.h>

#include "exchange/sheet_table.h"
#include "exchange/table_error.h"

namespace agglo {

namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using ArchiveHandle = std::unique_ptr<zip_t, Discard>;
using FileHandle = std::unique_ptr<zip_file_t, Discard>;

Error damaged() {
    return bad_table("文件损坏或不完整", "the file is damaged or incomplete");
}

class PartSource : public ByteSource {
public:
    PartSource(FileHandle file, size_t& bytes_left)
        : file_(std::move(file)), bytes_left_(&bytes_left) {}

    Result<size_t> read(char* to, size_t most) override {
        auto const got = zip_fread(file_.get(), to, most);
        if (got < 0) return damaged();
        auto const count = static_cast<size_t>(got);
        if (count > *bytes_left_) {
            return table_too_large("解压后字节数", "unpacked bytes",
                                   SheetLimits::kUnpackedBytesMax);
        }
        *bytes_left_ -= count;
        return count;
    }

private:
    FileHandle file_;
    size_t* bytes_left_;
};

class LibzipArchive : public ZipArchive {
public:
    explicit LibzipArchive(ArchiveHandle archive) : archive_(std::move(archive)) {}

    bool has(std::string const& part) const override {
        return zip_name_locate(archive_.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
    }

    Result<std::unique_ptr<ByteSource>> stream(std::string const& part) override {
        if (!has(part)) {
            return bad_table("缺少部件 " + part, "the part " + part + " is missing");
        }
        FileHandle file(zip_fopen(archive_.get(), part.c_str(), ZIP_FL_NOCASE));
        if (!file) return damaged();
        return std::unique_ptr<ByteSource>(
            std::make_unique<PartSource>(std::move(file), bytes_left_));
    }

private:
    ArchiveHandle archive_;
    size_t bytes_left_ = SheetLimits::kUnpackedBytesMax;
};

/// What the first bytes say of a file that is no zip archive.
Error not_an_archive(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return bad_table("是旧版 .xls 或加密的工作簿，请另存为不加密的 .xlsx",
                         "it is an old .xls or an encrypted workbook; save it as plain .xlsx");
    }
    return bad_table("不是 .xlsx 文件或文件不完整", "it is not an .xlsx file, or cut short");
}

}  // namespace

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(std::string_view bytes) {
    if (bytes.size() > SheetLimits::kFileBytesMax) {
        return table_too_large("文件字节数", "bytes", SheetLimits::kFileBytesMax);
    }
    if (!bytes.starts_with("PK")) return not_an_archive(bytes);
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source) return damaged();
    ArchiveHandle archive(zip_open_from_source(source, ZIP_RDONLY, &error));
    zip_error_fini(&error);
    if (!archive) {
        zip_source_free(source);
        return damaged();
    }
    auto const parts = zip_get_num_entries(archive.get(), 0);
    if (parts < 0 || static_cast<size_t>(parts) > SheetLimits::kPartsMax) {
        return table_too_large("部件数", "parts", SheetLimits::kPartsMax);
    }
    return std::unique_ptr<ZipArchive>(std::make_unique<LibzipArchive>(std::move(archive)));
}

Result<std::string> ZipArchive::read_small(std::string const& part) {
    auto const source = TRY(stream(part));
    std::string text;
    char piece[16'384];
    while (auto const count = TRY(source->read(piece, sizeof piece))) {
        text.append(piece, count);
        if (text.size() > SheetLimits::kSmallPartBytesMax) {
            return table_too_large("部件字节数", "bytes in a part",
                                   SheetLimits::kSmallPartBytesMax);
        }
    }
    return text;
}

}  // namespace agglo

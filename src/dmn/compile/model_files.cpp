#include "dmn/compile/model_files.h"

#include <algorithm>
#include <fstream>

#include "dmn/xml/document.h"

namespace agglo::dmn {

namespace fs = std::filesystem;

namespace {

/// Files looked at for one import.
constexpr size_t kFilesMax = 2'000;

Result<std::string> find_namespace(fs::path const& folder, Import const& import) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (auto const& entry : fs::recursive_directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".dmn") files.push_back(entry.path());
        if (files.size() == kFilesMax) break;
    }
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        auto text = read_text_file(file, XmlDocument::kBytesMax);
        // Cheaply, before it is parsed: it must at least say that namespace.
        if (!text.ok() || text->find(import.ns) == std::string::npos) continue;
        auto const document = XmlDocument::parse(*text);
        if (document.ok() && normalized((*document)->root().attribute("namespace")) == import.ns) {
            return text;
        }
    }
    return Error(ErrorCode::kDmnNoSuchImport, {import.ns});
}

}  // namespace

Result<std::string> read_text_file(fs::path const& path, size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error(ErrorCode::kFileNotFound, {path.string()});
    std::string text;
    char buffer[1 << 16];
    while (file.read(buffer, sizeof buffer) || file.gcount() > 0) {
        text.append(buffer, static_cast<size_t>(file.gcount()));
        if (text.size() > bytes_max) {
            return Error(ErrorCode::kTooLarge, {path.string(), std::to_string(bytes_max)});
        }
    }
    return text;
}

Result<ModelPtr> read_model_file(fs::path const& path) {
    auto const text = TRY(read_text_file(path, XmlDocument::kBytesMax));
    auto const folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return read_model(text, [&](Import const& import) { return find_namespace(folder, import); });
}

}  // namespace agglo::dmn

#include "group_sums.h"

#include <fstream>
#include <iterator>

namespace agglo::bench {

std::string lines_of(GroupSums const& sums) {
    std::string text;
    for (auto const& [key, cells] : sums) {
        text += std::to_string(key.first) + "\t" + key.second;
        for (auto const& cell : cells) text += "\t" + (cell.empty() ? "0" : cell);
        text += "\n";
    }
    return text;
}

void write_text(std::string const& path, std::string const& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

std::string read_text(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace agglo::bench

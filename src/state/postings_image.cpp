#include "state/postings_image.h"

#include <array>

#include "column/packed_numbers.h"

namespace agglo {

void write_run(Postings::Run const& run, std::string& out) {
    std::array<int64_t, kPostingsBlock> keys;
    std::array<int64_t, kPostingsBlock> numbers;
    for (size_t first = 0; first < run.size(); first += kPostingsBlock) {
        size_t const count = std::min(kPostingsBlock, run.size() - first);
        for (size_t i = 0; i < count; ++i) {
            keys[i] = static_cast<int64_t>(run[first + i].key);
            numbers[i] = static_cast<int64_t>(run[first + i].number);
        }
        pack_numbers({keys.data(), count}, out);
        pack_numbers({numbers.data(), count}, out);
    }
}

bool read_run(std::string_view section, size_t count, Postings::Run& run) {
    SectionBytes bytes(section);
    std::array<uint64_t, kPostingsBlock> keys;
    std::array<uint64_t, kPostingsBlock> numbers;
    while (run.size() < count) {
        size_t const some = std::min(kPostingsBlock, count - run.size());
        if (!unpack_numbers(bytes, keys.data(), some)) return false;
        if (!unpack_numbers(bytes, numbers.data(), some)) return false;
        for (size_t i = 0; i < some; ++i) run.push_back({keys[i], numbers[i]});
    }
    return bytes.at_end() && std::is_sorted(run.begin(), run.end());
}

}  // namespace agglo

#include "exchange/projection/projection_state.h"

#include <charconv>

namespace agglo {

namespace {

bool read_integer(std::string const& text, int64_t& number) {
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stopped == end;
}

}  // namespace

std::array<StateColumn, 9> const& state_columns() {
    static std::array<StateColumn, 9> const columns{{
        {"ledger", false, {"账本标识", "Identity of the ledger"}},
        {"sequence", true, {"投影到的流水序号", "Journal sequence it stands at"}},
        {"hash", false, {"该条流水的哈希", "Hash of that entry"}},
        {"roles", false, {"角色，* 为全部", "Roles; * is everything"}},
        {"regions", false, {"行政区代码", "Region codes"}},
        {"schema_version", true, {"表结构版本", "Schema version"}},
        {"layout", false, {"列结构摘要", "Digest of tables and columns"}},
        {"agglo_version", false, {"程序版本", "Version of the program"}},
        {"finished_at", false, {"完成时刻（UTC）", "Finished at (UTC)"}},
    }};
    return columns;
}

std::vector<std::string> state_cells(ProjectionState const& state) {
    return {
        state.ledger,     std::to_string(state.sequence),       state.hash,   state.roles,
        state.regions,    std::to_string(state.schema_version), state.layout, state.agglo_version,
        state.finished_at};
}

std::optional<ProjectionState> state_from_cells(std::vector<std::string> const& cells) {
    if (cells.size() != state_columns().size()) return std::nullopt;
    ProjectionState state{cells[0], 0,        cells[2], cells[3], cells[4],
                          0,        cells[6], cells[7], cells[8]};
    bool const numbers = read_integer(cells[1], state.sequence) &&
                         read_integer(cells[5], state.schema_version) && state.sequence >= 0;
    if (!numbers) return std::nullopt;
    return state;
}

}  // namespace agglo

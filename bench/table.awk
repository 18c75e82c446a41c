# The closing table of tools/bench: what was measured, beside its peer and as a ratio.
{ value[$1] = $2 }
function row(what, figure, peer, ratio) { printf "%-44s %14s %14s %10s\n", what, figure, peer, ratio }
function against(what, mine, peer) {
    row(what, value[mine] " ms", value[peer] " ms", sprintf("%.1fx", value[peer] / value[mine]))
    mine = mine "_least"
    peer = peer "_least"
    row("    least of the runs", value[mine] " ms", value[peer] " ms",
        sprintf("%.1fx", value[peer] / value[mine]))
}
function quicker(what, mine, peer) {
    row(what, value[mine] "/s", value[peer] "/s",
        value[peer] > 0 ? sprintf("%.1fx", value[mine] / value[peer]) : "")
}
function faster(what, mine, peer) {
    row(what, value[mine] "/s", value[peer] "/s", value[peer] ? sprintf("%.1fx", value[mine] / value[peer]) : "")
}
function plain(what, name, unit) { row(what, value[name] unit, "", "") }
END {
    row("", "Agglo", "peer", "peer/Agglo")
    against("group-by, 1 thread, DuckDB", "agglo_1", "duckdb_1")
    against("group-by, 2 threads, DuckDB", "agglo_2", "duckdb_2")
    against("group-by, 1 thread, SQLite", "agglo_1", "sqlite_1")
    against("group-by, 1 process, PostgreSQL", "agglo_1", "postgresql_1")
    against("group-by, 2 processes, PostgreSQL", "agglo_2", "postgresql_2")
    plain("group-by, whole group_records", "agglo_group_records", " ms")
    plain("list of 50 in the process", "find_records_ms", " ms")
    for (i = 1; i <= 16; i += 15) {
        plain("list of 50 over HTTP, " i " connection(s)", "list_" i "_per_second", "/s")
        plain("    p50", "list_" i "_p50", "")
        plain("    p99", "list_" i "_p99", "")
    }
    row("durable create, 64 clients (peer: fsync)", value["create_64_per_second"] "/s",
        value["fsyncs_per_second"] "/s", sprintf("%.1fx", value["create_64_per_second"] / value["fsyncs_per_second"]))
    plain("    p50", "create_64_p50", "")
    plain("    p99", "create_64_p99", "")
    quicker("list of 50, 1 connection, Directus, no index", "list_1_per_second", "directus_list_plain_1_per_second")
    quicker("list of 50, 1 connection, Directus, indexed", "list_1_per_second", "directus_list_1_per_second")
    quicker("list of 50, 16 connections, Directus, indexed", "list_16_per_second", "directus_list_16_per_second")
    quicker("    without the total", "list_16_per_second", "directus_list_no_total_16_per_second")
    quicker("durable create, 64 clients, Directus", "create_64_per_second", "directus_create_64_per_second")
    quicker("    Directus without its history", "create_64_per_second", "directus_create_no_history_64_per_second")
    row("the desk alone, 64 clients (peer: the disk)", value["group_commit_desk_per_second"] "/s",
        value["group_commit_disk_per_second"] "/s", sprintf("%.1fx", value["group_commit_disk_per_second"] / value["group_commit_desk_per_second"]))
    plain("    entries a commit", "group_commit_desk_entries_per_commit", "")
    plain("start of the server, from the image", "start_seconds", " s")
    plain("image loaded in the process", "image_load_seconds", " s")
    plain("step to a point a month back", "past_month_seconds", " s")
    plain("step to a point a month back, updates", "updates_past_month_seconds", " s")
    plain("image written", "image_write_seconds", " s")
    plain("replay of creates, field values", "replay_values_m_per_second", " M/s")
    plain("replay of single updates, changes", "updates_replay_changes_m_per_second", " M/s")
    plain("columns of a project", "column_bytes_per_project", " B")
    plain("indexes of a project", "index_bytes_per_project", " B")
    faster("FEEL x = 21, parsed once (peer: feelin)", "feel_x_is_21_per_second", "feelin_x_is_21_per_second")
    faster("FEEL filter, parsed once", "feel_filter_per_second", "feelin_filter_per_second")
    faster("FEEL reward, parsed once", "feel_reward_per_second", "feelin_reward_per_second")
    faster("FEEL x = 21, parsing", "feel_parse_short_per_second", "feelin_parse_x_is_21_per_second")
    faster("FEEL filter, parsing", "feel_parse_filter_per_second", "feelin_parse_filter_per_second")
    faster("FEEL reward, parsing", "feel_parse_reward_per_second", "feelin_parse_reward_per_second")
    plain("table of 1000 rules, UNIQUE", "dmn_1000_unique_us", " us")
    plain("table of 3000 rules, FIRST", "dmn_3000_first_us", " us")
    plain("model of 11 decisions", "dmn_11_decisions_us", " us")
}

# Directus on SQLite beside Agglo: read by tools/bench, whose `figure`, `measure`, `say` and `fail` it
# uses. Installed from npm, with the Node it starts on, into a scratch folder outside the tree; only
# sqlite3's addon is compiled, from the sources within its npm package.
# shellcheck shell=sh disable=SC2154 # db, work, built, server … are those of tools/bench
directus_home=${DIRECTUS_HOME:-/var/tmp/agglo-bench-directus}
directus_run=$work/directus
directus_token=agglo-bench-static-token
directus_port=${DIRECTUS_PORT:-18055}

# Whoever installs does it with the Node that npm itself brought: sqlite3's addon speaks Node-API,
# which stays the same from one Node to the next.
install_directus() {
    [ ! -f "$directus_home/ready" ] || return 0
    say "installing Directus into $directus_home"
    mkdir -p "$directus_home"
    cp bench/peers/directus/package.json "$directus_home"
    (
        cd "$directus_home"
        npm install --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
        (cd node_modules/node && node installArchSpecificPackage.js)
        headers=${NODE_HEADERS:-/usr}  # nodejs of NodeSource or libnode-dev of Debian
        [ -f "$headers/include/node/node_api.h" ] || fail "no $headers/include/node/node_api.h: install libnode-dev"
        cd node_modules/sqlite3
        npx --no-install node-gyp rebuild --nodedir="$headers"
        touch "$directus_home/ready"
    ) >"$work/directus-install.log" 2>&1 || { tail -n 20 "$work/directus-install.log"; fail "Directus is not installed"; }
}

directus_node() { "$directus_home/node_modules/node/bin/node" "$@"; }
directus_cli() { (cd "$directus_run" && exec "$directus_home/node_modules/node/bin/node" "$directus_home/node_modules/directus/cli.js" "$@"); }

configure_directus() {
    rm -rf "$directus_run"
    mkdir -p "$directus_run/extensions" "$directus_run/uploads"
    echo '{"name":"run","private":true}' >"$directus_run/package.json"
    cat >"$directus_run/.env" <<END
HOST=127.0.0.1
PORT=$directus_port
PUBLIC_URL=http://127.0.0.1:$directus_port
DB_CLIENT=sqlite3
DB_FILENAME=data.db
SECRET=0123456789abcdef0123456789abcdef
ADMIN_EMAIL=bench@example.com
ADMIN_PASSWORD=bench-password-2026
ADMIN_TOKEN=$directus_token
TELEMETRY=false
LOG_LEVEL=error
RATE_LIMITER_ENABLED=false
PRESSURE_LIMITER_ENABLED=false
WEBSOCKETS_ENABLED=false
CACHE_ENABLED=false
END
}

start_directus() {
    directus_cli bootstrap >"$work/directus.log" 2>&1 || { cat "$work/directus.log"; fail "no bootstrap"; }
    (cd "$directus_run" && NODE_ENV=production exec "$directus_home/node_modules/node/bin/node" \
        "$directus_home/node_modules/directus/cli.js" start) >>"$work/directus.log" 2>&1 &
    directus=$!
    tries=0
    until curl -fs "http://127.0.0.1:$directus_port/server/ping" >/dev/null 2>&1; do
        kill -0 "$directus" 2>/dev/null || { cat "$work/directus.log"; fail "Directus does not start"; }
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || fail "Directus does not answer"
        sleep 0.1
    done
}

load_directus() {
    say "copying the projects into Directus"
    "$built/agglo" project --db "$db" --to "$directus_run/projects.gpkg" --everything >/dev/null
    directus_node --no-warnings bench/peers/directus/load.mjs "http://127.0.0.1:$directus_port" \
        "$directus_token" "$directus_run/projects.gpkg" "$directus_run/data.db" | tee -a "$figures"
    rm -f "$directus_run/projects.gpkg"*
}

# The list with and without an index on what it is sorted by, without and with the total that
# Agglo's answer always bears; then creates, with and without Directus' history.
measure_directus() {
    items=http://127.0.0.1:$directus_port/items/project
    token=$directus_token
    filter='%7B%22manufacturing%22%3A%7B%22_eq%22%3Atrue%7D%2C%22total_investment%22%3A%7B%22_gte%22%3A100000000%7D%7D'
    list="$items?filter=$filter&sort=-total_investment&limit=50"
    ours=$seconds
    seconds=$((ours * 2))
    measure directus_list_plain_1 1 "$list&meta=filter_count"
    settle_directus
    directus_sql 'CREATE INDEX by_investment ON project (total_investment)'
    measure directus_list_1 1 "$list&meta=filter_count"
    settle_directus
    seconds=$((ours * 7))  # 16 wait for one another: one round takes long
    measure directus_list_16 16 "$list&meta=filter_count"
    settle_directus
    seconds=$ours
    measure directus_list_no_total_16 16 "$list"
    settle_directus
    "$built/bench/fsync_bench" "$work" | sed 's/^/directus_/' | tee -a "$figures"
    measure directus_create_64 64 -s bench/create.lua "$items" -- flat
    curl -fs -X PATCH -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
        -d '{"meta":{"accountability":null}}' "http://127.0.0.1:$directus_port/collections/project" >/dev/null
    measure directus_create_no_history_64 64 -s bench/create.lua "$items" -- flat
    "$built/bench/fsync_bench" "$work" | sed 's/^/after_directus_/' | tee -a "$figures"
}

# Queries whose client has gone still run, and what is measured next would wait for them: a request
# of its own is answered when they are done.
settle_directus() {
    curl -fs -m 300 -H "Authorization: Bearer $token" "$items?limit=1" >/dev/null || fail "Directus hangs"
}

directus_sql() {
    directus_node --no-warnings -e 'const { DatabaseSync } = require("node:sqlite");
        new DatabaseSync(process.argv[1], { timeout: 60000 }).exec(process.argv[2]);' "$directus_run/data.db" "$1"
}

stop_directus() {
    [ -z "$directus" ] || kill "$directus" 2>/dev/null || true
    [ -z "$directus" ] || wait "$directus" 2>/dev/null || true
    directus=
}

beside_directus() {
    install_directus
    configure_directus
    figure directus "12.4.0 on Node $(directus_node --version)"
    start_directus
    load_directus
    measure_directus
    stop_directus
    rm -rf "$directus_run"
}

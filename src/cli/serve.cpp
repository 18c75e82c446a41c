#include <cstdio>

#include "api/api.h"
#include "cli/console_io.h"
#include "cli/stop_signals.h"
#include "http/server.h"

namespace agglo::cli {

namespace {

std::string server_metrics(http::Server const& server) {
    auto const counters = server.counters();
    std::string text;
    auto const add = [&](char const* name, char const* kind, uint64_t value) {
        text += "# TYPE agglo_http_" + std::string(name) + " " + kind + "\nagglo_http_" + name +
                " " + std::to_string(value) + "\n";
    };
    add("requests_total", "counter", counters.requests);
    add("connections_open", "gauge", counters.connections_open);
    add("connections_total", "counter", counters.connections_total);
    add("refused_overload_total", "counter", counters.refused_overload);
    add("bytes_out_total", "counter", counters.bytes_out);
    return text;
}

/// No default password: the first administrator is made by a link that only who starts the server
/// sees.
Result<void> offer_first_link(Accounts& accounts, std::string const& base) {
    if (!TRY(accounts.empty())) return {};
    auto const secret = TRY(accounts.create_link());
    std::printf(
        "首个管理员请在一天内打开此一次性链接 First administrator, once, within a day:\n  "
        "%s/welcome?token=%s\n",
        base.c_str(), secret.c_str());
    return {};
}

}  // namespace

int run_serve(ServeOptions const& options) {
    StopSignals const stop;
    auto const desk = TRY_OR_EXIT(open_desk(options.db));
    auto const accounts = TRY_OR_EXIT(open_accounts(options.db));
    Api api(*desk, *accounts, {.demo = options.demo});
    http::ServerSettings settings;
    settings.host = options.host;
    settings.port = options.port;
    auto const server = TRY_OR_EXIT(http::Server::start(settings, api.router()));
    api.set_metrics([&server] { return server_metrics(*server); });

    auto const base = "http://" + (options.host == "127.0.0.1" ? "localhost" : options.host) + ":" +
                      std::to_string(server->port());
    auto const offered = offer_first_link(*accounts, base);
    if (!offered.ok()) return report(offered.error());
    auto const snapshot = desk->snapshot();
    std::printf("Agglo %s  记录 records %zu  流水 journal %llu\n", base.c_str(),
                snapshot->record_count, static_cast<unsigned long long>(snapshot->point.sequence));
    std::fflush(stdout);
    stop.wait();
    api.stop();
    server->drain();
    return kOk;
}

}  // namespace agglo::cli

#include <cstdio>
#include <fmt/format.h>

#include "api/api.h"
#include "cli/console_io.h"
#include "cli/http_options.h"
#include "cli/stop_signals.h"
#include "http/server.h"
#include "proof/checkpoint_folder.h"

namespace agglo::cli {

namespace {

std::string server_metrics(http::Server const& server, http::AccessLog const* log) {
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
    add("connections_max", "gauge", counters.connections_max);
    add("connections_refused_total", "counter", counters.connections_refused);
    if (log) add("access_log_dropped_total", "counter", log->dropped());
    if (log) add("access_log_failures_total", "counter", log->failures());
    return text;
}

std::string start_metrics(Desk const& desk) {
    auto const& start = desk.started();
    auto const image = desk.image_state();
    return fmt::format(
        "# HELP agglo_image_sequence Where the newest image stands; 0: there is none.\n"
        "# TYPE agglo_image_sequence gauge\nagglo_image_sequence {}\n"
        "# TYPE agglo_image_failures_total counter\nagglo_image_failures_total {}\n"
        "# HELP agglo_start_image_sequence The image this start used; 0: none.\n"
        "# TYPE agglo_start_image_sequence gauge\nagglo_start_image_sequence {}\n"
        "# TYPE agglo_start_replayed_entries gauge\nagglo_start_replayed_entries {}\n"
        "# TYPE agglo_start_seconds gauge\nagglo_start_seconds {:.3f}\n",
        image.sequence, image.failures, start.image, start.entries, start.seconds);
}

/// How the ledger came into memory, and why an image that is there was not used.
void tell_start(StartReport const& start) {
    if (start.image_refused) {
        std::fprintf(stderr, "映像未用，改为重放 the image was not used: %s\n  %s\n",
                     start.image_refused->message_zh().c_str(),
                     start.image_refused->message_en().c_str());
    }
    std::printf("起始 start: 映像 image %llu, 重放 replayed %zu 条 entries, %.2f s\n",
                static_cast<unsigned long long>(start.image), start.entries, start.seconds);
}

/// No default password: the first administrators are made by links that only who starts the server
/// sees.
Result<void> offer_first_links(Accounts& accounts, Model const& model, std::string const& base) {
    if (!TRY(accounts.empty())) return {};
    std::printf(
        "首任管理员（三员各一人）请在一天内打开各自的一次性链接 First administrators, a person "
        "each, once, within a day:\n");
    for (auto const& role : model.roles) {
        if (duty_of(model, role.name) == Duty::kBusiness) continue;
        auto const secret = TRY(accounts.create_link(role.name));
        std::printf("  %s %s: %s/welcome?token=%s\n", role.labels.zh.c_str(),
                    role.labels.en.c_str(), base.c_str(), secret.c_str());
    }
    return {};
}

Result<std::shared_ptr<SigningKey const>> checkpoint_key(ServeOptions const& options) {
    if (options.checkpoint_key.empty()) return std::shared_ptr<SigningKey const>();
    auto key = TRY(SigningKey::open(options.checkpoint_key));
    return std::shared_ptr<SigningKey const>(std::make_shared<SigningKey>(std::move(key)));
}

/// Nothing when no folder was named. The first checkpoint is written at once, so that a wrong
/// folder shows.
Result<std::unique_ptr<CheckpointFolder>> checkpoint_folder(ServeOptions const& options,
                                                            Journal const& journal,
                                                            SigningKey const* key) {
    if (options.checkpoint_folder.empty() || !key) return std::unique_ptr<CheckpointFolder>();
    auto folder = std::make_unique<CheckpointFolder>(
        journal, *key,
        CheckpointFolder::Settings{options.checkpoint_folder,
                                   std::chrono::minutes(options.checkpoint_minutes)},
        [](Error const& error) { (void)report(error); });
    TRY(folder->write());
    return folder;
}

}  // namespace

int run_serve(ServeOptions const& options) {
    StopSignals const stop(StopSignals::HangUp::kIsTold);
    auto const key = TRY_OR_EXIT(checkpoint_key(options));
    auto const desk = TRY_OR_EXIT(open_desk(options.db, image_use(options.no_image)));
    tell_start(desk->started());
    desk->shown(desk->snapshot(),
                Instant::now().date_in_shanghai());  // so that nobody waits for it
    auto const folder = TRY_OR_EXIT(checkpoint_folder(options, desk->journal(), key.get()));
    auto const accounts = TRY_OR_EXIT(open_accounts(options.db));
    auto const audit = TRY_OR_EXIT(open_audit_log(options.db));
    Api api(*desk, *accounts, *audit,
            {.demo = options.demo,
             .checkpoint_key = key,
             .second_factor_roles = options.second_factor_roles});
    auto const settings = TRY_OR_EXIT(http_settings(options));
    auto const server = TRY_OR_EXIT(http::Server::start(settings, api.router()));
    auto const* const log = settings.access_log.get();
    api.set_metrics([&desk = *desk, &server = *server, log] {
        return server_metrics(server, log) + start_metrics(desk);
    });

    auto const base = "http://" + (options.host == "127.0.0.1" ? "localhost" : options.host) + ":" +
                      std::to_string(server->port());
    auto const offered = offer_first_links(*accounts, *desk->snapshot()->model, base);
    if (!offered.ok()) return report(offered.error());
    auto const snapshot = desk->snapshot();
    std::printf("Agglo %s  记录 records %zu  流水 journal %llu\n", base.c_str(),
                snapshot->record_count, static_cast<unsigned long long>(snapshot->point.sequence));
    std::fflush(stdout);
    while (stop.wait()) {
        if (settings.access_log) settings.access_log->reopen();
    }
    api.stop();
    server->drain();
    return kOk;
}

}  // namespace agglo::cli

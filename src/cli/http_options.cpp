#include "cli/http_options.h"

namespace agglo::cli {

void add_http_options(CLI::App* serve, ServeOptions& options) {
    serve->add_option("--trusted-proxy", options.trusted_proxies,
                      "可信反向代理的地址或网段，采信其 X-Forwarded-* address or CIDR range of a "
                      "proxy whose X-Forwarded-* is believed (repeatable)");
    serve
        ->add_option("--connections-per-remote", options.connections_per_remote,
                     "每个地址最多的连接数 connections that one address may have")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    auto* log = serve->add_option("--access-log", options.access_log,
                                  "访问日志文件，每个请求一行 JSON；SIGHUP 后重新打开 access log, "
                                  "a line of JSON a request; reopened on SIGHUP");
    serve
        ->add_option("--access-log-mb", options.access_log_mb,
                     "访问日志单个文件的上限（MB） size at which the log is rotated, MB")
        ->needs(log)
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    serve
        ->add_option("--access-log-files", options.access_log_files,
                     "保留的旧访问日志个数 rotated logs that are kept")
        ->needs(log)
        ->check(CLI::Range(0, 10'000))
        ->capture_default_str();
}

Result<http::ServerSettings> http_settings(ServeOptions const& options) {
    http::ServerSettings settings;
    settings.host = options.host;
    settings.port = options.port;
    settings.limits.connections_per_remote_max = options.connections_per_remote;
    settings.trusted_proxies = TRY(http::ProxyTrust::of(options.trusted_proxies));
    if (options.access_log.empty()) return settings;
    auto log = TRY(http::AccessLog::open({.file = options.access_log,
                                          .file_bytes_max = options.access_log_mb * 1'000'000,
                                          .files_kept = options.access_log_files}));
    settings.access_log = std::move(log);
    return settings;
}

}  // namespace agglo::cli

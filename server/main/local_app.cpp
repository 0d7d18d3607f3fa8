#include "server/main/local_app.hpp"

#include "server/main/guest_world.hpp"
#include "server/main/settings.hpp"

namespace foyer::main {

LocalApp::LocalApp(const config::Config& config) : config_(config), world_(config_) {}

LocalApp::~LocalApp() {
    threads_.stop();
    app_.reset();
    store_.reset();
}

Result<void> LocalApp::open() {
    auto store = storage::open_sqlite(store_settings(config_, storage::SqliteSettings::Role::tool));
    if (!store) return refuse(store.error());
    store_ = std::move(*store);
    auto guests = guest_world(config_, [url = config_.http.public_url] { return url; });
    if (!guests) return refuse(guests.error());
    app::AppPorts ports{store_->store(), nobody_,        world_.clock, world_.random,
                        world_.hasher, world_.codes,   world_.file_bytes, std::move(*guests)};
    app_ = std::make_unique<app::App>(std::move(ports), app_settings(config_), threads_.executors());
    threads_.start();
    return run(app_->directory.refresh());
}

}  // namespace foyer::main

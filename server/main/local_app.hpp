#pragma once
#include <memory>

#include "lib/net/io_threads.hpp"
#include "server/app/app.hpp"
#include "server/config/config.gen.hpp"
#include "server/main/run_task.hpp"
#include "server/main/world.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"

namespace foyer::main {

/// The use cases on a data folder without a server around them, for the tools of the command line. Works beside a
/// running server: that one sees within a second what was changed.
class LocalApp {
public:
    explicit LocalApp(const config::Config& config);
    ~LocalApp();
    LocalApp(const LocalApp&) = delete;
    LocalApp& operator=(const LocalApp&) = delete;

    Result<void> open();
    [[nodiscard]] app::App& app() { return *app_; }
    [[nodiscard]] domain::Directory directory() { return *app_->directory.current(); }

    template <class T>
    T run(Task<T> task) {
        return run_task(threads_[0].executor(), std::move(task));
    }

private:
    /// Nobody is connected to a tool.
    struct NoReaders final : ports::Publisher {
        void publish(ports::Audience, ports::Event) override {}
    };

    config::Config config_;
    net::IoThreads threads_{
        1};  // Outlives the hasher in world_: a hash holds the executor it is awaited on to its end.
    World world_;
    std::unique_ptr<storage::SqliteStore> store_;
    NoReaders nobody_;
    std::unique_ptr<app::App> app_;
};

}  // namespace foyer::main

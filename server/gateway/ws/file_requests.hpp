#pragma once
#include "schema/feed.pb.h"
#include "server/app/app.hpp"
#include "server/app/caller.hpp"
#include "server/gateway/ws/answers.hpp"

namespace foyer::gateway {

/// The requests of the feed about files (contract 6): from the wire into a use case and back. No state; any I/O thread.
class FileRequests {
public:
    explicit FileRequests(app::App& app) : app_(app) {}

    /// True for the bodies that perform() knows.
    [[nodiscard]] static bool knows(v1::ClientFrame::BodyCase body);
    Answer perform(app::Caller caller, v1::ClientFrame frame);

private:
    // Static, as perform() only begins them: they go on when these FileRequests are gone.
    static Answer offer(app::App& app, app::Caller caller, v1::OfferFile request);
    static Answer when_done(Task<Result<void>> change);

    app::App& app_;
};

}  // namespace foyer::gateway

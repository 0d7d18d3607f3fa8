#include "server/gateway/ws/file_requests.hpp"

#include <cmath>

#include "server/gateway/wire/file_to_wire.hpp"

namespace foyer::gateway {

namespace {

constexpr double largest_size = 9007199254740991;  // The largest integer that JavaScript counts exactly.

Answer offer(app::App& app, app::Caller caller, v1::OfferFile request) {
    const double size = request.size();
    if (!(size >= 0 && size <= largest_size) || std::floor(size) != size) {
        co_return refuse(ErrorCode::bad_request, "The size of a file is a number of bytes.");
    }
    domain::FileOffer wish{.name = request.name(), .size = static_cast<std::uint64_t>(size), .type = request.type()};
    auto file = co_await app.offer_file.run(caller, RoomId{request.room_id()}, std::move(wish),
                                            std::move(*request.mutable_idempotency_key()));
    if (!file) co_return refuse(file.error());
    v1::ServerFrame frame;
    to_wire(**file, *frame.mutable_file_offered()->mutable_file());
    co_return frame;
}

/// Behind what this turn of the thread has queued: the FileEvent reaches the connection before its answer does.
Answer when_done(Task<Result<void>> change) {
    const auto result = co_await std::move(change);
    co_await after_its_events();
    co_return done(result);
}

}  // namespace

bool is_file_request(v1::ClientFrame::BodyCase body) {
    using Body = v1::ClientFrame;
    return body == Body::kOfferFile || body == Body::kAcceptFile || body == Body::kRejectFile ||
           body == Body::kCancelFile || body == Body::kFinishFile;
}

Answer perform_file_request(app::App& app, app::Caller caller, v1::ClientFrame frame) {
    using Body = v1::ClientFrame;
    switch (frame.body_case()) {
        case Body::kOfferFile:
            return offer(app, caller, std::move(*frame.mutable_offer_file()));
        case Body::kAcceptFile:
            return when_done(app.accept_file.run(caller, FileId{frame.accept_file().file_id()}));
        case Body::kRejectFile:
            return when_done(
                app.reject_file.run(caller, FileId{frame.reject_file().file_id()}, frame.reject_file().failed()));
        case Body::kCancelFile:
            return when_done(app.cancel_file.run(caller, FileId{frame.cancel_file().file_id()}));
        default:
            return when_done(app.finish_file.run(caller, FileId{frame.finish_file().file_id()}));
    }
}

}  // namespace foyer::gateway

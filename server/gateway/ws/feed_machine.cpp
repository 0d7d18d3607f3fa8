#include "server/gateway/ws/feed_machine.hpp"

#include <algorithm>

namespace foyer::gateway {

namespace {

v1::ServerFrame pong_frame(std::uint32_t request, Instant now) {
    v1::ServerFrame frame;
    frame.set_re(request);
    frame.mutable_pong()->set_now_ms(static_cast<double>(now.time_since_epoch().count()));
    return frame;
}

FeedMachine::Actions one(FeedMachine::Action action) {
    FeedMachine::Actions actions;
    actions.push_back(std::move(action));
    return actions;
}

}  // namespace

v1::ServerFrame error_frame(std::uint32_t request, const Error& error) {
    v1::ServerFrame frame;
    frame.set_re(request);
    auto* body = frame.mutable_error();
    body->set_code(static_cast<v1::ErrorCode>(error.code));
    body->set_sentence(error.sentence);
    body->set_retry_after_ms(static_cast<std::uint32_t>(std::max<Millis::rep>(0, error.retry_after.count())));
    return frame;
}

FeedMachine::FeedMachine(const FeedRules& rules, Instant now)
    : rules_(rules),
      opened_(now),
      last_sent_(now),
      bucket_(rules.requests_per_second, rules.request_burst, now),
      signals_(rules.signals_per_second, rules.signals_per_second, now) {}

FeedMachine::Actions FeedMachine::on_frame(v1::ClientFrame frame, Instant now) {
    if (phase_ == Phase::closed) {
        return {};
    }
    const bool is_signal = frame.has_send_signal() && phase_ == Phase::open;
    auto& bucket = is_signal ? signals_ : bucket_;
    if (!bucket.take(now)) {
        return refuse_rate(frame.id(), bucket);
    }
    refused_in_a_row_ = 0;
    if (phase_ == Phase::waiting_for_hello) {
        return on_hello(std::move(frame));
    }
    if (frame.body_case() == v1::ClientFrame::kPing) {
        return one(Send{pong_frame(frame.id(), now)});
    }
    if (frame.body_case() == v1::ClientFrame::kBye) {
        return on_bye(frame.id());
    }
    return on_request(std::move(frame));
}

FeedMachine::Actions FeedMachine::on_unreadable(std::string why, Instant now) {
    if (phase_ == Phase::closed) {
        return {};
    }
    if (!bucket_.take(now)) {
        return refuse_rate(0, bucket_);
    }
    if (phase_ == Phase::waiting_for_hello) {
        return close(CloseCode::stop, "The first frame must be Hello.");
    }
    return one(Send{error_frame(0, Error{ErrorCode::bad_request, std::move(why)})});
}

FeedMachine::Actions FeedMachine::on_tick(Instant now) {
    switch (phase_) {
        case Phase::closed:
            return {};
        case Phase::waiting_for_hello:
            if (now - opened_ >= rules_.handshake) {
                return close(CloseCode::retry, "No Hello came in time.", rules_.flood_pause);
            }
            return {};
        case Phase::opening:
        case Phase::open:
            break;
    }
    if (phase_ == Phase::open && now - last_sent_ >= rules_.heartbeat) {
        return one(Send{pong_frame(0, now)});
    }
    return {};
}

void FeedMachine::opened() {
    if (phase_ == Phase::opening) {
        phase_ = Phase::open;
    }
}

void FeedMachine::answered(std::uint32_t request) {
    std::erase(in_flight_, request);
}

FeedMachine::Actions FeedMachine::on_hello(v1::ClientFrame frame) {
    if (frame.body_case() != v1::ClientFrame::kHello) {
        return close(CloseCode::stop, "The first frame must be Hello.");
    }
    if (frame.id() == 0) {
        return close(CloseCode::stop, "Hello needs an id of 1 or more.");
    }
    phase_ = Phase::opening;
    return one(Open{std::move(*frame.mutable_hello()), frame.id()});
}

FeedMachine::Actions FeedMachine::on_request(v1::ClientFrame frame) {
    const auto request = frame.id();
    const auto refuse = [request](std::string sentence) {
        return one(Send{error_frame(request, Error{ErrorCode::bad_request, std::move(sentence)})});
    };
    switch (frame.body_case()) {
        case v1::ClientFrame::BODY_NOT_SET:
            return refuse("This server does not know this request.");
        case v1::ClientFrame::kHello:
            return refuse("Hello was said already.");
        default:
            break;
    }
    if (phase_ == Phase::opening) {
        return refuse("Wait for Welcome first.");
    }
    if (request == 0) {
        return refuse("A request needs an id of 1 or more.");
    }
    if (std::ranges::find(in_flight_, request) != in_flight_.end()) {
        return refuse("A request with this id is still being answered.");
    }
    if (in_flight_.size() >= rules_.requests_in_flight) {
        return one(Send{error_frame(request, Error{ErrorCode::limit_reached,
                                                   "Too many requests wait for their answer "
                                                   "(feed.requests_in_flight)."})});
    }
    in_flight_.push_back(request);
    return one(Start{std::move(frame)});
}

FeedMachine::Actions FeedMachine::refuse_rate(std::uint32_t request, const TokenBucket& bucket) {
    if (++refused_in_a_row_ > rules_.refusals_before_close) {
        return close(CloseCode::retry, "This client was flooding the server.", rules_.flood_pause);
    }
    Error error{ErrorCode::rate_limited};
    error.retry_after = bucket.wait();
    return one(Send{error_frame(request, error)});
}

FeedMachine::Actions FeedMachine::on_bye(std::uint32_t request) {
    Actions actions;
    actions.emplace_back(Goodbye{});
    v1::ServerFrame done;
    done.set_re(request);
    done.mutable_done();
    actions.emplace_back(Send{std::move(done)});
    actions.emplace_back(Close{CloseCode::normal, "Bye.", Millis{0}});
    phase_ = Phase::closed;
    return actions;
}

FeedMachine::Actions FeedMachine::close(CloseCode code, std::string reason, Millis retry_after) {
    phase_ = Phase::closed;
    return one(Close{code, std::move(reason), retry_after});
}

}  // namespace foyer::gateway

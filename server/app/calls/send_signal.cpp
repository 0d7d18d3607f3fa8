#include "server/app/calls/send_signal.hpp"

namespace foyer::app {

Task<Result<void>> SendSignal::run(CallCaller who, NewSignal wish) {
    auto call = domain::parse_call_id(std::move(wish.call));
    if (!call) co_return refuse(call.error());
    auto from = domain::parse_peer_id(std::move(wish.from));
    if (!from) co_return refuse(from.error());
    auto to = domain::parse_peer_id(std::move(wish.to));
    if (!to) co_return refuse(to.error());
    auto sound = domain::check_signal(wish.signal, calls_.settings().signals);
    if (!sound) co_return refuse(sound.error());
    CallPlace place{.room = wish.room, .call = std::move(*call)};
    auto task = relay(who, std::move(place), std::move(*from), std::move(*to), std::move(wish.signal));
    co_return co_await calls_.on_strand(std::move(task));
}

Task<Result<void>> SendSignal::relay(CallCaller who, CallPlace place, domain::PeerId from, domain::PeerId to,
                                     domain::Signal signal) {
    co_return calls_.relay(who, place, std::move(from), std::move(to), std::move(signal));
}

}  // namespace foyer::app

#pragma once
#include <vector>

#include "lib/wire/codec.hpp"
#include "server/gateway/wire/to_wire.hpp"
#include "server/ports/session_store.hpp"

namespace foyer::gateway {

/// Sessions as REST shows them. `current`: the one that asks; 0: none does.
[[nodiscard]] inline v1::SessionList session_list(const std::vector<ports::Session>& sessions, SessionId current) {
    v1::SessionList list;
    for (const auto& session : sessions) {
        auto& item = *list.add_sessions();
        item.set_session_id(session.id.value());
        item.set_login_token(session.kind == ports::SessionKind::login_token);
        item.set_subid(session.subid);
        item.set_created_ms(wire_time(session.created));
        item.set_expires_ms(wire_time(session.expires));
        item.set_current(current && session.id == current);
    }
    return list;
}

}  // namespace foyer::gateway

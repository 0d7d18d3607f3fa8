#include "server/gateway/rest/rest_operations.hpp"

#include <stdexcept>

namespace foyer::gateway {

namespace {

HttpOperation operation_of(const RestRoute& route) {
    HttpOperation operation;
    operation.method = route.method;
    operation.path = route.path;
    operation.access = route.scope == RestScope::admin ? Access::administrator : Access::logged_in;
    switch (route.scope) {
        case RestScope::read:
            operation.scope = domain::Scope::read;
            break;
        case RestScope::write:
            operation.scope = domain::Scope::write;
            break;
        case RestScope::admin:
            operation.scope = domain::Scope::admin;
            break;
        case RestScope::command:
            operation.scope = domain::Scope::command;
            break;
        case RestScope::login:
            operation.keys = Keys::refused;
            break;
    }
    return operation;
}

}  // namespace

void RestOperations::add_to(Router& router) const {
    for (std::size_t i = 0; i < rest_routes.size(); ++i) {
        if (!runs_[i]) throw std::logic_error("no handler: " + std::string(rest_routes[i].name));
        auto operation = operation_of(rest_routes[i]);
        operation.run = runs_[i];
        router.add(std::move(operation));
    }
}

void add_rest_operations(Router& router, RestDesk& desk) {
    RestOperations operations(desk);
    bind_own_calls(operations);
    bind_key_calls(operations);
    bind_room_calls(operations);
    bind_message_calls(operations);
    bind_contact_calls(operations);
    bind_invitation_calls(operations);
    bind_file_calls(operations);
    bind_company_calls(operations);
    bind_user_calls(operations);
    bind_user_session_calls(operations);
    bind_import_calls(operations);
    bind_log_calls(operations);
    bind_webhook_calls(operations);
    bind_admin_calls(operations);
    operations.add_to(router);
}

}  // namespace foyer::gateway

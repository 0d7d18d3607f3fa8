#include "server/gateway/rest/local_gateway.hpp"

#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

Task<net::HttpResponse> LocalGateway::handle(net::HttpRequest request) {
    auto found = router_.find(request.method, request.path);
    if (found.operation == nullptr) co_return error_answer(Error{ErrorCode::not_found});
    if (found.operation->access == Access::logged_in) {
        co_return error_answer(
            Error{ErrorCode::forbidden, "This takes somebody who has logged in; the command line is nobody."});
    }
    HttpCall call;
    call.request = std::move(request);
    call.path = std::move(found.path);
    call.actor = app::Local{};
    co_return co_await found.operation->run(std::move(call));
}

net::HttpResponse LocalGateway::refusal(unsigned status, std::string_view sentence) const {
    return refusal_answer(status, sentence);
}

Task<net::UpgradeAnswer> LocalGateway::upgrade(net::HttpRequest, std::vector<std::string>) {
    co_return error_answer(Error{ErrorCode::not_found});
}

}  // namespace foyer::gateway

#pragma once
#include <string>

#include "server/app/webhooks/webhooks.hpp"

namespace foyer::gateway {

/// What a webhook is told, as the JSON of v1::WebhookNews (schema/rest.proto). Any thread.
[[nodiscard]] std::string webhook_body(const app::WebhookNews& news);

}  // namespace foyer::gateway

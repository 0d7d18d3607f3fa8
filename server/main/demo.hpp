#pragma once
#include <string>

#include "server/app/app.hpp"

namespace foyer::main {

/// Fills an empty server with two companies, their people and some rooms, by the same use cases that clients use. Does
/// nothing on a server that has companies already.
Task<Result<void>> seed_demo(app::App& app);

/// Who may log in on a demo server, for its operator.
[[nodiscard]] std::string demo_words();

}  // namespace foyer::main

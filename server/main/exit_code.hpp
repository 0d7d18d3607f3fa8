#pragma once

namespace foyer::main {

/// What the program ends with.
enum class ExitCode : int {
    ok = 0,
    failed = 1,       ///< It could not do what was asked: the sentence on standard error says why.
    usage = 2,        ///< The command line or the configuration is wrong.
    unavailable = 3,  ///< The port or the data folder is taken by somebody else, or the server does not answer.
};

}  // namespace foyer::main

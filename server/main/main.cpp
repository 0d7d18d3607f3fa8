#include "server/main/command_line.hpp"

int main(int argc, char** argv) {
    return foyer::main::run_command_line(argc, argv);
}

#include "server/cli/table.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "lib/base/utf8.hpp"

namespace foyer::cli {

namespace {

constexpr std::size_t gap = 2;

std::string tame(std::string text) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, '?');
    return text;
}

std::size_t width_of(const std::string& text) {
    return is_utf8(text) ? count_code_points(text) : text.size();
}

std::chrono::sys_seconds seconds_of(double ms) {
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(static_cast<std::int64_t>(ms))));
}

}  // namespace

std::string Table::for_person() const {
    std::vector<std::size_t> widths;
    for (const auto& name : head_) widths.push_back(width_of(name));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths.at(i) = std::max(widths.at(i), width_of(row[i]));
    }
    std::string text;
    const auto append = [&](const std::vector<std::string>& row) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += tame(row[i]);
            line.append(widths.at(i) - width_of(row[i]) + gap, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    append(head_);
    for (const auto& row : rows_) append(row);
    return text;
}

std::string Table::for_program() const {
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += '\t';
            text += tame(row[i]);
        }
        text += '\n';
    }
    return text;
}

void Table::print() const {
    const auto text = ::isatty(STDOUT_FILENO) == 1 ? for_person() : for_program();
    std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string day_of(double ms) {
    if (ms == 0) return "never";
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(seconds_of(ms))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string time_of(double ms) {
    if (ms == 0) return "never";
    const auto seconds = seconds_of(ms);
    const std::chrono::hh_mm_ss time{seconds - std::chrono::floor<std::chrono::days>(seconds)};
    return fmt::format("{} {:02}:{:02} UTC", day_of(ms), time.hours().count(), time.minutes().count());
}

}  // namespace foyer::cli

#include "server/gateway/rest/user_sheet.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <new>
#include <utility>

#include <boost/beast/core/string.hpp>
#include <csv.h>
#include <fmt/format.h>

namespace foyer::gateway {

namespace {

using boost::beast::iequals;
using Row = std::vector<std::string>;

constexpr std::array<std::string_view, 5> columns{"login", "name", "email", "password", "administrator"};
constexpr std::array<std::string_view, 3> words_for_yes{"yes", "true", "1"};
constexpr std::array<std::string_view, 4> words_for_no{"", "no", "false", "0"};

bool is_one_of(const auto& words, std::string_view word) {
    return std::ranges::any_of(words, [word](std::string_view one) { return iequals(one, word); });
}

/// libcsv, which knows no lines: it is given one byte after the other.
class CsvReader {
public:
    /// `take` is given each row and the line it begins in; false ends the reading.
    using Take = std::function<bool(Row, std::uint32_t line)>;

    CsvReader(char delimiter, Take take) : take_(std::move(take)) {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    }
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;
    ~CsvReader() { csv_free(&parser_); }

    /// The line in which something is wrong with the quotation marks, or 0.
    std::uint32_t read(std::string_view text) {
        for (const char& c : text) {
            if (row_line_ == 0 && c != '\r' && c != '\n') row_line_ = line_;
            if (csv_parse(&parser_, &c, 1, on_field, on_row, this) != 1) return fault();
            if (c == '\n') ++line_;
            if (done_) return 0;
        }
        return csv_fini(&parser_, on_field, on_row, this) == 0 ? 0 : fault();
    }

private:
    static void on_field(void* text, std::size_t size, void* self) {
        auto& row = static_cast<CsvReader*>(self)->row_;
        row.emplace_back(text == nullptr ? "" : static_cast<const char*>(text), size);
    }
    static void on_row(int, void* self) {
        auto& reader = *static_cast<CsvReader*>(self);
        auto row = std::exchange(reader.row_, {});
        const auto line = std::exchange(reader.row_line_, 0);
        if (!reader.done_) reader.done_ = !reader.take_(std::move(row), line);
    }
    [[nodiscard]] std::uint32_t fault() const { return row_line_ == 0 ? line_ : row_line_; }

    csv_parser parser_{};
    Take take_;
    Row row_;
    std::uint32_t line_ = 1;
    std::uint32_t row_line_ = 0;  // 0: between two rows.
    bool done_ = false;
};

/// Which column stands where.
Result<std::vector<std::size_t>> columns_of(const Row& head) {
    std::vector<std::size_t> order;
    for (const auto& name : head) {
        const auto* const known =
            std::ranges::find_if(columns, [&](std::string_view one) { return iequals(one, name); });
        const auto index = static_cast<std::size_t>(known - columns.begin());
        if (known == columns.end()) {
            return refuse(ErrorCode::bad_request,
                          fmt::format("There is no column \"{}\": they are login, name, email, password and "
                                      "administrator, named in the first line.",
                                      name));
        }
        if (std::ranges::find(order, index) != order.end()) {
            return refuse(ErrorCode::bad_request, fmt::format("The column \"{}\" is named twice.", name));
        }
        order.push_back(index);
    }
    if (std::ranges::find(order, 0U) == order.end()) {
        return refuse(ErrorCode::bad_request, "The first line must name a column \"login\".");
    }
    return order;
}

Result<app::UserLine> user_of(Row row, const std::vector<std::size_t>& order, std::uint32_t line) {
    if (row.size() != order.size()) {
        return refuse(ErrorCode::bad_request,
                      fmt::format("There are {} values in this line, for {} columns.", row.size(), order.size()));
    }
    std::array<std::string, columns.size()> values;
    for (std::size_t i = 0; i < row.size(); ++i) values.at(order[i]) = std::move(row[i]);
    auto& [login, name, email, password, administrator] = values;
    if (!is_one_of(words_for_yes, administrator) && !is_one_of(words_for_no, administrator)) {
        return refuse(ErrorCode::bad_request, "administrator must be yes or no.");
    }
    app::UserLine user;
    user.line = line;
    user.user.uname = std::move(login);
    user.user.name = std::move(name);
    user.user.email = std::move(email);
    user.user.password = std::move(password);
    user.user.administrator = is_one_of(words_for_yes, administrator);
    return user;
}

char delimiter_of(std::string_view csv) {
    const auto head = csv.substr(0, csv.find('\n'));
    return head.contains(';') && !head.contains(',') ? ';' : ',';
}

/// Takes the rows one after the other, the first one as the names of the columns.
class SheetBuilder {
public:
    explicit SheetBuilder(std::uint32_t most) : most_(most) {}

    bool take(Row row, std::uint32_t line) {
        if (order_.empty()) {
            auto order = columns_of(row);
            if (!order) return stop(order.error());
            order_ = std::move(*order);
            return true;
        }
        if (sheet_.lines.size() + sheet_.faults.size() == most_) {
            return stop({ErrorCode::limit_reached,
                         fmt::format("There are more than {} users in this file (rest.import_users).", most_)});
        }
        auto user = user_of(std::move(row), order_, line);
        if (user) {
            sheet_.lines.push_back(std::move(*user));
        } else {
            sheet_.faults.push_back({line, user.error().sentence});
        }
        return true;
    }
    /// `broken`: the line that was the end of reading, or 0.
    Result<UserSheet> finish(std::uint32_t broken) {
        if (!sound_) return refuse(sound_.error());
        if (broken > 0) {
            sheet_.faults.push_back({broken, "The quotation marks are not paired, or not around a whole value."});
        } else if (order_.empty()) {
            return refuse(ErrorCode::bad_request, "The file is empty.");
        }
        return std::move(sheet_);
    }

private:
    bool stop(Error error) {
        sound_ = refuse(std::move(error));
        return false;
    }

    std::uint32_t most_;
    std::vector<std::size_t> order_;
    UserSheet sheet_;
    Result<void> sound_;
};

}  // namespace

Result<UserSheet> read_user_sheet(std::string_view csv, std::uint32_t most) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    SheetBuilder builder(most);
    CsvReader reader(delimiter_of(csv),
                     [&builder](Row row, std::uint32_t line) { return builder.take(std::move(row), line); });
    const auto broken = reader.read(csv);
    return builder.finish(broken);
}

}  // namespace foyer::gateway

#pragma once
#include <array>
#include <cassert>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::domain {

/// Who may do what (contract 1.1), as data: the tests of the decisions and of the use cases both read it.
/// Rooms: `member` a multi room the actor is in, `pair` a one-to-one room he is in, `company` and `company_pair` the
/// same of colleagues, `other` a room of another company, `public` a public room of his company, `ended` one that ended
/// when he left it, `absent` none. The actor owns none of them, except in the rows of `owner`.
/// In the rows of calls one runs in the room (in an ended one it did). `-`: there is no such
/// case.
inline constexpr std::string_view rights_table = R"(
operation   actor      member    pair             company       company_pair     other     public        ended      absent
post        guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
post        user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
post        supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
add         guest      forbidden -                not_found     not_found        not_found not_found     room_ended not_found
add         user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
add         supervisor ok        ok               ok            ok               not_found ok            room_ended not_found
leave       guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
leave       user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
leave       supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
remove      guest      forbidden -                not_found     not_found        not_found not_found     room_ended not_found
remove      user       forbidden forbidden        not_found     not_found        not_found not_found     room_ended not_found
remove      owner      forbidden forbidden        -             -                -         -             -          -
remove      supervisor ok        not_a_multi_room ok            not_a_multi_room not_found ok            room_ended not_found
rename      guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
rename      user       ok        not_a_multi_room not_found     not_found        not_found not_found     room_ended not_found
rename      supervisor ok        not_a_multi_room watching_only watching_only    not_found watching_only room_ended not_found
set_flags   guest      forbidden -                not_found     not_found        not_found not_found     room_ended not_found
set_flags   user       forbidden forbidden        not_found     not_found        not_found not_found     room_ended not_found
set_flags   owner      ok        not_a_multi_room -             -                -         -             -          -
set_flags   supervisor ok        not_a_multi_room ok            not_a_multi_room not_found ok            room_ended not_found
go_multi    guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
go_multi    user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
go_multi    supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
set_seen    guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
set_seen    user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
set_seen    supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
take_up     guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
take_up     user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
take_up     supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
join        guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
join        user       ok        ok               not_found     not_found        not_found ok            room_ended not_found
join        supervisor ok        ok               watching_only watching_only    not_found ok            room_ended not_found
read        guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
read        user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
read        supervisor ok        ok               ok            ok               not_found ok            room_ended not_found
send_file   guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
send_file   user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
send_file   supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
chat        guest      -         -                -             -                -         -             -          forbidden
chat        user       -         -                -             -                -         -             -          ok
chat        supervisor -         -                -             -                -         -             -          ok
create      guest      -         -                -             -                -         -             -          forbidden
create      user       -         -                -             -                -         -             -          ok
create      supervisor -         -                -             -                -         -             -          ok
start_call  guest      ok        -                not_found     not_found        not_found not_found     room_ended not_found
start_call  user       ok        ok               not_found     not_found        not_found not_found     room_ended not_found
start_call  supervisor ok        ok               watching_only watching_only    not_found watching_only room_ended not_found
join_call   guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
join_call   user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
join_call   supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
reject_call guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
reject_call user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
reject_call supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
leave_call  guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
leave_call  user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
leave_call  supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
signal      guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
signal      user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
signal      supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
set_media   guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
set_media   user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
set_media   supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
merge_calls guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
merge_calls user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
merge_calls supervisor ok        ok               watching_only watching_only    not_found watching_only not_found  not_found
)";

struct RightsCase {
    std::string operation;
    std::string actor;
    std::string room;
    std::string answer;  ///< `ok` or the name of an error code.

    friend std::ostream& operator<<(std::ostream& out, const RightsCase& c) {
        return out << c.actor << " " << c.operation << " in " << c.room;
    }
};

inline std::vector<RightsCase> rights_cases() {
    std::istringstream lines{std::string(rights_table)};
    std::string line;
    std::getline(lines, line);  // The first line is empty.
    std::getline(lines, line);
    std::istringstream header(line);
    std::vector<std::string> columns;
    for (std::string word; header >> word;) columns.push_back(word);
    std::vector<RightsCase> cases;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string operation, actor, answer;
        words >> operation >> actor;
        for (std::size_t column = 2; words >> answer; ++column) {
            assert(column < columns.size());
            if (answer != "-") cases.push_back({operation, actor, columns[column], answer});
        }
    }
    return cases;
}

}  // namespace foyer::domain

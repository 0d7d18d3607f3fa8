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
/// In the rows of calls one runs in the room (in an ended one it did), in those of files one is on its way. `-`: there
/// is no such case.
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
move_file   guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
move_file   user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
move_file   supervisor ok        ok               not_found     not_found        not_found not_found     not_found  not_found
drop_file   guest      ok        -                not_found     not_found        not_found not_found     not_found  not_found
drop_file   user       ok        ok               not_found     not_found        not_found not_found     not_found  not_found
drop_file   supervisor ok        ok               not_found     not_found        not_found not_found     not_found  not_found
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

/// The same for the company's guests in a room `member`, where the company does not let them write (`no_chat`), have
/// files (`no_files`), call (`no_calls`), or any of this (`nothing`). To others it makes no difference.
inline constexpr std::string_view guest_rights_table = R"(
operation   actor      no_chat   no_files  no_calls  nothing
post        guest      forbidden ok        ok        forbidden
post        user       ok        ok        ok        ok
post        supervisor ok        ok        ok        ok
add         guest      forbidden forbidden forbidden forbidden
leave       guest      ok        ok        ok        ok
rename      guest      forbidden ok        ok        forbidden
rename      user       ok        ok        ok        ok
set_flags   guest      forbidden forbidden forbidden forbidden
set_seen    guest      ok        ok        ok        ok
take_up     guest      ok        ok        ok        ok
join        guest      ok        ok        ok        ok
read        guest      ok        ok        ok        ok
send_file   guest      ok        forbidden ok        forbidden
send_file   user       ok        ok        ok        ok
send_file   supervisor ok        ok        ok        ok
move_file   guest      ok        forbidden ok        forbidden
move_file   user       ok        ok        ok        ok
drop_file   guest      ok        ok        ok        ok
start_call  guest      ok        ok        forbidden forbidden
start_call  user       ok        ok        ok        ok
start_call  supervisor ok        ok        ok        ok
join_call   guest      ok        ok        forbidden forbidden
join_call   user       ok        ok        ok        ok
reject_call guest      ok        ok        ok        ok
leave_call  guest      ok        ok        ok        ok
signal      guest      ok        ok        forbidden forbidden
signal      user       ok        ok        ok        ok
set_media   guest      ok        ok        forbidden forbidden
merge_calls guest      ok        ok        forbidden forbidden
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

inline std::vector<RightsCase> rights_cases(std::string_view table = rights_table) {
    std::istringstream lines{std::string(table)};
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

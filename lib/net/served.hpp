#pragma once
#include <memory>
#include <string_view>

#include <boost/intrusive/list.hpp>

namespace foyer::net {

/// What a server can do to a connection it has admitted, whatever the protocol on it is at the moment.
class Served {
public:
    virtual ~Served() = default;
    /// Come to an end soon.
    virtual void on_server_stopping() = 0;
    virtual void cut(std::string_view why) = 0;
};

/// A connection's place in its server: held by the protocol in charge, passed on by an upgrade, given back by
/// destruction. On the connection's thread.
class Admission : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~Admission() = default;
    Served* holder = nullptr;
};

}  // namespace foyer::net

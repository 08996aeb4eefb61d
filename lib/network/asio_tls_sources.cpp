// The bodies of Asio's TLS, in an object file of its own: it initialises OpenSSL before main, so that only
// programs that really use boost::asio::ssl may pull it in. (lib/http drives OpenSSL itself.)
#include <boost/asio/ssl/impl/src.hpp>

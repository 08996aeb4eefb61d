// The bodies of Beast, once for the whole project.
#include <boost/beast/src.hpp>

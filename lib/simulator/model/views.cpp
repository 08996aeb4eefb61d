#include "simulator/model/views.hpp"

#include <array>

namespace rasctl::simulator {
namespace {

constexpr std::array all_views{
    View{"GET", "rds/host/sessions", Act::list, "rdsession"},
    View{"GET", "rdsession", Act::list, "rdsession"},
    View{"GET", "rds/host/{}/sessions", Act::list, "rdsession", no_parameter, "serverID", 0},
    View{"GET", "rds/host/{}/sessions/{}", Act::get, "rdsession", 1},
    View{"GET", "rds/host/sessions/processes", Act::list, "rdprocess"},
    View{"GET", "rds/host/{}/sessions/processes", Act::list, "rdprocess", no_parameter, "serverID", 0},
    View{"GET", "rds/host/{}/sessions/processes/{}", Act::get, "rdprocess", 1},
    View{"GET", "notifications/events", Act::list, "notifications"},
    View{"GET", "rds/hostpool/{}/members", Act::list, "rds/host", no_parameter, "$poolId", 0},
    View{"GET", "rds/template/version", Act::list, "rds/templateversion"},
    View{"GET", "rds/template/{}/version", Act::list, "rds/templateversion", no_parameter, "templateId", 0},
    View{"PUT", "rds/template/{}/version/{}", Act::update, "rds/templateversion", 1},
    View{"DELETE", "rds/template/{}/version/{}", Act::remove, "rds/templateversion", 1},
    View{"GET", "rds/template/versionstatus", Act::list_status, "rds/templateversion"},
    View{"GET", "rds/template/{}/versionstatus", Act::list_status, "rds/templateversion", no_parameter,
         "templateId", 0},
    View{"GET", "vdi/template/version", Act::list, "vdi/templateversion"},
    View{"GET", "vdi/template/{}/version", Act::list, "vdi/templateversion", no_parameter, "templateId", 0},
    View{"PUT", "vdi/template/{}/version/{}", Act::update, "vdi/templateversion", 1},
    View{"DELETE", "vdi/template/{}/version/{}", Act::remove, "vdi/templateversion", 1},
    View{"GET", "vdi/template/versionstatus", Act::list_status, "vdi/templateversion"},
    View{"GET", "vdi/template/{}/versionstatus", Act::list_status, "vdi/templateversion", no_parameter,
         "templateId", 0},
    View{"GET", "avd/template/version", Act::list, "avd/templateversion"},
    View{"GET", "avd/template/{}/version", Act::list, "avd/templateversion", no_parameter, "templateId", 0},
    View{"PUT", "avd/template/{}/version/{}", Act::update, "avd/templateversion", 1},
    View{"DELETE", "avd/template/{}/version/{}", Act::remove, "avd/templateversion", 1},
    View{"GET", "avd/template/versionstatus", Act::list_status, "avd/templateversion"},
    View{"GET", "avd/template/{}/versionstatus", Act::list_status, "avd/templateversion", no_parameter,
         "templateId", 0},
    View{"GET", "provider/vm/vdihost", Act::list, "vdihost"},
    View{"GET", "provider/{}/vm/vdihost", Act::list, "vdihost", no_parameter, "providerId", 0},
    View{"GET", "provider/{}/vm/{}/vdihost", Act::get, "vdihost", 1},
    View{"DELETE", "provider/{}/vm/{}/vdihost", Act::remove, "vdihost", 1},
    View{"GET", "provider/vm/vdihost/status", Act::list_status, "vdihost"},
    View{"GET", "provider/{}/vm/vdihost/status", Act::list_status, "vdihost", no_parameter, "providerId", 0},
    View{"GET", "provider/{}/vm/{}/vdihost/status", Act::get_status, "vdihost", 1},
    View{"GET", "provider/vm/vdihost/session", Act::list, "vdisession"},
    View{"GET", "provider/{}/vm/vdihost/session", Act::list, "vdisession", no_parameter, "providerID", 0},
    View{"GET", "provider/{}/vm/{}/vdihost/session", Act::list, "vdisession", no_parameter, "hostID", 1},
    View{"GET", "provider/vm/vdihost/session/processes", Act::list, "vdiprocess"},
    View{"GET", "provider/{}/vm/vdihost/session/processes", Act::list, "vdiprocess", no_parameter, "serverID",
         0},
    View{"GET", "provider/{}/vm/{}/vdihost/session/processes", Act::list, "vdiprocess", no_parameter,
         "vdiHostId", 1},
    View{"GET", "provider/vm/avdhost", Act::list, "avdhost"},
    View{"GET", "provider/{}/vm/avdhost", Act::list, "avdhost", no_parameter, "providerId", 0},
    View{"GET", "provider/{}/vm/{}/avdhost", Act::get, "avdhost", 1},
    View{"GET", "provider/vm/avdhost/standalone", Act::list, "avdhost"},
    View{"DELETE", "provider/{}/vm/{}/avdhost/templated", Act::remove, "avdhost", 1},
    View{"GET", "provider/vm/avdhost/status", Act::list_status, "avdhost"},
    View{"GET", "provider/{}/vm/avdhost/status", Act::list_status, "avdhost", no_parameter, "providerId", 0},
    View{"GET", "provider/{}/vm/{}/avdhost/status", Act::get_status, "avdhost", 1},
    View{"GET", "provider/vm/avdhost/session", Act::list, "avdsession"},
    View{"GET", "provider/{}/vm/avdhost/session", Act::list, "avdsession", no_parameter, "providerID", 0},
    View{"GET", "provider/{}/vm/{}/avdhost/session", Act::list, "avdsession", no_parameter, "hostID", 1},
    View{"GET", "provider/vm/avdhost/session/processes", Act::list, "avdprocess"},
    View{"GET", "provider/{}/vm/avdhost/session/processes", Act::list, "avdprocess", no_parameter, "serverID",
         0},
    View{"GET", "provider/{}/vm/{}/avdhost/session/processes", Act::list, "avdprocess", no_parameter,
         "vdiHostId", 1},
    View{"GET", "provider/vm/host/process", Act::list, "hostprocess"},
    View{"GET", "provider/{}/vm/host/process", Act::list, "hostprocess", no_parameter, "serverID", 0},
    View{"GET", "provider/{}/vm/{}/host/process", Act::list, "hostprocess", no_parameter, "vdiHostId", 1},
    View{"GET", "provider/{}/vm/{}/host/process/{}", Act::get, "hostprocess", 2},
    View{"GET", "provider/vm/host/status", Act::list_status, "vmhost"},
    View{"GET", "provider/{}/vm/host/status", Act::list_status, "vmhost", no_parameter, "providerID", 0},
    View{"GET", "provider/{}/vm/{}/host/status", Act::get_status, "vmhost", 1},
    View{"GET", "pubitems/status", Act::list, "pubitemstatus"},
};

constexpr std::array all_aliases{
    Alias{"rds/host/{}/sessions", "rdsession"},
    Alias{"rds/host/{}/sessions/processes", "rdprocess"},
    Alias{"rds/template/{}/version", "rds/templateversion"},
    Alias{"vdi/template/{}/version", "vdi/templateversion"},
    Alias{"avd/template/{}/version", "avd/templateversion"},
    Alias{"provider/{}/vm/{}/host/process", "hostprocess"},
    Alias{"provider/remotepcstatic", "provider"},
    Alias{"adminaccount/{}/movetogroup", "adminaccount"},
};

constexpr std::array all_embedded{
    EmbeddedList{"pubitems/{}/userfilters", "allowedUsers"},
    EmbeddedList{"pubitems/{}/clientfilters", "allowedClients", true},
    EmbeddedList{"pubitems/{}/macfilters", "allowedMACs", true},
    EmbeddedList{"pubitems/{}/gatewayfilters", "allowedGWs", true},
    EmbeddedList{"pubitems/{}/ipfilters", ""},
    EmbeddedList{"pubitems/{}/apps/fileextensions", "fileExtensions", true},
    EmbeddedList{"pubitems/{}/apps/rds/serverattr", "perServerAttributes"},
    EmbeddedList{"*/schedule/{}/target", "targetIDs", true},
    EmbeddedList{"mfa/{}/radiusattr", "attributes"},
};

}  // namespace

std::span<const View> views() {
    return all_views;
}
std::span<const Alias> aliases() {
    return all_aliases;
}
std::span<const EmbeddedList> embedded_lists() {
    return all_embedded;
}

}  // namespace rasctl::simulator

"""What a public client of 41 reads asks, which was written against the vendor's description and not against ours."""
from farm import expect, simulator

READS = """
Agent Broker Provider RDS/Host RDS/HostPool Certificates HALB/status EnrollmentServer/Status VDI/HostPool VDI/Template
Gateway/status Site/status SAMLIDP Theme Notifications/Events URLRedirectionSettings ADIntegrationSettings
ConnectionSettings LBSettings MFA PrintingSettings TenantBroker/Status CPUOptimizationSettings ClientPolicies
AdminAccount FarmSettings License WebService/version PerformanceMonitor MailboxSettings Reporting PubItems/Apps/RDS
PubItems/Apps/VDI PubItems/Apps/AVD PubItems/Desktops/RDS PubItems/Desktops/VDI PubItems/Desktops/AVD PubItems/Folders
PubItems PubItems/status RDSession
""".split()
# What a version is known not to have.
MISSING = {19: set(), 20: set(), 21: {"Broker"}}


def answers_a_client_that_reads():
    for version, missing in MISSING.items():
        with simulator("--api", str(version)) as process:
            client = process.farm().log_on()
            for path in READS:
                answer = client.request("GET", f"/api/{path}")
                expect(answer.status == (404 if path in missing else 200), f"{version}: GET /api/{path}: {answer}")
                expect(answer.json, f"{version}: GET /api/{path} tells nothing")


CASES = [answers_a_client_that_reads]

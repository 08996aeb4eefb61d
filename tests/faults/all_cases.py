"""Every case, in the order of the table."""

import importlib

MODULES = ("http_cases", "phase_cases", "status_cases", "tls_cases", "exchange_cases", "cookie_cases", "route_cases",
           "proxy_cases", "watch_cases", "file_cases", "disk_cases", "shared_config_cases", "output_file_cases",
           "credential_cases", "secret_store_cases", "terminal_cases", "simulator_cases", "one_logon", "no_loss", "no_leak", "echo_cases",
           "memory_cases")

CASES = []
for module in MODULES:
    CASES += importlib.import_module(module).CASES

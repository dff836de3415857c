"""The KIM register: domain library and command line."""

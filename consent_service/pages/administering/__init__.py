"""What an administrator runs: who may act in which role, systems, services, rules. No family."""

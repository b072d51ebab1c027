"""The door for programs: what the pages offer, as JSON, with the same guards (ADR 0011)."""

"""The public side: no account, no personal data but the writer's own, everything rate limited."""

"""What ``run.py`` offers; one module a group of commands."""

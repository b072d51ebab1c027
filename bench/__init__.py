"""How fast the panel is: every operation beside a floor of hand-written SQL and one template, in one run.

``python -m bench --help``. For developers; the panel itself knows nothing of it.
"""

"""A sample county: invented people and requests, as data only; ``app.sample`` plays it."""

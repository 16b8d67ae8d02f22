"""Commands that do not fit into cli.py any more: one module each, without logic."""

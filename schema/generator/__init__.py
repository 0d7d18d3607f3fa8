"""Everything that is generated from schema/; schema/generate.py is the command."""

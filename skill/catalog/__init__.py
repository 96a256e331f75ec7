"""The catalog service: a merchant's feed in, an immutable snapshot, answers to spoken wishes.

Publishing and answering are kept apart: `service` imports nothing that only `publish` needs,
because the skill's cold start pays for every import.
"""

"""The truth on disk: encrypted archive and contact store, receipts, decisions, ids. No SQL is run here."""

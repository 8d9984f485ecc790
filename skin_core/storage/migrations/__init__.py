"""The history of the schema; each step is applied once, in order, when a store is opened."""

package shop.orderly.platform.eventstore;

import shop.orderly.contracts.shared.EventType;

@EventType(value = "note.taken", revision = 3)
record NoteTaken(String noteText) {}

"""Plans in other shapes: one module a format. Nothing here chooses what matters."""

"""Pages of the crossings register: parse, call one service or query, answer."""

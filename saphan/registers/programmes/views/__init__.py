"""Pages of the programmes register: parse, call one service or query, answer."""

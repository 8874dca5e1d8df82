"""Pages of the security register: parse, call one service or query, answer."""

"""Pages of the agreements register: parse, call one service or query, answer."""

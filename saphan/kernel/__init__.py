"""The words every floor shares: sides, actors, refusals, quantities, periods, facts, figures."""

"""Gates, movements of people and vehicles, and the daily tallies that count them."""

"""What every tenant model shares: its key, its history, its sealed fields."""

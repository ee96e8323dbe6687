"""What authors wrote, made safe: an allow-list, two sanitisers, and what need not go to both."""

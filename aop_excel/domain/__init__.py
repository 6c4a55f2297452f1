"""The records of a plan and its actuals, and the year they stand in."""

"""What can be said about a plan: plain functions over frozen records."""

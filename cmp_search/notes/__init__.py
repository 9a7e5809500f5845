"""Notes: passages collected for a briefing, beside the writer's own words."""

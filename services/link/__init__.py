"""Link: from reported events to beliefs about places, corridors and the alerts that people asked for."""

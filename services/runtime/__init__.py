"""What every service shares: settings, records, Kafka and Faust plumbing, metrics, health."""

"""Notify: takes alerts to the webhook endpoints that want them, and keeps a receipt of each."""

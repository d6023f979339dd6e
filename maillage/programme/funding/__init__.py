"""The money of the programme: envelopes, requests, agreements, payments, expenses, reports, refunds."""

"""Who is asking. Only a `Principal` leaves: no token, cookie, code or key is seen by the API."""

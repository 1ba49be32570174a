"""By what little is known of somebody their family is found."""

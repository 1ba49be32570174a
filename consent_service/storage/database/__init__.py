"""The database itself: SQLite or PostgreSQL, its tables, statements, roles and limits."""

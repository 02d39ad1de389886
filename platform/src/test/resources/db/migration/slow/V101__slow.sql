-- As an index on a large table would: longer than the test allows the service's own statements.
SELECT pg_sleep(2.5);

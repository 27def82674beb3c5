INSERT INTO employee (badge, email, hired, salary) SELECT 'B' || i, 'e' || i || '@example.org', date '2020-01-01' + i, 1000 + i FROM generate_series(1, 20) AS i;
INSERT INTO department (name, head) VALUES ('Sales', 1), ('Labs', 2);

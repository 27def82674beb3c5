BEGIN;

-- Running upgrade 8a4c6e -> 9b5d7f

CREATE TABLE setting (
    key VARCHAR(40) NOT NULL, 
    value TEXT NOT NULL, 
    PRIMARY KEY (key)
);

INSERT INTO setting (key, value) VALUES ('currency', 'EUR');

INSERT INTO setting (key, value) VALUES ('language', 'de');

CREATE TABLE holiday (
    id INTEGER GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 10), 
    day DATE NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_holiday_day ON holiday (day);

UPDATE alembic_version SET version_num='9b5d7f' WHERE alembic_version.version_num = '8a4c6e';

COMMIT;

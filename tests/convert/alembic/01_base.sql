BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 1975ea83b712

CREATE TABLE customer (
    id SERIAL NOT NULL, 
    name VARCHAR(100) NOT NULL, 
    email VARCHAR(255), 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    is_active BOOLEAN DEFAULT true NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (email)
);

CREATE INDEX ix_customer_name ON customer (name);

CREATE TABLE booking (
    id SERIAL NOT NULL, 
    customer_id INTEGER NOT NULL, 
    room INTEGER NOT NULL, 
    starts DATE NOT NULL, 
    ends DATE NOT NULL, 
    notes TEXT, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_booking_order CHECK (ends > starts), 
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE, 
    CONSTRAINT uq_booking_room_starts UNIQUE (room, starts)
);

INSERT INTO alembic_version (version_num) VALUES ('1975ea83b712') RETURNING alembic_version.version_num;

COMMIT;

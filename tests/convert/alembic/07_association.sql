BEGIN;

-- Running upgrade 5d1f3b -> 6e2a4c

CREATE TABLE amenity (
    id UUID DEFAULT gen_random_uuid() NOT NULL, 
    code VARCHAR(20) NOT NULL, 
    price NUMERIC(8, 2) NOT NULL, 
    CONSTRAINT pk_amenity PRIMARY KEY (id), 
    CONSTRAINT uq_amenity_code UNIQUE (code)
);

COMMENT ON TABLE amenity IS 'What a booking may include';

CREATE TABLE booking_amenity (
    booking_id INTEGER NOT NULL, 
    amenity_id UUID NOT NULL, 
    amount SMALLINT DEFAULT '1' NOT NULL, 
    CONSTRAINT pk_booking_amenity PRIMARY KEY (booking_id, amenity_id), 
    CONSTRAINT fk_booking_amenity_amenity_id_amenity FOREIGN KEY(amenity_id) REFERENCES amenity (id) ON DELETE RESTRICT ON UPDATE CASCADE, 
    CONSTRAINT fk_booking_amenity_booking_id_booking FOREIGN KEY(booking_id) REFERENCES booking (id) ON DELETE CASCADE
);

CREATE INDEX ix_booking_amenity_amenity ON booking_amenity (amenity_id);

UPDATE alembic_version SET version_num='6e2a4c' WHERE alembic_version.version_num = '5d1f3b';

COMMIT;

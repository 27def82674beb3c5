-- V5__measurements.sql
create table measurement (
    taken   timestamptz not null,
    sensor  int         not null,
    value   double precision,
    primary key (sensor, taken)
) partition by range (taken);
create table measurement_2024 partition of measurement
  for values from ('2024-01-01') to ('2025-01-01');

create table sensor (
    id    int primary key,
    name  varchar(50) collate "C" not null,
    spot  point
) ;
create index sensor_spot on sensor using gist (spot);

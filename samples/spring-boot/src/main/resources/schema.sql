create table if not exists host_order (number varchar(20) not null primary key);

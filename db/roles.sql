-- Run once by a superuser, each statement on its own (CREATE DATABASE allows no transaction).
-- headgate_owner owns the schema and migrates it; headgate_app serves requests under row-level security;
-- headgate_loop only finds due work in the queue. Neither of the latter owns anything or can bypass security.
CREATE ROLE headgate_owner LOGIN PASSWORD '${owner_password}' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE headgate_app LOGIN PASSWORD '${app_password}' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE headgate_loop LOGIN PASSWORD '${loop_password}' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE DATABASE headgate OWNER headgate_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE headgate FROM PUBLIC;
GRANT CONNECT ON DATABASE headgate TO headgate_app, headgate_loop;

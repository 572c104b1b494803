//! End-to-end tests in one executable: it is linked once, and tests of different files wait side by side. How
//! many networks run at once, [`jmt_e2e::turn`] says.

mod access;
mod auth;
mod bad_input;
mod birth;
mod cells;
mod clients;
mod demo;
mod development;
mod enrolment;
mod first_minutes;
mod floor;
mod identity;
mod killed;
mod light;
mod manifest;
mod network;
mod old_database;
mod oracles;
mod proofs;
mod rpc;
mod signals;
mod subcommands;
mod tasks;
mod terminal;
mod upgrade;
mod validator;

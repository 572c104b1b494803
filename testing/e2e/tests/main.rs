//! End-to-end tests in one executable: it is linked once, and tests of different files wait side by side. How
//! many networks run at once, [`jmt_e2e::turn`] says.

mod bad_input;
mod clients;
mod demo;
mod light;
mod network;
mod rpc;
mod subcommands;
mod upgrade;

mod address;
mod cache;
mod content;
mod fetch;
mod hint;
mod secure;
mod serve;
mod server;

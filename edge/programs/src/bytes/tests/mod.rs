mod address;
mod cache;
mod content;
mod fetch;
mod hint;
mod serve;
mod server;

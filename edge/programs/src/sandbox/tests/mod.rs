mod ask;
mod child;
mod enter;
mod message;
mod run;

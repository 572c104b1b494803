//! One file per call, and one each for the views, the configuration, the laws and sequences of calls.

mod accept;
mod approve;
mod cancel;
mod decline;
mod example;
mod integrity;
mod lapse;
mod propose;
mod reject;
mod sequences;
mod stop;
mod submit;
mod try_state;
mod views;
mod withdraw;

//! Domains: a tree of depth at most 8 in which devices and manifests have a place.

mod admin;
mod close;
mod create;
mod offer;
pub(crate) mod path;
mod suspend;
mod trust;

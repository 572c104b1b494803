//! Manifests: a domain's word for up to 2^24 devices in one transaction.

mod publish;
mod set;
mod sweep;

pub(crate) use publish::Published;

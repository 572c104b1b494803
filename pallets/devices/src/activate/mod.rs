//! A leaf of a manifest becomes a device: free of fee, at the cost of the domain's prepaid account.

mod authorize;
pub mod costs;
mod dispatch;

pub use authorize::Activation;

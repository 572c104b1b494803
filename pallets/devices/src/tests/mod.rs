//! One file per call or pair of calls, and one each for attacks, the hook, the registry's view and sequences of
//! calls. Domains and manifests of tests stand in `batch`.

mod activate;
mod attacks;
mod batch;
mod close_domain;
mod create_domain;
mod example;
mod hook;
mod index_owned;
mod move_device;
mod offer_domain;
mod pause;
mod publish_manifest;
mod register;
mod registry;
mod remove;
mod resume;
mod sequences;
mod set_admin;
mod set_member;
mod set_trust;
mod suspend_domain;
mod try_state;
mod withdraw_prepaid;

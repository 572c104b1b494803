//! Tests of the pallet, a file a call, and of all calls together.

mod approve;
mod attacks;
mod bump_passes;
mod clear_uses;
mod close_grant;
mod close_policy;
mod close_resource;
mod create_resource;
mod example;
mod grant;
mod integrity;
mod place;
mod revoke;
mod revoke_all;
mod sequences;
mod set_policy;
mod set_resource;
mod try_state;
mod use_right;
mod withdraw_approval;

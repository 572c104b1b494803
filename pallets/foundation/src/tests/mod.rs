//! One file per call; the names finish the sentence "it ...".

mod announce_airdrop;
mod announce_transfer;
mod claim;
mod example;
mod execute;
mod lapse;
mod sequences;
mod sweep;
mod try_state;
mod veto;
mod views;

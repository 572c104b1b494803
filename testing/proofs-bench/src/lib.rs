//! Holds the example `proof-costs` alone.

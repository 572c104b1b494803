//! Roots of trust and the physical units that they certify. A unit is bound to one device at a time, whatever the
//! number of domains, owners and keys around it. Which units count is found when it is asked: a key or a root that
//! falls visits none of them.

mod bind;
mod endorsement;
mod keys;
mod roots;
mod standing;

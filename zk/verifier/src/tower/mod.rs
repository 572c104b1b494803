//! The extensions of the base field: Fq2 = Fq(u) with u^2 = -1, Fq6 = Fq2(v) with v^3 = 9 + u, Fq12 = Fq6(w) with
//! w^2 = v, as arkworks has them.

mod fq12;
mod fq2;
mod fq6;

pub(crate) use fq12::Fq12;
pub(crate) use fq2::Fq2;
pub(crate) use fq6::Fq6;

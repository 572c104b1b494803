//! Tasks over the real runtime.

mod bytes;
mod full;
mod held;
mod life;
mod market;
mod pool;
mod sequences;
mod weights;
mod work;

//! Where all JMT are.

use super::ask;
use crate::{chain::At, error::Error};
use jmt_primitives::circulation::Circulation;

/// Where all JMT are, and which of them circulate.
pub async fn figures(at: &At) -> Result<Circulation, Error> {
	ask(at, "CirculationApi", "circulation", &()).await
}

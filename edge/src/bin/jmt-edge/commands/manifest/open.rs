//! `manifest open`

use super::Named;
use crate::{failure::Failure, global::Global};
use jmt_primitives::manifests::ManifestChange;

pub(super) async fn run(global: &Global, named: Named) -> Result<(), Failure> {
	named.set(global, ManifestChange::Open, "opened").await
}

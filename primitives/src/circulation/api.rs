use super::{Circulation, Snapshot};
use crate::time::Quarter;

sp_api::decl_runtime_apis! {
	/// Where all JMT are.
	#[api_version(1)]
	pub trait CirculationApi {
		/// Where all JMT are now, and which of them circulate.
		fn circulation() -> Circulation;
		/// The figures of a quarter's end; `None` when it has not ended, or ended before the chain began.
		fn snapshot(quarter: Quarter) -> Option<Snapshot>;
	}
}

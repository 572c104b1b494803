//! `rpc.discover`: an OpenRPC document of the methods `jmt_*`, made from their table.

use super::table::{Row, ROWS};
use serde_json::{json, Value as Json};

/// Name of the method, by the OpenRPC specification.
pub const DISCOVER: &str = "rpc.discover";

/// Version of the OpenRPC specification.
const OPENRPC: &str = "1.3.2";

/// The document.
pub fn document() -> Json {
	json!({
		"openrpc": OPENRPC,
		"info": {
			"title": "JMT node",
			"description": "Questions to the JMT chain in JSON. Amounts are decimal strings of planck, 10^-12 JMT; \
				names are those of the chain's metadata.",
			"version": env!("CARGO_PKG_VERSION"),
		},
		"methods": ROWS.iter().map(method).collect::<Vec<_>>(),
	})
}

fn method(row: &Row) -> Json {
	let params = row.params.iter().map(|param| {
		json!({
			"name": param.name,
			"summary": param.summary,
			"required": param.required,
			"schema": (param.schema)(),
		})
	});
	let (arguments, result) = (row.example)();
	let named = row.params.iter().zip(arguments);
	let named = named.map(|(param, value)| json!({ "name": param.name, "value": value }));
	json!({
		"name": row.name,
		"summary": row.summary,
		"paramStructure": "either",
		"params": params.collect::<Vec<_>>(),
		"result": { "name": "answer", "schema": (row.result)() },
		"examples": [{
			"name": "example",
			"params": named.collect::<Vec<_>>(),
			"result": { "name": "answer", "value": result },
		}],
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_describes_every_row_with_an_example() {
		let document = document();
		let methods = document["methods"].as_array().unwrap();
		assert_eq!(methods.len(), ROWS.len());
		for (row, method) in ROWS.iter().zip(methods) {
			assert_eq!(method["name"], row.name);
			assert_eq!(method["params"].as_array().unwrap().len(), row.params.len());
			assert!(method["examples"][0]["result"].get("value").is_some(), "{}", row.name);
			// The arguments of the example are those of a call.
			let (arguments, _) = (row.example)();
			assert!(row.arguments(Json::Array(arguments)).is_ok(), "{}", row.name);
		}
	}

	#[test]
	fn it_gives_examples_with_every_field_that_its_schema_requires() {
		for row in &ROWS {
			let (schema, (_, result)) = ((row.result)(), (row.example)());
			for name in schema["required"].as_array().into_iter().flatten() {
				assert!(result.get(name.as_str().unwrap()).is_some(), "{}: {name}", row.name);
			}
		}
	}
}

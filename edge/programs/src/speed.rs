//! A program that only computes, by which a worker measures how much fuel its machine uses in a second.

use wasm_encoder::{
	BlockType, CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction,
	MemArg, MemorySection, MemoryType, Module, TypeSection, ValType,
};

/// A program of profile 1 without an end: steps of a generator of numbers, each kept in a page of memory. It is run with
/// the fuel that is to be timed.
pub fn endless() -> Vec<u8> {
	let mut types = TypeSection::new();
	types.ty().function([], []);
	let mut functions = FunctionSection::new();
	functions.function(0);
	let mut memories = MemorySection::new();
	memories.memory(MemoryType {
		minimum: 1,
		maximum: None,
		memory64: false,
		shared: false,
		page_size_log2: None,
	});
	let mut exports = ExportSection::new();
	exports.export("_start", ExportKind::Func, 0);
	exports.export("memory", ExportKind::Memory, 0);
	let mut start = Function::new([(1, ValType::I32)]);
	for instruction in [
		Instruction::Loop(BlockType::Empty),
		Instruction::LocalGet(0),
		Instruction::I32Const(1_664_525),
		Instruction::I32Mul,
		Instruction::I32Const(1_013_904_223),
		Instruction::I32Add,
		Instruction::LocalTee(0),
		// A multiple of four within the page.
		Instruction::I32Const(0xfffc),
		Instruction::I32And,
		Instruction::LocalGet(0),
		Instruction::I32Store(MemArg { offset: 0, align: 2, memory_index: 0 }),
		Instruction::Br(0),
		Instruction::End,
		Instruction::End,
	] {
		start.instruction(&instruction);
	}
	let mut code = CodeSection::new();
	code.function(&start);
	let mut module = Module::new();
	module.section(&types);
	module.section(&functions);
	module.section(&memories);
	module.section(&exports);
	module.section(&code);
	module.finish()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		engine::{Call, Ending, Engine, Interpreter},
		prepare::Prepared,
	};

	#[test]
	fn endless_it_uses_all_of_its_fuel() {
		let prepared = Prepared::new(&endless(), 1).unwrap();
		let call = Call { input: b"", arguments: b"", fuel: 1_000_000, output: 0 };
		let run = Interpreter::new().run(&prepared, &call).unwrap();
		assert_eq!((run.ending, run.fuel), (Ending::OutOfFuel, 1_000_000));
	}
}

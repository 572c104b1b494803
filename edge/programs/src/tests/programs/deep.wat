;; Calls itself for ever, with the smallest frame that there is, and counts the calls in memory.
(module
	(memory (export "memory") 1)
	(global $calls (mut i32) (i32.const 0))
	(func $deeper
		(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
		(i32.store (i32.const 0) (global.get $calls))
		(call $deeper))
	(func (export "_start") (call $deeper)))

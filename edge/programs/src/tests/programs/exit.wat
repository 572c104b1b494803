;; Exits out of a nested call.
(module
	(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
	(memory (export "memory") 1)
	(func $deeper (param i32)
		(if (i32.eqz (local.get 0)) (then (call $exit (i32.const 42)) (unreachable)))
		(call $deeper (i32.sub (local.get 0) (i32.const 1)))
		(i32.store (i32.const 0) (i32.const -1)))
	(func (export "_start") (call $deeper (i32.const 10))))

;; A start function that writes and then divides by zero: _start never runs.
(module
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\10\00\00\00\05\00\00\00\00\00\00\00\00\00\00\00start_start")
	(func $first
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
		(drop (i32.div_u (i32.const 1) (i32.load (i32.const 12)))))
	(start $first)
	(func (export "_start")
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))

;; Writes to standard error and then to its output without end.
(module
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\20\00\00\00\03\00\00\00\23\00\00\00\04\00\00\00")
	(data (i32.const 32) "abcdefg")
	(func (export "_start")
		(drop (call $write (i32.const 2) (i32.const 0) (i32.const 2) (i32.const 16)))
		(loop $more
			(drop (call $write (i32.const 1) (i32.const 0) (i32.const 2) (i32.const 16)))
			(i32.store (i32.const 20) (i32.add (i32.load (i32.const 20)) (i32.const 1)))
			(br $more))))

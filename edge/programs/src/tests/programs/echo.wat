;; Copies its input to its output, by two buffers of seven and five bytes a call.
(module
	(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\20\00\00\00\07\00\00\00\40\00\00\00\05\00\00\00")
	(func (export "_start") (local $count i32)
		(loop $more
			(drop (call $read (i32.const 0) (i32.const 0) (i32.const 2) (i32.const 16)))
			(local.set $count (i32.load (i32.const 16)))
			(if (i32.eqz (local.get $count)) (then (return)))
			;; The second buffer's bytes move behind those of the first.
			(memory.copy (i32.const 39) (i32.const 64) (i32.const 5))
			(i32.store (i32.const 96) (i32.const 32))
			(i32.store (i32.const 100) (local.get $count))
			(drop (call $write (i32.const 1) (i32.const 96) (i32.const 1) (i32.const 104)))
			(br $more))))

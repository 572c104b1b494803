;; Asks for random bytes twice and for all four clocks.
(module
	(import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
	(import "wasi_snapshot_preview1" "clock_res_get" (func $resolution (param i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\10\00\00\00\78\00\00\00")
	(func (export "_start") (local $clock i32)
		(drop (call $random (i32.const 16) (i32.const 45)))
		(drop (call $random (i32.const 61) (i32.const 3)))
		(loop $next
			(drop (call $time
				(local.get $clock)
				(i64.const 1)
				(i32.add (i32.const 64) (i32.shl (local.get $clock) (i32.const 3)))))
			(drop (call $yield))
			(local.set $clock (i32.add (local.get $clock) (i32.const 1)))
			;; The fifth does not exist.
			(br_if $next (i32.lt_u (local.get $clock) (i32.const 5))))
		(i32.store (i32.const 104) (call $time (i32.const 4) (i64.const 1) (i32.const 200)))
		(i32.store (i32.const 108) (call $resolution (i32.const 1) (i32.const 112)))
		(drop (call $time (i32.const 0) (i64.const 0) (i32.const 120)))
		(i32.store (i32.const 128) (call $random (i32.const -1) (i32.const 2)))
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))

;; A machine of four states by br_table over the input's bytes, blocks that take and give several values.
(module
	(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\00\01\00\00\00\04\00\00")
	(data (i32.const 16) "\20\00\00\00\10\00\00\00")
	(func $step (param $byte i32) (param $state i32) (result i32)
		(block $default
			(block $three
				(block $two
					(block $one
						(block $zero
							(br_table $zero $one $two $three $default
								(i32.and (local.get $byte) (i32.const 7))))
						(return (i32.add (local.get $state) (i32.const 1))))
					(return (i32.mul (local.get $state) (i32.const 3))))
				(return (i32.xor (local.get $state) (local.get $byte))))
			(return (i32.rotl (local.get $state) (i32.const 5))))
		(i32.sub (local.get $state) (local.get $byte)))
	(func (export "_start") (local $at i32) (local $count i32) (local $state i32)
		(local $low i32) (local $wide i64)
		(drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
		(local.set $count (i32.load (i32.const 8)))
		(block $done
			(loop $next
				(br_if $done (i32.ge_u (local.get $at) (local.get $count)))
				(local.set $state
					(call $step (i32.load8_u offset=256 (local.get $at)) (local.get $state)))
				(local.set $at (i32.add (local.get $at) (i32.const 1)))
				(br $next)))
		(i32.const 40)
		(i64.const 2)
		(block $pair (param i32 i64) (result i64 i32)
			(br_if $pair (i64.extend_i32_u (local.get $state)) (i32.const 1) (local.get $count))
			(drop)
			(drop)
			(drop)
			(drop)
			(unreachable))
		(local.set $low)
		(local.set $wide)
		(i64.store (i32.const 32) (local.get $wide))
		(i32.store (i32.const 40) (local.get $low))
		(drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 8)))))

;; Counts the primes below 10,000 by bytes in memory, and writes the number.
(module
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\0c\00\00\00\04\00\00\00")
	(func $mark (param $step i32) (local $at i32)
		(local.set $at (i32.mul (local.get $step) (local.get $step)))
		(block $done
			(loop $next
				(br_if $done (i32.ge_u (local.get $at) (i32.const 10000)))
				(i32.store8 offset=1000 (local.get $at) (i32.const 1))
				(local.set $at (i32.add (local.get $at) (local.get $step)))
				(br $next))))
	(func (export "_start") (local $number i32) (local $count i32)
		(local.set $number (i32.const 2))
		(loop $next
			(if (i32.eqz (i32.load8_u offset=1000 (local.get $number)))
				(then
					(local.set $count (i32.add (local.get $count) (i32.const 1)))
					(call $mark (local.get $number))))
			(local.set $number (i32.add (local.get $number) (i32.const 1)))
			(br_if $next (i32.lt_u (local.get $number) (i32.const 10000))))
		(i32.store (i32.const 12) (local.get $count))
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))

;; Grows its memory page by page to the limit, asks for far too much, and marks the last byte of each page.
(module
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 0) "\10\00\00\00\0c\00\00\00")
	(func (export "_start") (local $before i32)
		(i32.store (i32.const 16) (memory.grow (i32.const 65535)))
		(i32.store (i32.const 20) (memory.grow (i32.const -1)))
		(block $full
			(loop $next
				(local.set $before (memory.grow (i32.const 1)))
				(br_if $full (i32.eq (local.get $before) (i32.const -1)))
				(i32.store8
					(i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 1))
					(memory.size))
				(br $next)))
		(i32.store (i32.const 24) (memory.size))
		(drop (memory.grow (i32.const 0)))
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))

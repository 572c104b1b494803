;; Counts in memory for ever.
(module
	(memory (export "memory") 1)
	(func (export "_start")
		(loop $again
			(i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.const 1)))
			(br $again))))

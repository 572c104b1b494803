//! Tasks over a real node, through the agent as its users have it: workers, a client, and what each is refused.

mod refused;
mod survives;

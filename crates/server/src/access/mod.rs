//! Who may talk to the server, and what they may do. Pure.
//!
//! A right token says who calls: the one of the command line may do everything, issued ones what they
//! were issued for; a wrong token is always refused. Without any, a caller on this machine may do
//! everything, if the server listens to this machine only and is called by a name of it: a page
//! elsewhere whose name was pointed here, or that sends requests here, is foreign.
//! Why it is so: `docs/decisions/0008-tokens.md`.

mod address;
mod caller;
mod issued;
mod server_token;

pub use address::{is_loopback_authority, is_loopback_origin, is_same_origin};
pub use caller::{Anonymous, Caller, Rights, Writing};
pub use issued::{IssuedToken, TokenDigests, cookie_id};
pub use server_token::Token;
